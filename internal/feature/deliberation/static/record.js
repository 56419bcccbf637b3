// What the server stored, as somebody sees it: saved, not saved with the text still here, or not certain while it is being
// looked after. The sign goes along with the advice, so that it is in sight at every question, on a phone as well. What was
// typed and not confirmed stays in this tab, until the server has it. Without this script the same page works with a button.
(() => {
  "use strict";
  const form = document.getElementById("weigh");
  const line = document.getElementById("bewaard");
  if (!form || !line) return;
  const words = line.dataset;
  const who = form.elements.namedItem("wie").value;
  const key = "nabij.d." + location.pathname.split("/").filter((p) => p !== "en").join("/");
  let timer = 0;
  let busy = 0;
  let wait = 0;
  let waiting = false;
  let left = false;

  const saved = () => document.getElementById("saved");

  // The state is for the eye: a calm sign when all is stored, one that cannot be missed when it is not.
  const look = (state) => (line.dataset.state = state);
  const settle = () => look(saved().querySelector("[data-unsaved]") ? "trouble" : "saved");

  function say(text, link, state = "trouble") {
    look(state);
    saved().textContent = text;
    if (!link) return;
    const a = document.createElement("a");
    a.className = "nl-link";
    a.href = words.in;
    a.target = "_blank";
    a.rel = "noreferrer";
    a.textContent = words.inLabel;
    saved().append(" ", a);
  }

  function keep(list) {
    if (left) return;
    try {
      sessionStorage.setItem(key, JSON.stringify({ who, list }));
    } catch {
      // Storage is full or switched off: the page itself still holds everything.
    }
  }

  function drop() {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // There is nothing to drop.
    }
  }

  function again(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => document.dispatchEvent(new CustomEvent("nabij:again")), ms);
  }

  document.addEventListener("nabij:typed", (e) => keep(e.detail.list));
  document.addEventListener("nabij:sending", (e) => {
    keep(e.detail.list);
    // A server that answers at once needs no word about it, and nobody wants to hear one at every answer.
    clearTimeout(busy);
    if (!waiting) busy = setTimeout(() => say(words.saving, false, "saving"), 600);
  });
  document.addEventListener("nabij:sent", (e) => {
    clearTimeout(timer);
    clearTimeout(busy);
    wait = 0;
    waiting = false; // the answer itself brought the line that says when
    settle();
    if (!e.detail.more && !saved().querySelector("[data-unsaved]")) drop();
  });
  document.addEventListener("nabij:refused", (e) => {
    const { status, outcome } = e.detail;
    clearTimeout(busy);
    waiting = true;
    wait = Math.min(wait ? wait * 2 : 2000, 30000);
    if (status === 401) {
      say(words.out, true);
      again(15000);
    } else if (status === 0 && !navigator.onLine) {
      say(words.again); // nothing left this machine
      again(wait);
    } else if (status === 0 || outcome === "uncertain" || status === 504) {
      say(words.uncertain); // sending it again is safe: the same answer is stored once
      again(wait);
    } else if (status === 409) {
      say(words.closed);
    } else if (status >= 500 || status === 429) {
      say(words.again);
      again(wait);
    } else {
      say(words.unsaved);
    }
  });
  // Back in this tab, after signing in beside it or finding the network again.
  addEventListener("focus", () => waiting && again(300));

  document.addEventListener("nabij:exit", () => {
    left = true;
    drop();
  });

  // What an earlier page of this tab could not hand over goes first. It carries the versions that it was based on, so
  // nothing is overwritten; then the page is opened again as it stands.
  async function handOver(list) {
    say(words.back, false, "saving");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(list), headers: { "X-Nabij-Part": "live" } });
      if (answer.status === 409) return say(words.closed);
      if (!answer.ok) throw new Error(String(answer.status));
      if ((await answer.text()).includes("data-unsaved")) return fill(list);
      drop();
      location.reload();
    } catch {
      say(words.again);
      setTimeout(() => handOver(list), 5000);
    }
  }

  // fill puts back what the server could not store, so that it can be mended.
  function fill(list) {
    for (const [name, value] of list) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text")) field.value = value;
    }
    say(words.unsaved);
  }

  line.classList.add("saved-sign");
  document.querySelector(".advice-panel").prepend(line);
  settle();

  try {
    const s = JSON.parse(sessionStorage.getItem(key));
    if (s && s.who !== who) drop(); // somebody else signed in since: it is not theirs
    else if (s) handOver(s.list);
  } catch {
    drop();
  }

  // On a desk the decision before stands open beside; on a phone it is behind its own line.
  if (matchMedia("(min-width: 64rem)").matches) for (const d of document.querySelectorAll("[data-desk-open]")) d.open = true;
})();
