// Runs before anything of the page shows. After a quick exit this tab holds no mark of ours any more: a page that comes
// back by the Back button or a reload is then left again at once.
(() => {
  "use strict";
  const away = document.currentScript.dataset.exit;
  const mark = "nabij.here";

  function here() {
    try {
      return sessionStorage.getItem(mark) !== null;
    } catch {
      return true; // Storage is switched off: nothing can be told, so nothing is done.
    }
  }

  function leave() {
    document.documentElement.classList.add("left");
    location.replace(away);
  }

  const how = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
  if (how !== "navigate" && !here()) {
    leave();
    return;
  }
  try {
    sessionStorage.setItem(mark, "1");
  } catch {
    // Storage is switched off.
  }
  addEventListener("pageshow", (e) => {
    if (e.persisted && !here()) leave();
  });
})();
