// Everything by keyboard: Tab, Space, Enter and arrows; the focus is always to be seen and never lost.
import assert from "node:assert/strict";
import { focus } from "../lib/focus.mjs";
import { describe, test } from "../lib/test.mjs";
import { visit } from "../lib/browser.mjs";
import { framework, open, pageNamed, pages } from "../lib/pages.mjs";
import { chosen, updated, weighAt } from "../lib/steps.mjs";

/** tabTo presses Tab until the focus is at what fits the selector, and fails on the first stop that is wrong. */
async function tabTo(tab, selector, most = 400) {
  for (let i = 0; i < most; i++) {
    await tab.keyboard.press("Tab");
    if (await tab.evaluate((s) => document.activeElement.matches(s), selector)) {
      const f = await focus(tab);
      assert.equal(f.wrong, "", f.key);
      return;
    }
  }
  assert.fail(`Tab never came to ${selector}`);
}

/** same fails when the focus went elsewhere. */
async function same(tab, act) {
  const before = await focus(tab);
  await act();
  const after = await focus(tab);
  assert.equal(after.key, before.key, "the focus went elsewhere");
  assert.equal(after.wrong, "", after.key);
}

describe("keyboard", () => {
  for (const [width, height] of [[1280, 900], [390, 844], [320, 560]]) {
    test(`at every stop on every page the focus is to be seen (${width} px)`, async () => {
      const v = await visit({ viewport: { width, height }, reducedMotion: "reduce" });
      const wrong = [];
      for (const p of pages) {
        await open(v.page, p);
        await v.page.evaluate(() => document.activeElement.blur());
        let first = "";
        let stops = 0;
        for (; stops < 600; stops++) {
          await v.page.keyboard.press("Tab");
          const f = await focus(v.page);
          if (!f.key) break; // past the last one
          if (f.key === first) break;
          first ||= f.key;
          if (f.wrong) wrong.push(`${p.name}: ${f.key}: ${f.wrong}`);
        }
        if (stops < 5) wrong.push(`${p.name}: only ${stops} stops`);
      }
      await v.context.close();
      assert.deepEqual([...new Set(wrong)].slice(0, 40), []);
    });
  }

  test("the skip link leads past the menu", async () => {
    const v = await visit();
    for (const p of pages) {
      await open(v.page, p);
      if (p.name.includes("error") || p.name.includes("second day")) continue; // these begin at what is wrong
      await tabTo(v.page, ".nl-skip-link", 3);
      assert.equal(await v.page.locator(".nl-skip-link").isVisible(), true);
      await v.page.keyboard.press("Enter");
      assert.equal(await v.page.evaluate(() => document.activeElement.id), "main", p.name);
      await v.page.keyboard.press("Tab");
      assert.equal(await v.page.evaluate(() => document.activeElement.closest("main") !== null), true, p.name);
    }
    await v.context.close();
  });

  test("from the first page to the record and the letter", async () => {
    const v = await visit({ reducedMotion: "reduce" });
    const { page } = v;
    // That the key was taken is not waited for: the page that would say so may be gone by then.
    const press = async (key) => {
      const there = page.waitForNavigation();
      page.keyboard.press(key).catch(() => {});
      await there;
      await page.waitForLoadState();
    };
    await page.goto("/");
    await tabTo(page, "main a.nl-button");
    await press("Enter");
    await tabTo(page, '[name="framework"]');
    await tabTo(page, '[name="day"]');
    await page.keyboard.type("10102020"); // the same in every order of day and month
    assert.equal(await page.locator('[name="day"]').inputValue(), "2020-10-10");
    await tabTo(page, "button.nl-button--primary");
    await press("Enter");
    assert.match(page.url(), new RegExp(`${framework}\\?day=2020-10-10$`));

    // Space chooses, arrows choose another; the focus stays while the advice follows.
    await tabTo(page, '[name="role"]');
    await same(page, () => updated(page, () => page.keyboard.press("ArrowDown")));
    await tabTo(page, '[name="q.contact-now"]');
    await same(page, () => updated(page, () => page.keyboard.press("Space")));
    await updated(page, () => page.keyboard.press("ArrowDown"));
    assert.equal(await page.evaluate(() => document.activeElement.value), "thin");
    await same(page, () => page.waitForTimeout(500));
    await tabTo(page, '[name="q.wanted"][value="walk"]');
    await same(page, () => updated(page, () => page.keyboard.press("Space")));
    // A question that comes up by an answer is the next stop.
    await tabTo(page, '[name="q.means-enough"]');
    await updated(page, () => page.keyboard.press("Space"));
    await updated(page, () => page.keyboard.press("ArrowDown"));
    await tabTo(page, '[name="q.means-why"]', 3);
    await tabTo(page, '[name="q.suicide"]');
    await updated(page, () => page.keyboard.press("Space"));
    await same(page, () => page.waitForTimeout(300));
    await tabTo(page, '[name="q.experience-text"]');
    await same(page, () => updated(page, () => page.keyboard.type("Zij doet open.")));
    assert.equal(await page.locator('[name="q.experience-text"]').inputValue(), "Zij doet open.");
    await tabTo(page, '[name="q.age"]:not([type=checkbox])');
    await page.keyboard.type("70");
    await updated(page, () => page.keyboard.press("Tab"));
    assert.equal((await focus(page)).wrong, "");
    const have = await chosen(page);
    for (const x of ["q.wanted=walk", "q.age=70"]) assert.ok(have.includes(x), have.join("\n"));

    await tabTo(page, "#advice details.why > summary");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.open), true);
    await tabTo(page, "button[formaction$='/kiezen']");
    await press("Enter");
    await tabTo(page, '[name="d.form"]');
    await page.keyboard.press("Space");
    await tabTo(page, '[name="d.reason"]');
    await page.keyboard.type("Zij wil het graag.");
    await tabTo(page, '[name="d.consulted"]');
    await page.keyboard.type("collega");
    await tabTo(page, "button.nl-button--primary");
    await press("Enter");
    assert.match(await page.locator(".print-record").textContent(), /Zij wil het graag/);
    await tabTo(page, "button.nl-button--secondary");
    await press("Enter");
    await tabTo(page, "button[formaction$='/brief']");
    await press("Enter");
    assert.equal(await page.locator(".letter").count(), 1);
    await v.context.close();
  });

  test("the focus inside the advice is not lost when the advice changes", async () => {
    const v = await visit({ reducedMotion: "reduce" });
    await weighAt(v.page);
    await v.page.locator('[name="q.experience-text"]').fill("Zij");
    // Typing is followed with some delay; by then somebody may be reading in the advice.
    await updated(v.page, () => v.page.locator("#advice summary").first().focus());
    const f = await focus(v.page);
    await v.context.close();
    assert.notEqual(f.key, "");
  });

  test("the sheet on a phone opens and closes, and a link in it leads to its question", async () => {
    const v = await visit({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
    await weighAt(v.page);
    const isOpen = () => v.page.evaluate(() => document.querySelector(".advice-panel__sheet").open);
    assert.equal(await isOpen(), false);
    await tabTo(v.page, ".advice-panel__peek");
    await v.page.keyboard.press("Enter");
    assert.equal(await isOpen(), true);
    await tabTo(v.page, "#advice .open-question a");
    const target = (await v.page.evaluate(() => document.activeElement.getAttribute("href"))).slice(1);
    await v.page.keyboard.press("Enter");
    assert.equal(await isOpen(), false);
    assert.equal(await v.page.evaluate((id) => {
      const r = document.getElementById(id).getBoundingClientRect();
      return r.top >= 0 && r.top < innerHeight - 150;
    }, target), true, "the question is not in sight");
    await v.page.keyboard.press("Tab");
    assert.equal(await v.page.evaluate((id) => document.getElementById(id).contains(document.activeElement), target), true, "the next stop is not in the question");
    await tabTo(v.page, ".advice-panel__peek");
    await v.page.keyboard.press("Space");
    assert.equal(await isOpen(), true);
    await tabTo(v.page, "#advice summary");
    await v.page.keyboard.press("Escape");
    assert.equal(await isOpen(), false);
    assert.equal(await v.page.evaluate(() => document.activeElement.className), "advice-panel__peek");
    await v.context.close();
  });
});
