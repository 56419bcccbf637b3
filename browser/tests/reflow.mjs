// 400 % zoom is 320 CSS pixels wide: nothing scrolls sideways, and nothing is cut off when a reader gives the text more space.
import assert from "node:assert/strict";
import { cut, sideways } from "../lib/reflow.mjs";
import { describe, test } from "../lib/test.mjs";
import { visit } from "../lib/browser.mjs";
import { open, pages } from "../lib/pages.mjs";

/** What somebody may set, of WCAG 1.4.12. */
const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

const unfold = (tab) => tab.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));

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
