// Weighing with a script: the advice follows each answer, and answers stay in this browser until they are cleared. With
// data-stored on the form the server keeps them, and this browser keeps nothing. Without a script the same form works with
// a button.
(() => {
  "use strict";
  const form = document.getElementById("weigh");
  if (!form || !form.dataset.framework) return;
  const remote = "stored" in form.dataset;
  const store = "nabij.weigh." + form.dataset.framework;
  const day = 24 * 60 * 60 * 1000;
  const words = document.getElementById("words").dataset;
  const status = document.getElementById("weigh-status");
  const restoreBar = document.getElementById("restore");
  let before = null; // answers of an earlier time, until somebody says what to do with them
  let timer = 0;
  let running = null;
  let again = false; // something changed while the server was storing
  let unsent = false;
  let left = false;

  const entries = () => [...new FormData(form)].filter(([, v]) => typeof v === "string" && v !== "");
  const body = (list) => new URLSearchParams(list);
  const keys = () => [...form.querySelectorAll("[data-key]")].map((b) => b.dataset.key);

  // merged are the answers of before with those of now laid over them.
  function merged() {
    const now = entries();
    const names = new Set(now.map(([name]) => name));
    return [...(before ?? []).filter(([name]) => !names.has(name)), ...now];
  }

  function save() {
    if (left) return;
    unsent = remote;
    if (remote) return;
    try {
      localStorage.setItem(store, JSON.stringify({ at: Date.now(), list: merged() }));
      sessionStorage.setItem(store, "1");
    } catch {
      // Storage is full or switched off: the form itself still holds everything.
    }
  }

  function stored() {
    try {
      const s = JSON.parse(localStorage.getItem(store));
      if (s && Date.now() - s.at < day && s.list.some(([name]) => name.startsWith("q."))) return s.list;
      localStorage.removeItem(store);
    } catch {
      // Nothing usable is stored.
    }
    return null;
  }

  function forget() {
    try {
      localStorage.removeItem(store);
      sessionStorage.removeItem(store);
    } catch {
      // Storage is switched off: there is nothing to forget.
    }
  }

  // place puts the questions of one section in order: what is there stays untouched, so that focus and typing stay.
  function place(from) {
    const section = document.getElementById(from.dataset.order);
    const box = section.querySelector(".blocks");
    const wanted = [...from.children];
    const names = new Set(wanted.map((w) => w.dataset.key));
    for (const old of [...box.children]) if (!names.has(old.dataset.key)) old.remove();
    let at = box.firstElementChild;
    for (const w of wanted) {
      const old = [...box.children].find((b) => b.dataset.key === w.dataset.key);
      if (old) {
        note(old, w);
        at = old.nextElementSibling;
      } else {
        box.insertBefore(document.importNode(w, true), at);
      }
    }
    section.hidden = !("shown" in from.dataset);
  }

  // note puts the notes of a question right that is in the page already.
  function note(old, from) {
    const was = old.querySelector(":scope > .block__notes");
    const now = from.querySelector(":scope > .block__notes");
    if (was?.outerHTML === now?.outerHTML) return;
    was?.remove();
    if (now) old.append(document.importNode(now, true));
  }

  // refocus gives the focus to what stands now where it was before the advice was replaced.
  function refocus(target, held) {
    const same = [...target.querySelectorAll(held.localName)].find((e) => e.textContent === held.textContent && e.getAttribute("href") === held.getAttribute("href"));
    (same ?? document.querySelector(".advice-panel__peek")).focus({ preventScroll: true });
  }

  function show(html) {
    const live = new DOMParser().parseFromString(html, "text/html").getElementById("live");
    if (!live) throw new Error("no live part");
    for (const part of live.querySelectorAll("[data-replace]")) {
      const target = document.getElementById(part.dataset.replace);
      const held = target.contains(document.activeElement) ? document.activeElement : null;
      const opened = new Set([...target.querySelectorAll("details[open] > summary")].map((s) => s.textContent));
      target.replaceChildren(...part.childNodes);
      for (const s of target.querySelectorAll("details > summary")) if (opened.has(s.textContent)) s.parentElement.open = true;
      if (held) refocus(target, held);
    }
    for (const part of live.querySelectorAll("[data-order]")) place(part);
  }

  // update asks for the advice on what is filled in now. What only reckons may be broken off by what came after it; what is
  // being stored may not, and the next one waits, because it must know what this one made of it.
  async function update(list, have) {
    if (remote && running) {
      again = true;
      return;
    }
    running?.abort();
    unsent = false;
    const mine = (running = new AbortController());
    tell("sending", { list });
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: body(list),
        headers: { "X-Nabij-Part": "live", "X-Nabij-Have": have.join(" ") },
        signal: mine.signal,
      });
      if (!answer.ok) {
        tell("refused", { status: answer.status, outcome: answer.headers.get("X-Nabij-Outcome") });
        throw new Error(String(answer.status));
      }
      show(await answer.text());
      status.textContent = words.updated;
      tell("sent", { more: again });
    } catch (e) {
      unsent = remote;
      if (e instanceof TypeError) tell("refused", { status: 0 });
      if (e.name !== "AbortError") status.textContent = (e instanceof TypeError ? "" : words.refused) || words.offline;
    } finally {
      if (running === mine) running = null;
    }
    if (!again) return;
    again = false;
    update(entries(), keys());
  }

  // tell lets a script of the page follow what the server stored; it asks to send again with nabij:again.
  const tell = (what, detail) => remote && document.dispatchEvent(new CustomEvent("nabij:" + what, { detail }));
  document.addEventListener("nabij:again", () => changed(true));

  function changed(now) {
    save();
    tell("typed", { list: entries() });
    clearTimeout(timer);
    timer = setTimeout(() => update(entries(), keys()), now ? 0 : 250);
  }

  // "Not known" beside a number empties the number, and the other way round.
  function together(target) {
    const block = target.closest("[data-key]");
    if (!block) return;
    const boxes = block.querySelectorAll("input[type=checkbox][value=unknown], input[type=checkbox][value=refused]");
    if (target.type === "checkbox" && target.checked && [...boxes].includes(target)) {
      for (const b of block.querySelectorAll("input")) {
        if (b === target || b.name.startsWith("a.")) continue;
        if (b.type === "checkbox") b.checked = false;
        else b.value = "";
      }
    } else if (target.type !== "checkbox" ? target.value !== "" : target.checked) {
      for (const b of boxes) b.checked = false;
    }
  }

  form.addEventListener("input", (e) => {
    together(e.target);
    if (e.target.matches("textarea, input[type=text]")) {
      save();
      tell("typed", { list: entries() });
      clearTimeout(timer);
      timer = setTimeout(() => update(entries(), keys()), 900);
    }
  });
  form.addEventListener("change", (e) => {
    if (e.target.name === "day2") return save();
    if (e.target.name === "with" || e.target.name === "flow") {
      save();
      form.requestSubmit(form.querySelector("[data-nojs]")); // another framework: a page of its own
      return;
    }
    changed(true);
  });
  addEventListener("online", () => changed(true));

  // One button for a list of the same answers: what is open gets the first one.
  form.addEventListener("submit", (e) => {
    if (e.submitter?.name !== "fill") {
      unsent = false; // it goes along with the form
      return;
    }
    e.preventDefault();
    const section = document.getElementById(e.submitter.value);
    for (const block of section.querySelectorAll(".block--scale")) {
      if (!block.querySelector("input:checked")) block.querySelector("input").checked = true;
    }
    section.querySelector("h2").scrollIntoView({ block: "start" });
    changed(true);
  });

  // With JavaScript an answer can be taken back: touch it again, or press Delete on it.
  let armed = null;
  const disarm = () => (armed = null);
  form.addEventListener("pointerdown", (e) => {
    const label = e.target.closest("label");
    const radio = e.target.matches("input[type=radio]") ? e.target : label && document.getElementById(label.htmlFor);
    armed = radio?.type === "radio" && radio.checked ? radio : null;
  });
  form.addEventListener("pointercancel", disarm);
  form.addEventListener("change", disarm);
  form.addEventListener("click", (e) => {
    if (e.target !== armed) return;
    disarm();
    e.target.checked = false;
    changed(true);
  });
  form.addEventListener("keydown", (e) => {
    if (!e.target.matches("input[type=radio]:checked") || !["Delete", "Backspace"].includes(e.key)) return;
    e.preventDefault();
    e.target.checked = false;
    changed(true);
  });

  form.addEventListener("click", (e) => {
    const act = e.target.closest("[data-act]")?.dataset.act;
    if (act === "restore") restore(merged());
    if (act === "forget" || act === "clear") {
      before = null;
      left = act === "clear";
      forget();
      if (restoreBar) restoreBar.hidden = true;
      status.textContent = words.cleared;
    }
  });

  // restore opens the page again with the answers of before, through the form itself, so that the server shows them.
  function restore(list) {
    const again = document.createElement("form");
    again.method = "post";
    again.action = form.action;
    again.hidden = true;
    for (const [name, value] of list) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      again.append(field);
    }
    document.body.append(again);
    again.submit();
  }

  document.addEventListener("nabij:exit", () => {
    left = true;
    forget();
  });

  // Who leaves by a link within a second of typing has it stored all the same.
  addEventListener("pagehide", () => {
    if (remote && unsent && !left) navigator.sendBeacon(form.action, body(entries()));
  });

  document.documentElement.classList.add("live");
  before = "fresh" in form.dataset && !remote ? stored() : null;
  if (before) restoreBar.hidden = false;
})();
