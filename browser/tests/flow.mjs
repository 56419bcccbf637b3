// The whole way from the first page to the papers, with and without JavaScript, in both languages.
import assert from "node:assert/strict";
import { describe, test } from "../lib/test.mjs";
import { visit } from "../lib/browser.mjs";
import { framework } from "../lib/pages.mjs";
import { chosen, field, marker, updated } from "../lib/steps.mjs";

const words = {
  nl: { urgent: /Gedachten aan zelfdoding/, turns: /Dit zou het advies laten kantelen/, open: /Nog open/ },
  en: { urgent: /Thoughts of suicide/, turns: /./, open: /Still open/ },
};

for (const scripts of [true, false]) {
  describe(`the whole way ${scripts ? "with" : "without"} JavaScript`, () => {
    for (const lang of ["nl", "en"]) {
      test(lang, async () => {
        const v = await visit({ javaScriptEnabled: scripts });
        const { page } = v;
        const press = async (button) => {
          await button.click();
          await page.waitForLoadState();
        };
        const pick = async (name, value) => {
          if (scripts) return updated(page, () => field(page, name, value).check());
          await field(page, name, value).check();
          await press(page.locator("[data-nojs]"));
        };
        const main = page.locator("main");

        await page.goto(lang === "en" ? "/en" : "/");
        await press(main.locator("a.nl-button"));
        assert.equal(await field(page, "framework", framework).isChecked(), true, "the framework itself is proposed, not an example");
        await page.locator('[name="day"]').fill("2020-10-20");
        await press(page.locator("button.nl-button--primary"));
        assert.match(page.url(), new RegExp(`/afwegen/${framework}\\?day=2020-10-20$`));

        const advice = page.locator("#advice");
        const best = () => page.locator(".peek__best").textContent();
        const before = await best();
        await pick("q.wish", "meet");
        await pick("q.wanted", "walk");
        await pick("q.can-go-out", "yes");
        await pick("q.suicide", "clear");
        await pick("q.doubt", "alone");
        assert.match(await advice.locator(".route-urgent").first().textContent(), words[lang].urgent);
        assert.ok(before && (await best()));
        // An open question in the advice leads to the question itself.
        assert.match(await advice.textContent(), words[lang].open);
        const link = advice.locator(".open-question a").first();
        const target = (await link.getAttribute("href")).slice(1);
        await link.click();
        assert.equal(await page.locator(`[id="${target}"]`).isVisible(), true);
        // Every line of the advice opens to why.
        const why = advice.locator("details.why").first();
        await why.locator("> summary").click();
        assert.equal(await why.locator(".why__body").first().isVisible(), true);

        await page.locator('[name="day2"]').fill("2020-06-15");
        await press(page.locator("button[formaction$='/vergelijken']"));
        assert.equal(await page.locator(".compare__side").count(), 2);
        await press(main.locator("button.nl-button--secondary"));
        assert.ok((await chosen(page)).includes("q.suicide=clear"), "back from comparing without the answers");

        await press(page.locator("button[formaction$='/kiezen']").first());
        await press(page.locator("button.nl-button--primary"));
        assert.equal(await page.locator("#problems").isVisible(), true, "a choice without a reason was accepted");
        assert.equal(await page.evaluate(() => document.activeElement.id), "problems", "the focus is not at what is wrong");
        await page.locator("#problems a").first().click();
        await page.locator('[name="d.form"]').first().check();
        await page.locator('[name="d.reason"]').fill(marker);
        await page.locator('[name="d.consulted"]').fill("collega");
        await press(page.locator("button.nl-button--primary"));
        assert.match(await page.locator(".print-record").textContent(), new RegExp(marker));
        await press(main.locator("button.nl-button--secondary"));
        assert.equal(await page.locator('[name="d.reason"]').inputValue(), marker);
        await press(page.locator("button[formaction$='/brief']"));
        const letter = await page.locator(".letter").textContent();
        // What the worry was never stands in the resident's copy, nor what was written for the record.
        assert.doesNotMatch(letter, new RegExp(`zelfdoding|suicide|113|${marker}`, "i"));
        await v.context.close();
        assert.deepEqual(v.complaints, []);
        assert.deepEqual(v.strange, []);
      });
    }
  });
}
