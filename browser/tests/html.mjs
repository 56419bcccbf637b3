// The HTML is valid: every page and state in both languages as it is served, and as it stands after a live update, all
// in one run of the Nu HTML checker.
import assert from "node:assert/strict";
import { check } from "../lib/vnu.mjs";
import { describe, test } from "../lib/test.mjs";
import { site, visit } from "../lib/browser.mjs";
import { address, bodyOf, headersOf, open, pageNamed, pages } from "../lib/pages.mjs";

describe("HTML", () => {
  test("every page is valid", async () => {
    const { url } = await site();
    const htmls = {};
    for (const lang of ["nl", "en"]) {
      for (const p of pages) {
        const answer = await fetch(url + address(p, lang), { method: p.method ?? "GET", body: bodyOf(p), headers: headersOf(p) });
        assert.equal(answer.status, p.status, p.name);
        htmls[`${p.name} (${lang})`] = await answer.text();
      }
    }
    const v = await visit();
    await open(v.page, pageNamed("weigh, empty"));
    for (const [name, value] of [["q.remote-means", "screen"], ["q.means-enough", "no"], ["q.suicide", "clear"], ["q.isolation", "contact"]]) {
      const updated = v.page.waitForResponse((r) => r.request().method() === "POST");
      await v.page.locator(`[name="${name}"][value="${value}"]`).check();
      await updated;
    }
    await v.page.locator("#advice .route-urgent").first().waitFor();
    htmls["weigh after a live update"] = await v.page.content();
    await v.context.close();
    assert.deepEqual(await check(htmls), []);
  });

  test("every link inside a page leads to something", async () => {
    const { url } = await site();
    const v = await visit();
    const lost = [];
    for (const p of pages) {
      const answer = await fetch(url + address(p, "nl"), { method: p.method ?? "GET", body: bodyOf(p), headers: headersOf(p) });
      lost.push(...(await v.page.evaluate(([html, name]) => {
        const doc = new DOMParser().parseFromString(html, "text/html");
        const ids = new Set([...doc.querySelectorAll("[id]")].map((e) => e.id));
        return [...doc.querySelectorAll("a[href^='#'], [for], [aria-describedby], [aria-labelledby], [form]")].flatMap((e) =>
          ["href", "for", "aria-describedby", "aria-labelledby", "form"].flatMap((a) => (e.getAttribute(a) ?? "").split(" ")
            .filter((to) => to && (a !== "href" || to.startsWith("#")) && !ids.has(decodeURIComponent(to.replace("#", ""))))
            .map((to) => `${name}: ${a} ${to} of “${e.textContent.trim().slice(0, 60)}”`)));
      }, [await answer.text(), p.name])));
    }
    await v.context.close();
    assert.deepEqual(lost, []);
  });

  test("what is Dutch in an English page is marked as Dutch", async () => {
    const v = await visit();
    const unmarked = [];
    for (const p of pages.filter((x) => !x.fields || x.name === "weigh with errors")) {
      await open(v.page, p, "en");
      unmarked.push(...(await v.page.evaluate((name) => {
        document.querySelectorAll("[lang='nl'], textarea").forEach((e) => e.remove());
        const dutch = /(^|\s)(een|het|van de|voor de|niet|maatregelen|vanaf|wordt|geen)(\s|$)/i;
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const out = [];
        while (walker.nextNode()) if (dutch.test(walker.currentNode.data)) out.push(`${name}: ${walker.currentNode.data.trim().slice(0, 90)}`);
        return out;
      }, p.name)));
    }
    await v.context.close();
    assert.deepEqual([...new Set(unmarked)].slice(0, 20), []);
  });

  test("the checker finds what is planted", async () => {
    const found = await check({ planted: '<!doctype html><html lang="nl"><head><title>x</title></head><body><p id="a"><p id="a"><div></span></div></body></html>' });
    assert.ok(found.some((m) => m.includes("Duplicate ID")), found.join("\n"));
    assert.ok(found.some((m) => m.includes("Stray end tag")), found.join("\n"));
  });
});
