// Work in the background tells how far it is: the part with its progress is fetched again until it is over. Without this
// script a link does the same.
(() => {
  "use strict";
  const part = document.querySelector("[data-follow]");
  if (!part) return;
  let wait = 1000;
  const look = async () => {
    try {
      const answer = await fetch(part.dataset.follow, { headers: { Accept: "text/html" } });
      if (!answer.ok) return; // signed out, or gone: the link tells why
      const html = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...html.body.childNodes);
      if (!part.querySelector("[data-busy]")) return;
    } catch {
      wait = Math.min(wait * 2, 15000); // no connection: ask less often
    }
    setTimeout(look, wait);
  };
  if (part.querySelector("[data-busy]")) setTimeout(look, wait);
})();
