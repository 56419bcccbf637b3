// What comes out of a printer: the record and the letter, without the page around them.
import assert from "node:assert/strict";
import { describe, test } from "../lib/test.mjs";
import { visit } from "../lib/browser.mjs";
import { open, pageNamed } from "../lib/pages.mjs";

/** sheets counts the pages of a PDF. */
const sheets = (pdf) => (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;

const notOnPaper = [".site-header", ".site-footer", ".exit", ".nl-skip-link", "button", ".nl-button", ".no-print", "nav", "input", "textarea"];

for (const lang of ["nl", "en"]) {
  describe(`paper (${lang})`, () => {
    for (const [name, article, most] of [["record", ".print-record", 8], ["letter", ".letter", 1]]) {
      for (const colorScheme of ["light", "dark"]) {
        test(`${name} from a ${colorScheme} screen`, async () => {
          const v = await visit({ colorScheme });
          await open(v.page, pageNamed(name), lang);
          const pdf = await v.page.pdf({ format: "A4", preferCSSPageSize: true });
          await v.page.emulateMedia({ media: "print" });
          const there = await v.page.evaluate((list) => list.filter((s) => [...document.querySelectorAll(s)].some((e) => e.checkVisibility() && e.getBoundingClientRect().height > 1)), notOnPaper);
          const look = await v.page.evaluate((a) => {
            const e = document.querySelector(a);
            const luminance = (c) => c.match(/[\d.]+/g).slice(0, 3).reduce((sum, x) => sum + Number(x), 0) / 3;
            const back = getComputedStyle(document.body).backgroundColor;
            return { text: luminance(getComputedStyle(e).color), back: /, 0\)$/.test(back) ? 255 : luminance(back), words: e.innerText.length, size: parseFloat(getComputedStyle(e.querySelector("p")).fontSize) };
          }, article);
          await v.context.close();
          assert.deepEqual(there, []);
          assert.ok(look.words > 200, `only ${look.words} characters`);
          assert.ok(look.text < 90 && look.back > 240, `text ${look.text} on ${look.back}`);
          assert.ok(look.size >= 12, `letters of ${look.size} px`);
          const n = sheets(pdf);
          if (name === "record") console.log(`      record (${lang}): ${n} sheets`);
          assert.ok(n >= 1 && n <= most, `${n} sheets`);
        });
      }
    }
  });
}
