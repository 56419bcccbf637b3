// Answers live in the browser and nowhere else, and are not lost.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "../lib/test.mjs";
import { site, visit } from "../lib/browser.mjs";
import { framework, half, open, pageNamed } from "../lib/pages.mjs";
import { answer, chosen, field, marker, storage, updated, weighAt } from "../lib/steps.mjs";

/** several fills in a bit of everything: a choice, several choices, a number, a text, a day, not known. */
async function several(tab) {
  await tab.locator('[name="role"]').selectOption("youth-worker");
  await answer(tab, "q.contact-now", "thin");
  await answer(tab, "q.wanted", "walk");
  await answer(tab, "q.wanted", "phone");
  await answer(tab, "q.risk-group", "refused");
  await answer(tab, "q.wish", "unknown");
  await updated(tab, async () => {
    await tab.locator('[name="q.housemates"]:not([type=checkbox])').fill("1");
    await tab.keyboard.press("Tab");
  });
  await answer(tab, "q.complaints.housemate-1", "no");
  await updated(tab, () => tab.locator('[name="q.experience-text"]').fill(marker));
  await updated(tab, () => tab.locator('[name="q.next-contact"][type=date]').fill("2020-10-27"));
}

const bar = (tab) => tab.locator("#restore");

describe("answers", () => {
  test("come back after a reload, all of them, and are gone once cleared", async () => {
    const v = await visit();
    await weighAt(v.page);
    assert.equal(await bar(v.page).isVisible(), false, "nothing was answered before");
    await several(v.page);
    const before = await chosen(v.page);
    assert.ok(before.length >= 11, before.join("\n"));
    await v.page.reload();
    assert.equal(await bar(v.page).isVisible(), true);
    assert.notDeepEqual(await chosen(v.page), before);
    await Promise.all([v.page.waitForNavigation(), v.page.locator("[data-act=restore]").click()]);
    assert.deepEqual(await chosen(v.page), before);
    assert.equal(await bar(v.page).isVisible(), false);

    await Promise.all([v.page.waitForNavigation(), v.page.locator("[data-act=clear]").click()]);
    assert.equal(await bar(v.page).isVisible(), false);
    assert.deepEqual((await chosen(v.page)).filter((x) => x.startsWith("q.")), []);
    assert.deepEqual(await storage(v.page), { local: {}, session: {} });
    await v.page.reload();
    assert.equal(await bar(v.page).isVisible(), false);
    await v.context.close();
  });

  test("can be forgotten instead of taken up again", async () => {
    const v = await visit();
    await weighAt(v.page);
    await answer(v.page, "q.wish", "meet");
    await v.page.reload();
    await v.page.locator("[data-act=forget]").click();
    assert.equal(await bar(v.page).isVisible(), false);
    assert.deepEqual(await storage(v.page), { local: {}, session: {} });
    await v.context.close();
  });

  test("of before are not lost by answering something new first", async () => {
    const v = await visit();
    await weighAt(v.page);
    await answer(v.page, "q.wish", "meet");
    await answer(v.page, "q.can-go-out", "yes");
    await v.page.reload();
    await answer(v.page, "q.informed", "yes");
    if (await bar(v.page).isVisible()) {
      await Promise.all([v.page.waitForNavigation(), v.page.locator("[data-act=restore]").click()]);
    }
    const have = await chosen(v.page);
    await v.context.close();
    for (const x of ["q.wish=meet", "q.can-go-out=yes"]) assert.ok(have.includes(x), `${x} is not among ${have}`);
  });

  test("are not kept on the server, and nobody else sees them", async () => {
    const { url, data, log } = await site();
    const files = () => readdirSync(data, { recursive: true }).filter((f) => !f.endsWith("-shm")).sort()
      .map((f) => `${f} ${createHash("sha256").update(readFileSync(join(data, f))).digest("hex")}`);
    const before = files();
    assert.ok(before.length > 0);
    const v = await visit();
    await weighAt(v.page);
    await several(v.page);
    const fields = [...half, ["q.value-other", marker], ["d.form", "walk"], ["d.reason", marker], ["d.consulted", marker], ["d.by", marker], ["day2", "2020-06-15"]];
    for (const step of ["", "/vergelijken", "/kiezen", "/verslag", "/brief"]) {
      const sent = await fetch(`${url}/afwegen/${framework}${step}`, { method: "POST", body: new URLSearchParams(fields) });
      assert.equal(sent.status, 200, step);
      assert.match(await sent.text(), new RegExp(marker), step);
    }
    assert.deepEqual(files(), before);
    for (const f of readdirSync(data, { recursive: true })) assert.ok(!readFileSync(join(data, f)).includes(marker), f);
    assert.doesNotMatch(log(), new RegExp(marker));
    assert.doesNotMatch(log(), /walk|housemate/);

    const other = await visit();
    await weighAt(other.page);
    assert.equal(await bar(other.page).isVisible(), false);
    assert.deepEqual((await chosen(other.page)).filter((x) => x.startsWith("q.")), []);
    assert.deepEqual((await other.context.cookies()).concat(await v.context.cookies()), []);
    await other.context.close();
    await v.context.close();
  });

  test("stay when the connection is gone, and count when it is back", async () => {
    const v = await visit();
    const status = v.page.locator("#weigh-status");
    await weighAt(v.page);
    await answer(v.page, "q.contact-now", "thin");
    await v.context.setOffline(true);
    await field(v.page, "q.suicide", "clear").check();
    await v.page.waitForFunction(() => document.getElementById("weigh-status").textContent === document.getElementById("words").dataset.offline);
    assert.equal(await status.isVisible(), true);
    await field(v.page, "q.informed", "yes").check();
    assert.equal(await v.page.locator("#advice .route-urgent").count(), 0);
    const before = await chosen(v.page);
    await updated(v.page, () => v.context.setOffline(false));
    assert.equal(await v.page.locator("#advice .route-urgent").count() > 0, true);
    assert.equal(await status.textContent(), await v.page.locator("#words").getAttribute("data-updated"));
    assert.deepEqual((await chosen(v.page)).filter((x) => before.includes(x)), before);
    await v.context.close();
  });

  test("stay when the connection is gone and the page is sent", async () => {
    const v = await visit();
    await weighAt(v.page);
    await answer(v.page, "q.wish", "meet");
    await v.context.setOffline(true);
    await v.page.locator("button[formaction$='/kiezen']").first().click().catch(() => {});
    await v.page.waitForTimeout(300);
    await v.context.setOffline(false);
    await weighAt(v.page);
    assert.equal(await bar(v.page).isVisible(), true);
    await Promise.all([v.page.waitForNavigation(), v.page.locator("[data-act=restore]").click()]);
    assert.ok((await chosen(v.page)).includes("q.wish=meet"));
    await v.context.close();
  });

  for (const scripts of [true, false]) {
    test(`that a branch hides come back when it opens again, ${scripts ? "with" : "without"} JavaScript`, async () => {
      const v = await visit({ javaScriptEnabled: scripts });
      const pick = async (name, value) => {
        if (scripts) return answer(v.page, name, value);
        await field(v.page, name, value).check();
        await Promise.all([v.page.waitForNavigation(), v.page.locator("[data-nojs]").click()]);
      };
      const shown = field(v.page, "q.means-why", "hearing").and(v.page.locator("[type=checkbox]"));
      const hidden = v.page.locator('#kept [name="q.means-why"]');
      await weighAt(v.page);
      await pick("q.means-enough", "partly");
      await pick("q.means-why", "hearing");
      await pick("q.means-enough", "yes");
      assert.equal(await shown.count(), 0);
      assert.equal(await hidden.count(), 1);
      assert.match(await v.page.locator("#advice").textContent(), /Telt nu niet mee/);
      await pick("q.means-enough", "no");
      assert.equal(await shown.isChecked(), true);
      assert.equal(await hidden.count(), 0);
      await v.context.close();
    });

    test(`stay through another language and back, ${scripts ? "with" : "without"} JavaScript`, async () => {
      const v = await visit({ javaScriptEnabled: scripts });
      const lost = [];
      for (const name of ["weigh, half filled", "compare", "decide", "record", "letter"]) {
        await open(v.page, pageNamed(name));
        const fields = () => v.page.locator("#weigh").evaluate((f) => [...new FormData(f)].filter(([, x]) => x !== "").map(([n, x]) => `${n}=${x}`).sort());
        const before = await fields();
        for (const lang of ["en", "nl"]) {
          await Promise.all([v.page.waitForNavigation(), v.page.locator(".site-lang").click()]);
          if ((await v.page.locator("html").getAttribute("lang")) !== lang) lost.push(`${name}: the language is not ${lang}`);
          const after = await fields();
          lost.push(...before.filter((x) => !after.includes(x)).map((x) => `${name}, ${lang}: ${x}`));
        }
      }
      await v.context.close();
      assert.deepEqual(lost, []);
    });
  }

  test("of the decision stay when somebody goes back to the questions", async () => {
    const v = await visit();
    await open(v.page, pageNamed("decide"));
    await field(v.page, "d.form", "walk").check();
    await v.page.locator('[name="d.reason"]').fill(marker);
    await Promise.all([v.page.waitForNavigation(), v.page.locator(`button[formaction="/afwegen/${framework}"]`).click()]);
    await Promise.all([v.page.waitForNavigation(), v.page.locator("button[formaction$='/kiezen']").first().click()]);
    assert.equal(await v.page.locator('[name="d.reason"]').inputValue(), marker);
    assert.equal(await field(v.page, "d.form", "walk").isChecked(), true);
    await v.context.close();
  });

  test("can be sent twice without harm", async () => {
    const v = await visit();
    await open(v.page, pageNamed("decide"));
    await field(v.page, "d.form", "walk").check();
    await v.page.locator('[name="d.reason"]').fill(marker);
    await v.page.locator('[name="d.consulted"]').fill("collega");
    await Promise.all([v.page.waitForURL(/verslag/), v.page.locator("button[type=submit].nl-button--primary").dblclick()]);
    await v.page.waitForLoadState();
    assert.equal(await v.page.locator(".print-record").count(), 1);
    assert.match(await v.page.locator(".print-record").textContent(), new RegExp(marker));
    await v.context.close();
  });

  test("can be taken back by touching them again, and by the keyboard", async () => {
    const v = await visit();
    await weighAt(v.page);
    await answer(v.page, "q.wish", "meet");
    const id = await field(v.page, "q.wish", "meet").getAttribute("id");
    await updated(v.page, () => v.page.locator(`label[for="${id}"]`).click());
    assert.equal(await field(v.page, "q.wish", "meet").isChecked(), false, "by touching it again");
    await answer(v.page, "q.wish", "meet");
    await field(v.page, "q.wish", "meet").focus();
    await updated(v.page, () => v.page.keyboard.press("Delete"));
    assert.equal(await field(v.page, "q.wish", "meet").isChecked(), false, "by the keyboard");
    await v.context.close();
  });

  test("that were touched while scrolling do not go away later", async () => {
    const v = await visit();
    await weighAt(v.page);
    await answer(v.page, "q.wish", "meet");
    // A finger lands on the answer and scrolls: a pointer goes down and is cancelled, without a click.
    await field(v.page, "q.wish", "meet").dispatchEvent("pointerdown", { bubbles: true });
    await field(v.page, "q.wish", "meet").dispatchEvent("pointercancel", { bubbles: true });
    await answer(v.page, "q.wish", "later");
    await answer(v.page, "q.wish", "meet").catch(() => {});
    assert.equal(await field(v.page, "q.wish", "meet").isChecked(), true);
    await v.context.close();
  });
});
