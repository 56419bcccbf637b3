// No violation of WCAG 2.2 AA that a machine can find: every page and state × language × light and dark × phone and desk ×
// with and without JavaScript. Everything that folds is folded open, because axe does not look at what is hidden; the
// pages as they are served, folded, are looked at as well.
//
// Without JavaScript: the page is asked for and read with scripts switched off, as a browser does that blocks them. Only
// then are they switched on, for axe alone; by that time the page's own scripts were passed over for good.
import assert from "node:assert/strict";
import { describe, test } from "../lib/test.mjs";
import { violations } from "../lib/axe.mjs";
import { visit } from "../lib/browser.mjs";
import { open, pageNamed, pages } from "../lib/pages.mjs";

const languages = ["nl", "en"];

/** look runs axe at both widths and in both colour schemes. */
async function look(tab, where, unfold = true) {
  const found = [];
  for (const width of [1280, 320]) {
    await tab.setViewportSize({ width, height: 800 });
    if (unfold) await tab.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    for (const colorScheme of ["light", "dark"]) {
      await tab.emulateMedia({ colorScheme });
      for (const v of await violations(tab, { coloursOnly: colorScheme === "dark" })) found.push(`${where}, ${width} px, ${colorScheme}: ${v}`);
    }
  }
  return found;
}

for (const scripts of [true, false]) {
  describe(`axe ${scripts ? "with" : "without"} JavaScript`, { concurrency: 2 }, () => {
    for (const p of pages) {
      test(p.name, async () => {
        const v = await visit({ javaScriptEnabled: scripts, reducedMotion: "reduce" });
        const cdp = await v.context.newCDPSession(v.page);
        const found = [];
        for (const lang of languages) {
          if (!scripts) await cdp.send("Emulation.setScriptExecutionDisabled", { value: true });
          await open(v.page, p, lang);
          if (!scripts) await cdp.send("Emulation.setScriptExecutionDisabled", { value: false });
          if (p.name.startsWith("weigh") && scripts !== (await v.page.evaluate(() => document.documentElement.classList.contains("live")))) {
            found.push(`${lang}: the page's script ${scripts ? "did not run" : "ran"}`);
          }
          if (scripts && lang === "nl") found.push(...(await look(v.page, `${lang}, folded`, false)));
          found.push(...(await look(v.page, lang)));
        }
        await v.context.close();
        assert.deepEqual(found, []);
      });
    }
  });
}

describe("axe in states that a script makes", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`after a live update, without connection, and with answers of before (${lang})`, async () => {
      const v = await visit({ reducedMotion: "reduce" });
      await open(v.page, pageNamed("weigh, empty"), lang);
      const updated = v.page.waitForResponse((r) => r.request().method() === "POST");
      await v.page.locator('[name="q.suicide"][value="clear"]').check();
      await updated;
      await v.page.locator("#advice .route-urgent").first().waitFor();
      const found = await look(v.page, "updated");
      await v.context.setOffline(true);
      await v.page.locator('[name="q.wish"][value="meet"]').check();
      await v.page.waitForFunction(() => document.getElementById("weigh-status").textContent === document.getElementById("words").dataset.offline);
      found.push(...(await look(v.page, "without connection")));
      await v.context.setOffline(false);
      await open(v.page, pageNamed("weigh, empty"), lang);
      await v.page.locator("#restore").waitFor();
      found.push(...(await look(v.page, "answers of before")));
      await v.context.close();
      assert.deepEqual(found, []);
    });
  }
});

test("axe finds what is planted", async () => {
  const v = await visit();
  await open(v.page, pageNamed("weigh, half filled"));
  await v.page.evaluate(() => {
    document.querySelector("h1").style.color = "#ccc";
    document.querySelector("#f-day").removeAttribute("id");
    document.querySelector("main").insertAdjacentHTML("beforeend", '<button style="width:9px;height:9px;padding:0" aria-label="a"></button><button style="width:9px;height:9px;padding:0" aria-label="b"></button>');
  });
  const ids = (await violations(v.page)).map((x) => x.split(" ")[0]);
  await v.context.close();
  for (const id of ["color-contrast", "label", "target-size"]) assert.ok(ids.includes(id), `${id} is not among ${ids}`);
});

