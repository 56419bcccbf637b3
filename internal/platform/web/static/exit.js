// Quick exit: away from this page at once, with nothing left of it on the screen or in our storage.
// Without this script the same link still leads away. Other scripts must not save anything once the document element
// has the class "left"; they hear the event "nabij:exit" just before.
(() => {
  "use strict";
  const link = document.getElementById("exit");
  if (!link) return;
  const root = document.documentElement;
  const dots = link.querySelector(".exit__dots");
  let presses = 0;
  let alone = false;
  let timer = 0;

  function leave(event) {
    if (event) event.preventDefault();
    root.classList.add("left");
    document.title = link.dataset.title;
    const icon = document.querySelector("link[rel=icon]");
    if (icon) icon.href = link.dataset.icon;
    document.dispatchEvent(new CustomEvent("nabij:exit"));
    for (const form of document.forms) form.reset();
    try {
      sessionStorage.clear();
      localStorage.clear();
    } catch {
      // Storage is switched off in this browser: then there is nothing of ours in it.
    }
    location.replace(link.href);
  }

  function show(n) {
    presses = n;
    dots.dataset.on = String(n);
    clearTimeout(timer);
    if (n > 0) timer = setTimeout(() => show(0), 4000);
  }

  link.addEventListener("click", leave);
  addEventListener("keydown", (e) => {
    if (e.key === "Shift") {
      if (!e.repeat) alone = true;
    } else {
      alone = false;
      show(0);
    }
  }, true);
  addEventListener("keyup", (e) => {
    if (e.key !== "Shift" || !alone) return;
    alone = false;
    show(presses + 1);
    if (presses >= 3) leave();
  }, true);
})();
