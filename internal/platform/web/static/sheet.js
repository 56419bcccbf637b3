// The advice as a sheet at the bottom of a phone. Without this script it follows the questions, open.
(() => {
  "use strict";
  const sheet = document.querySelector(".advice-panel__sheet");
  if (!sheet) return;
  const desk = matchMedia("(min-width: 64rem)");
  const peek = sheet.querySelector(".advice-panel__peek");

  function fit() {
    document.documentElement.classList.toggle("sheet", !desk.matches);
    sheet.open = desk.matches;
    peek.tabIndex = desk.matches ? -1 : 0; // beside the questions there is nothing to press
  }

  // What has the focus must not lie under the closed sheet, nor under what a page puts on top of it: the page scrolls so far
  // that it stays in sight.
  const panel = sheet.parentElement;
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBottom = desk.matches ? "" : (sheet.open ? peek : panel).offsetHeight + 24 + "px";
  }).observe(panel);

  fit();
  desk.addEventListener("change", fit);
  peek.addEventListener("click", (e) => {
    if (desk.matches) e.preventDefault(); // beside the questions it is always open
  });
  // A link in the sheet that leads to a question closes the sheet, so that the question is seen.
  sheet.addEventListener("click", (e) => {
    const link = e.target.closest("a[href^='#']");
    if (!link || desk.matches || sheet.querySelector(link.hash)) return;
    sheet.open = false;
  });
  sheet.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || desk.matches) return;
    sheet.open = false;
    peek.focus();
  });
})();
