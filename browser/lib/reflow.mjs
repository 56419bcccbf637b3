// What does not fit in a narrow window.

/** sideways names what sticks out of the page. What scrolls inside itself by design, a table or a drawing, may. */
export const sideways = (tab) => tab.evaluate(() => {
  const wide = document.documentElement.clientWidth;
  const out = [];
  if (document.documentElement.scrollWidth > wide) out.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest(".table-scroll, .timeline__scroll, svg, .visually-hidden, template") || !e.checkVisibility()) continue;
    const r = e.getBoundingClientRect();
    if (r.width && r.height && (r.right > wide + 1 || r.left < -1) && !e.matches(".nl-skip-link")) out.push(`${e.tagName.toLowerCase()}.${e.className}: ${Math.round(r.left)}–${Math.round(r.right)} “${e.textContent.trim().slice(0, 40)}”`);
  }
  return out.slice(0, 5);
});

/** cut names text that does not fit where it stands, or lies over other text. */
export const cut = (tab) => tab.evaluate(() => {
  const out = [];
  const say = (what, e) => out.push(`${what}: ${e.tagName.toLowerCase()}.${e.className} “${e.textContent.trim().slice(0, 50)}”`);
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest("svg, .visually-hidden, template, select, textarea, input") || !e.checkVisibility()) continue;
    const s = getComputedStyle(e);
    if (s.overflow !== "visible" && !/auto|scroll/.test(s.overflow) && !/auto|scroll/.test(s.overflowY) && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2) && e.clientHeight) say("cut off", e);
  }
  // Text over text: each label and line against what follows it.
  const texts = [...document.querySelectorAll("label, legend, p, li, h1, h2, h3, h4, summary, dt, dd, a.nl-button, button")].filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, svg, .advice-panel__sheet, .exit, .site-header") && e.textContent.trim());
  // What is folded away has a place in the layout as well; that is nobody's to see.
  const boxes = texts.map((e) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.checkVisibility()) continue;
      range.selectNodeContents(walker.currentNode);
      all.push(...range.getClientRects());
    }
    return all.filter((r) => r.width > 1 && r.height > 1);
  });
  for (let i = 0; i + 1 < texts.length; i++) {
    for (let j = i + 1; j < Math.min(i + 4, texts.length); j++) {
      if (texts[i].contains(texts[j])) continue;
      // Lines of text are a bit higher than their letters.
      if (boxes[i].some((a) => boxes[j].some((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2))) {
        say(`lies over “${texts[j].textContent.trim().slice(0, 40)}”`, texts[i]);
      }
    }
  }
  return out.slice(0, 6);
});
