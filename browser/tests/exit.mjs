// The quick exit: away at once, with nothing left of the page on the screen, in storage or behind Back.
import assert from "node:assert/strict";
import { describe, test } from "../lib/test.mjs";
import { visit } from "../lib/browser.mjs";
import { open, pageNamed } from "../lib/pages.mjs";
import { exitAddress } from "../lib/program.mjs";
import { answer, live, marker, storage, updated, weighAt } from "../lib/steps.mjs";

const withExit = ["weigh, empty", "weigh, half filled", "weigh with errors", "compare", "decide", "decide with errors", "record", "letter"];

/** ways are the ways to leave. */
const ways = {
  "the button": (tab) => tab.locator("#exit").click({ noWaitAfter: true }),
  "three times Shift": async (tab) => {
    for (let i = 0; i < 3; i++) await tab.keyboard.press("Shift");
  },
  "the keyboard": async (tab) => {
    await tab.locator("#exit").focus();
    await tab.keyboard.press("Enter", { noWaitAfter: true });
  },
};

/** colours counts the different colours in a screenshot, seen by a tab that has nothing to do with the page. */
async function colours(v, png) {
  const other = await v.context.newPage();
  const n = await other.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + base64)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const c = canvas.getContext("2d");
    c.drawImage(image, 0, 0);
    return new Set(new Uint32Array(c.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, png.toString("base64")).finally(() => other.close());
  return n;
}

