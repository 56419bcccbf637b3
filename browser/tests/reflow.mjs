// 400 % zoom is 320 CSS pixels wide: nothing scrolls sideways, and nothing is cut off when a reader gives the text more space.
import assert from "node:assert/strict";
import { describe, test } from "../lib/test.mjs";
import { visit } from "../lib/browser.mjs";
import { open, pages } from "../lib/pages.mjs";

/** What somebody may set, of WCAG 1.4.12. */
const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

const unfold = (tab) => tab.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));

/** sideways names what sticks out of the page. What scrolls inside itself by design, a table or a drawing, may. */
const sideways = (tab) => tab.evaluate(() => {
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
const cut = (tab) => tab.evaluate(() => {
  const out = [];
  const say = (what, e) => out.push(`${what}: ${e.tagName.toLowerCase()}.${e.className} “${e.textContent.trim().slice(0, 50)}”`);
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest("svg, .visually-hidden, template, select, textarea, input") || !e.checkVisibility()) continue;
    const s = getComputedStyle(e);
    if (s.overflow !== "visible" && !/auto|scroll/.test(s.overflow) && !/auto|scroll/.test(s.overflowY) && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2) && e.clientHeight) say("cut off", e);
  }
  // Text over text: each label and line against what follows it.
  const texts = [...document.querySelectorAll("label, legend, p, li, h1, h2, h3, h4, summary, dt, dd, a.nl-button, button")].filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, svg, .advice-panel__sheet, .exit, .site-header") && e.textContent.trim());
  const boxes = texts.map((e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return [...range.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
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

describe("400 % zoom", () => {
  for (const scripts of [true, false]) {
    test(`nothing scrolls sideways, nothing is cut off, also with more space in the text, ${scripts ? "with" : "without"} JavaScript`, async () => {
      const v = await visit({ javaScriptEnabled: scripts, viewport: { width: 320, height: 256 } });
      const cdp = await v.context.newCDPSession(v.page);
      const wrong = [];
      const look = async (where) => {
        for (const w of [...(await sideways(v.page)), ...(await cut(v.page))]) wrong.push(`${where}: ${w}`);
      };
      for (const lang of ["nl", "en"]) {
        for (const p of pages) {
          await open(v.page, p, lang);
          await look(`${p.name} (${lang})`);
          await unfold(v.page);
          await look(`${p.name} (${lang}), unfolded`);
          await cdp.send("DOM.enable");
          await cdp.send("CSS.enable");
          const { frameTree } = await cdp.send("Page.getFrameTree");
          const { styleSheetId } = await cdp.send("CSS.createStyleSheet", { frameId: frameTree.frame.id });
          await cdp.send("CSS.setStyleSheetText", { styleSheetId, text: spacing });
          assert.equal(await v.page.evaluate(() => getComputedStyle(document.querySelector("h1")).letterSpacing !== "normal"), true, "the space was not set");
          await look(`${p.name} (${lang}), more space`);
          await cdp.send("CSS.disable");
        }
      }
      await v.context.close();
      assert.deepEqual([...new Set(wrong)].slice(0, 40), []);
    });
  }

  test("finds what is planted", async () => {
    const v = await visit({ viewport: { width: 320, height: 256 } });
    await open(v.page, pages[0]);
    await v.page.evaluate(() => {
      const h = document.querySelector("h1");
      h.style.width = "400px";
      const p = document.querySelector("p.lead");
      p.style.cssText = "height: 1em; overflow: hidden";
      p.nextElementSibling.nextElementSibling.style.marginTop = "-3em";
    });
    assert.match((await sideways(v.page)).join(), /h1/);
    assert.match((await cut(v.page)).join(), /cut off: p/);
    assert.match((await cut(v.page)).join(), /lies over/);
    await v.context.close();
  });
});

describe("a phone", () => {
  test("the sheet leaves room for the question, and what has the focus is not under it", async () => {
    const v = await visit({ viewport: { width: 390, height: 844 } });
    await open(v.page, pages.find((p) => p.name === "weigh, half filled"));
    const box = await v.page.locator(".advice-panel__peek").boundingBox();
    assert.ok(box.y > 844 * 0.6, `the closed sheet begins at ${box.y} of 844`);
    await v.context.close();
  });
});
