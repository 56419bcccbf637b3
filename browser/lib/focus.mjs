// Where the keyboard is, and whether that can be seen.

/** focus tells what has the focus, and what is wrong with how it shows. */
export const focus = (tab) => tab.evaluate(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return { key: "", wrong: "nothing has the focus" };
  const key = [e.tagName.toLowerCase(), e.id && "#" + e.id, e.name && `[name="${e.name}"]`, /radio|checkbox/.test(e.type) && `[value="${e.value}"]`, e.getAttribute("href")].filter(Boolean).join("");
  if (e.id === "main" || e.id === "problems") return { key, wrong: "" };
  // A ring around the element itself, its label, or what holds both.
  const drawn = (x, pseudo) => {
    const s = getComputedStyle(x, pseudo);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 && !/, 0\)$|transparent/.test(s.outlineColor)) || /\d+px \d+px \d+px [1-9]\d*px/.test(s.boxShadow);
  };
  // The button in a date field that opens a calendar: the browser itself draws a ring around that, out of our sight.
  const calendar = e.type === "date" && !e.matches(":focus-visible");
  const shows = calendar || [e, e.nextElementSibling, e.parentElement].filter(Boolean).some((x) => drawn(x) || drawn(x, "::after") || drawn(x, "::before"));
  const r = (e.matches("input[type=radio], input[type=checkbox]") && e.labels?.[0] ? e.labels[0] : e).getBoundingClientRect();
  let seen = false;
  for (const [fx, fy] of [[0.5, 0.5], [0.05, 0.5], [0.95, 0.5], [0.5, 0.1], [0.5, 0.9]]) {
    const at = document.elementFromPoint(r.x + r.width * fx, r.y + r.height * fy);
    if (at && (at === e || e.contains(at) || at.contains(e) && at !== document.body && at !== document.documentElement && !at.matches("main, form, .weigh-layout") || [...(e.labels ?? [])].some((l) => l.contains(at)))) seen = true;
  }
  return { key, wrong: [shows ? "" : "no ring", seen ? "" : `covered or off the screen (${Math.round(r.x)},${Math.round(r.y)} ${Math.round(r.width)}×${Math.round(r.height)})`].filter(Boolean).join(", ") };
});