describe("quick exit", () => {
  for (const [how, leave] of Object.entries(ways)) {
    const once = async () => {
      const v = await visit();
      await weighAt(v.page);
      await answer(v.page, "q.suicide", "clear");
      await updated(v.page, () => v.page.locator('[name="q.experience-text"]').fill(marker));
      await v.page.locator("h1").click();
      assert.match(JSON.stringify(await storage(v.page)), new RegExp(marker), "there was nothing to empty");
      // The other site takes its time, so that what stands on the screen meanwhile can be seen.
      let letThrough;
      const looked = new Promise((r) => (letThrough = r));
      await v.context.route(exitAddress, async (route) => {
        await looked;
        await route.fallback();
      });
      let report;
      const reported = new Promise((done) => (report = done));
      await v.page.exposeFunction("report", (seen) => report(seen));
      await v.page.evaluate(() => {
        // From when the page hears of it: what the machine is busy with before that is not ours to hold to.
        let began = 0;
        let pressed = 0;
        for (const type of ["click", "keyup", "keydown"]) addEventListener(type, (e) => ([began, pressed] = [performance.now(), e.timeStamp]), true);
        new MutationObserver(() => {
          const changed = performance.now() - began;
          requestAnimationFrame(() => setTimeout(() => window.report({
            changed,
            painted: performance.now() - pressed,
            title: document.title,
            icon: document.querySelector("link[rel=icon]").getAttribute("href"),
            local: localStorage.length,
            session: sessionStorage.length,
            typed: document.querySelector('[name="q.experience-text"]').value,
          })));
        }).observe(document.documentElement, { attributeFilter: ["class"] });
      });
      const leaving = leave(v.page).catch(() => {}); // would wait for the other site
      const seen = await reported;
      const cdp = await v.context.newCDPSession(v.page);
      const picture = Buffer.from((await cdp.send("Page.captureScreenshot")).data, "base64");
      letThrough();
      await leaving;
      assert.equal(seen.title, "Weer");
      assert.match(seen.icon, /^\/static\/away\./);
      assert.deepEqual([seen.local, seen.session, seen.typed], [0, 0, ""]);
      assert.equal(await colours(v, picture), 1, "something of the page is still to be seen");
      await v.page.waitForURL(exitAddress);
      assert.equal(v.away.length, 1);
      assert.equal(v.away[0].referer, undefined);

      await v.page.goBack().catch(() => {});
      assert.doesNotMatch(v.page.url(), /\/afwegen\/fysieke/);
      await weighAt(v.page);
      assert.equal(await v.page.locator("#restore").isVisible(), false);
      assert.deepEqual(await storage(v.page), { local: {}, session: {} });
      await v.context.close();
      console.log(`      by ${how}: covered after ${seen.changed.toFixed(1)} ms, painted after ${seen.painted.toFixed(1)} ms`);
      return seen.changed;
    };
    test(`by ${how}: covered, renamed and emptied within 100 ms, and Back shows nothing`, async () => {
      // A machine that is busy with something else may be late once; a page that is late is so every time.
      let best = Infinity;
      for (let i = 0; i < 3 && best > 100; i++) best = Math.min(best, await once());
      assert.ok(best <= 100, `the cover came after ${best} ms at best`);
    });
  }

  test("from the record: Back shows no answer at any step", async () => {
    const v = await visit();
    await v.page.goto("/afwegen");
    await v.page.locator("button[type=submit].nl-button--primary").click();
    await v.page.locator("#weigh").waitFor();
    await live(v.page);
    await updated(v.page, () => v.page.locator('[name="q.experience-text"]').fill(marker));
    await v.page.locator("button[formaction$='/kiezen']").first().click();
    await v.page.locator('[name="d.form"]').first().check();
    await v.page.locator('[name="d.reason"]').fill(marker);
    const consulted = v.page.locator('[name="d.consulted"]');
    if (await consulted.count()) await consulted.fill("collega");
    await v.page.locator("button[type=submit].nl-button--primary").click();
    await v.page.locator(".print-record").waitFor();
    // Where requests are played by a test, Chromium keeps no history as it does for people: so without that from here.
    await v.context.unrouteAll();
    for (let i = 0; i < 3; i++) await v.page.keyboard.press("Shift");
    for (let i = 0; i < 50 && v.page.url().startsWith(v.url); i++) await v.page.waitForTimeout(100);
    assert.ok(!v.page.url().startsWith(v.url), v.page.url());
    const shown = [];
    const look = async (how) => {
      await v.page.waitForTimeout(500);
      if ((await v.page.content().catch(() => "")).includes(marker)) shown.push(`${how}: ${v.page.url()}`);
    };
    for (let i = 1; i <= 4; i++) {
      await v.page.evaluate(() => history.back()).catch(() => {});
      await look(`${i} back`);
    }
    // Chromium asks “send the form again?” at such a page; somebody may say yes.
    for (let i = 1; i <= 4; i++) {
      await v.page.evaluate(() => history.forward()).catch(() => {});
      await v.page.reload({ timeout: 3000 }).catch(() => {});
      await look(`${i} forward again and sent again`);
    }
    assert.deepEqual(shown, []);
    const later = await v.context.newPage();
    await later.goto("/");
    assert.deepEqual(await storage(later), { local: {}, session: {} });
    await v.context.close();
  });

  test("is a plain link without JavaScript, on every page with answers, first in the order of the keyboard, big enough", async () => {
    const v = await visit({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    for (const lang of ["nl", "en"]) {
      for (const name of withExit) {
        await open(v.page, pageNamed(name), lang);
        await v.page.keyboard.press("Tab");
        const at = await v.page.evaluate(() => document.activeElement.id);
        // A page with errors starts at the errors; the exit is then one step back or the button itself.
        if (!name.includes("errors")) assert.equal(at, "exit", `${name}: Tab leads to “${at}”`);
        const box = await v.page.locator("#exit").boundingBox();
        assert.ok(box.width >= 44 && box.height >= 44, `${name}: ${box.width} × ${box.height}`);
        assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 640, `${name}: off the screen`);
        await v.page.mouse.wheel(0, 900);
        await v.page.waitForTimeout(100);
        assert.ok((await v.page.locator("#exit").boundingBox()).y >= 0, `${name}: scrolled away`);
        await v.page.locator("#exit").click();
        await v.page.waitForURL(exitAddress);
        assert.equal(v.away.at(-1).referer, undefined);
      }
    }
    await v.context.close();
  });

  test("works without a connection", async () => {
    for (const scripts of [true, false]) {
      const v = await visit({ javaScriptEnabled: scripts });
      await open(v.page, pageNamed("weigh, half filled"));
      await v.page.locator('[name="q.experience-text"]').fill(marker);
      await v.context.unrouteAll();
      await v.context.setOffline(true);
      await v.page.locator("#exit").click({ noWaitAfter: true });
      // The browser's own page about the missing connection comes in its own time; look until it stands still.
      let left;
      for (let i = 0; i < 50; i++) {
        await v.page.waitForTimeout(100);
        if (v.page.url().startsWith(v.url)) continue;
        left = await v.page.evaluate(() => document.body.innerText + [...document.querySelectorAll("textarea")].map((t) => t.value)).catch(() => undefined);
        if (left !== undefined) break;
      }
      assert.notEqual(left, undefined, `still at ${v.page.url()}`);
      assert.doesNotMatch(left, new RegExp(marker + "|Fysieke ontmoeting|113"), `${scripts ? "with" : "without"} JavaScript`);
      await v.context.close();
    }
  });

  test("does not happen by Escape, by capitals, by two Shifts, or by Shifts far apart", async () => {
    const v = await visit();
    await weighAt(v.page);
    const text = v.page.locator('[name="q.experience-text"]');
    await text.focus();
    for (let i = 0; i < 4; i++) await v.page.keyboard.press("Escape");
    for (const letter of ["A", "B", "C", "D"]) await v.page.keyboard.press("Shift+" + letter);
    await v.page.keyboard.press("Shift");
    await v.page.keyboard.press("Shift");
    assert.equal(await v.page.locator(".exit__dots").getAttribute("data-on"), "2");
    await v.page.keyboard.press("e");
    await v.page.keyboard.press("Shift");
    await v.page.keyboard.press("Shift");
    await v.page.waitForTimeout(4300);
    assert.equal(await v.page.locator(".exit__dots").getAttribute("data-on"), "0");
    await v.page.keyboard.press("Shift");
    await v.page.waitForTimeout(100);
    assert.match(v.page.url(), /\/afwegen\//);
    assert.equal(await text.inputValue(), "ABCDe");
    assert.equal(v.away.length, 0);
    await v.context.close();
  });

  test("the live advice adds nothing to the history", async () => {
    const v = await visit();
    await weighAt(v.page);
    const before = await v.page.evaluate(() => history.length);
    await answer(v.page, "q.wish", "meet");
    await answer(v.page, "q.wish", "later");
    assert.equal(await v.page.evaluate(() => history.length), before);
    await v.context.close();
  });
});
