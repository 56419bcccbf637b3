// Every page for people who are signed in, as lib/crawl.mjs finds them in the demonstration, and every state of a form that
// was sent empty: WCAG 2.2 AA, valid HTML, narrow windows and large letters, the keyboard, the quick exit, paper, and nobody's
// name where it does not belong.
//
// There are sixteen ways to look: Dutch or English, light or dark, 1280 or 320 pixels, with or without JavaScript. To keep
// the time down each page is looked at in two of them that differ in everything, and the next page in two others, so that
// all sixteen come by at each eight pages. FULL=1 looks at each page in all sixteen. SHOTS=folder keeps pictures of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "../lib/test.mjs";
import { violations } from "../lib/axe.mjs";
import { crawl, kindOf, mistakes, sendEmpty } from "../lib/crawl.mjs";
import { as, ask } from "../lib/demo.mjs";
import { focus } from "../lib/focus.mjs";
import { cut, sideways } from "../lib/reflow.mjs";
import { check } from "../lib/vnu.mjs";

let found;
/** all gives what there is to look at, found once. */
const all = () => (found ??= (async () => {
  const { pages, lost } = await crawl();
  return { pages, lost, states: await mistakes(pages) };
})().catch((e) => {
  found = undefined;
  throw e;
}));

/** show opens a page or a state of it. */
async function show(tab, p, lang = "nl") {
  const answer = await tab.goto((lang === "en" ? "/en" : "") + p.path);
  const last = p.form === undefined ? answer : await sendEmpty(tab, p.form);
  if (last.status() !== (p.status ?? 200)) throw new Error(`${p.name} (${lang}): status ${last.status()}, want ${p.status ?? 200}`);
}

const unfold = (tab) => tab.evaluate(() => document.querySelectorAll("main details").forEach((d) => (d.open = true)));

/** by puts pages with who sees them. */
function by(list) {
  const groups = new Map();
  for (const p of list) groups.set(p.who, [...(groups.get(p.who) ?? []), p]);
  return [...groups];
}

/** spread does the work for each, two at a time. */
async function spread(list, work) {
  const queue = [...list];
  await Promise.all([0, 1].map(async () => {
    while (queue.length) await work(queue.shift());
  }));
}

/** ways are the numbers of the ways to look at page i; each bit is a choice. */
const ways = (i) => (process.env.FULL ? [...Array(16).keys()] : [i % 8, 15 - (i % 8)]);

/** addresses of pages that no link of the demonstration leads to, and which test comes there. */
const elsewhere = {
  "/begin": "leads on at once", "/_galerij": "is for builders", "/aanmelden": "account", "/eerste-keer": "account", "/uitnodiging": "account", "/vernieuwen": "account", "/inrichten": "account", "/bevestigen": "account",
  "/inwoners/nieuw": "resident", "/inwoners/invoeren/lijst": "resident", "/noodinzage/{resident}": "account", "/afwegingen/{id}/eerder": "record", "/kaderbeheer/versie/{id}/gevolgen": "is a part of a page, for its script",
};

describe("inside", () => {
  test("every page is found, and no link leads to a failure", async () => {
    const { pages, lost, states } = await all();
    console.log(`      ${pages.length} pages of ${new Set(pages.map((p) => p.kind)).size} kinds, and ${states.length} forms with mistakes`);
    const kinds = new Set(pages.map((p) => kindOf(p.path).split("?")[0].replaceAll("{pack}", "{id}")));
    const table = readFileSync(new URL("../../internal/platform/access/routes.csv", import.meta.url), "utf8");
    const missed = [...table.matchAll(/^GET,([^,]*),(?!public)/gm)].map((m) => m[1]).filter((route) => {
      if (Object.keys(elsewhere).some((e) => route.startsWith(e) || route.replace(/\{\w+\}/g, "{id}") === e)) return false;
      const pattern = new RegExp(`^${route.replace(/[.?]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`);
      return ![...kinds].some((k) => pattern.test(k));
    });
    assert.deepEqual({ missed, lost }, { missed: [], lost: [] });
  }, { most: 600_000 });

  test(`axe finds nothing, in ${process.env.FULL ? "sixteen ways" : "two ways"}, and the console has no complaints`, async () => {
    const { pages, states } = await all();
    const list = [...pages, ...states].map((p, i) => ({ ...p, ways: ways(i) }));
    const wrong = [];
    await spread(by(list).flatMap(([who, ps]) => [0, 1].map((noScripts) => [who, noScripts, ps])), async ([who, noScripts, ps]) => {
      const mine = ps.flatMap((p) => p.ways.filter((w) => (w >> 3) === noScripts).map((w) => [p, w]));
      if (!mine.length) return;
      const v = await as(who, { javaScriptEnabled: !noScripts, reducedMotion: "reduce" });
      const cdp = await v.context.newCDPSession(v.page);
      for (const [p, w] of mine) {
        const [lang, colorScheme, width] = [w & 1 ? "en" : "nl", w & 2 ? "dark" : "light", w & 4 ? 320 : 1280];
        await v.page.setViewportSize({ width, height: 800 });
        await v.page.emulateMedia({ colorScheme });
        if (noScripts) await cdp.send("Emulation.setScriptExecutionDisabled", { value: true });
        await show(v.page, p, lang);
        if (noScripts) await cdp.send("Emulation.setScriptExecutionDisabled", { value: false }); // for axe alone
        await unfold(v.page);
        const where = `${p.name} (${lang}, ${colorScheme}, ${width} px${noScripts ? ", no scripts" : ""})`;
        for (const x of await violations(v.page)) wrong.push(`${where}: ${x}`);
        for (const c of [...v.complaints.splice(0), ...v.strange.splice(0)]) wrong.push(`${where}: ${c}`);
      }
      await v.context.close();
    });
    assert.deepEqual(wrong, []);
  }, { most: 1_200_000 });

  test("the HTML is valid, and what points inside a page leads to something", async () => {
    const { pages, states } = await all();
    const htmls = {};
    for (const p of [...pages, ...states]) htmls[`${p.name} (nl)`] = p.html;
    for (const p of pages) htmls[`${p.name} (en)`] = await (await ask(p.who, "/en" + p.path)).text();
    const v = await as("sanne");
    const lost = [];
    for (const [name, html] of Object.entries(htmls)) {
      lost.push(...(await v.page.evaluate(([text, where]) => {
        const doc = new DOMParser().parseFromString(text, "text/html");
        return [...doc.querySelectorAll("a[href^='#'], [for], [aria-describedby], [aria-labelledby], [form]")].flatMap((e) =>
          ["href", "for", "aria-describedby", "aria-labelledby", "form"].flatMap((a) => (e.getAttribute(a) ?? "").split(" ")
            .filter((to) => to && (a !== "href" || to.startsWith("#")) && !doc.getElementById(decodeURIComponent(to.replace("#", ""))))
            .map((to) => `${where}: ${a} ${to}`)));
      }, [html, name])));
    }
    await v.context.close();
    assert.deepEqual([...lost, ...(await check(htmls))], []);
  }, { most: 300_000 });

  test("nothing scrolls sideways or is cut off at 400 % zoom", async () => {
    const { pages, states } = await all();
    const wrong = [];
    await spread(by([...pages, ...states].map((p, i) => ({ ...p, lang: i % 2 ? "en" : "nl" }))), async ([who, ps]) => {
      const v = await as(who, { viewport: { width: 320, height: 256 }, reducedMotion: "reduce" });
      for (const p of ps) {
        await show(v.page, p, p.lang);
        for (const folded of [true, false]) {
          if (!folded) await unfold(v.page);
          for (const w of [...(await sideways(v.page)), ...(await cut(v.page))]) wrong.push(`${p.name} (${p.lang}): ${w}`);
        }
      }
      await v.context.close();
    });
    assert.deepEqual([...new Set(wrong)], []);
  }, { most: 400_000 });

  test("titles and addresses tell nothing of a resident", async () => {
    const { pages, states } = await all();
    const names = new Set();
    for (const who of ["sanne", "karim", "joris", "lotte", "cora"]) {
      const html = await (await ask(who, "/inwoners?lijst=ja")).text();
      for (const [, name] of html.matchAll(/href="\/inwoners\/[0-9a-f-]{36}"[^>]*>(?:<bdi>)?([^<]+)/g)) for (const word of name.split(/[\s,]+/)) if (/^\p{Lu}\p{L}{3,}/u.test(word)) names.add(word.toLowerCase());
    }
    assert.ok(names.size > 30, `only ${names.size} names: ${[...names]}`);
    const wrong = [];
    for (const p of [...pages, ...states]) {
      const title = /<title>([^<]*)/.exec(p.html)[1];
      const told = [title, p.path, ...[...p.html.matchAll(/(?:href|action)="([^"]*)"/g)].map((m) => decodeURIComponent(m[1]))];
      for (const t of told) for (const word of t.toLowerCase().split(/[^\p{L}]+/u)) if (names.has(word)) wrong.push(`${p.name}: “${t}” tells of ${word}`);
      if (!/^Nabij – ./.test(title)) wrong.push(`${p.name}: the title is “${title}”`);
    }
    assert.deepEqual(wrong, []);
  }, { most: 400_000 });

  for (const [width, height] of [[1280, 900], [390, 844]]) {
    test(`at every stop the focus is to be seen (${width} px)`, async () => {
      const { pages } = await all();
      const wrong = [];
      // One page of each kind: what differs is what stands on it, not what can be reached.
      const one = [...new Map(pages.map((p) => [p.kind.split("?")[0], p])).values()];
      await spread(by(one), async ([who, ps]) => {
        const v = await as(who, { viewport: { width, height }, reducedMotion: "reduce" });
        for (const p of ps) {
          await show(v.page, p);
          await v.page.evaluate(() => document.activeElement.blur());
          let first = "";
          let stops = 0;
          for (; stops < 600; stops++) {
            await v.page.keyboard.press("Tab");
            const f = await focus(v.page);
            if (!f.key || f.key === first) break; // past the last one
            first ||= f.key;
            if (f.wrong) wrong.push(`${p.name}: ${f.key}: ${f.wrong}`);
          }
          if (stops < 5) wrong.push(`${p.name}: only ${stops} stops`);
        }
        await v.context.close();
      });
      assert.deepEqual([...new Set(wrong)], []);
    }, { most: 400_000 });
  }

  test("the quick exit is there where somebody may look along while a worker weighs", async () => {
    const { pages } = await all();
    const open = pages.filter((p) => /data-stored|id="decide"|id="forms"/.test(p.html));
    assert.ok(open.length >= 4, `only ${open.length} pages to weigh or decide`);
    const v = await as("sanne");
    for (const p of open) {
      assert.match(p.html, /<a class="exit" id="exit" [^>]*rel="noreferrer/, p.name);
      if (p.who !== "sanne") continue;
      await show(v.page, p);
      await v.page.evaluate(() => document.activeElement.blur());
      await v.page.keyboard.press("Tab");
      assert.equal(await v.page.evaluate(() => document.activeElement.id), "exit", `${p.name}: the quick exit is not the first stop`);
      assert.equal(await v.page.locator("#exit").isVisible(), true, p.name);
    }
    await v.context.close();
  }, { most: 400_000 });

  test("the record, the letter and the copy of a file come out of a printer without the page around them", async () => {
    const { pages } = await all();
    const papers = [...new Map(pages.filter((p) => /\/(verslag|brief|ingezien|afschrift)$/.test(p.kind)).map((p) => [p.kind + /class="letter/.test(p.html), p])).values()];
    const wrong = [];
    for (const p of papers) {
      const v = await as(p.who, { colorScheme: "dark" });
      await show(v.page, p);
      const pdf = await v.page.pdf({ format: "A4", preferCSSPageSize: true });
      const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;
      await v.page.emulateMedia({ media: "print" });
      // That it is a demonstration stays: nobody should take a made-up paper for a real one.
      const there = await v.page.evaluate(() => [".site-header", ".site-footer", ".exit", ".nl-skip-link", "button", ".no-print", "nav", "input", "textarea"]
        .filter((s) => [...document.querySelectorAll(s)].some((e) => e.checkVisibility() && e.getBoundingClientRect().height > 1)));
      const paper = await v.page.evaluate(() => {
        const sum = (c) => c.match(/[\d.]+/g).slice(0, 3).reduce((a, x) => a + Number(x), 0) / 3;
        const back = getComputedStyle(document.body).backgroundColor;
        return { text: sum(getComputedStyle(document.querySelector("main p")).color), back: /, 0\)$/.test(back) ? 255 : sum(back), wide: document.documentElement.scrollWidth > document.documentElement.clientWidth };
      });
      await v.context.close();
      if (there.length) wrong.push(`${p.name}: ${there} on paper`);
      if (paper.text > 120 || paper.back < 240) wrong.push(`${p.name}: text ${paper.text} on ${paper.back}`);
      if (paper.wide) wrong.push(`${p.name}: wider than the paper`);
      if (sheets < 1 || sheets > 10) wrong.push(`${p.name}: ${sheets} sheets`);
      console.log(`      ${p.name}: ${sheets} sheets`);
    }
    assert.deepEqual(wrong, []);
  }, { most: 400_000 });

  if (process.env.SHOTS) test("pictures", async () => {
    const { pages, states } = await all();
    await spread(by([...pages, ...states]), async ([who, ps]) => {
      const v = await as(who, { reducedMotion: "reduce" });
      for (const p of ps) {
        for (const width of [1280, 390]) {
          await v.page.setViewportSize({ width, height: 844 });
          await show(v.page, p);
          await v.page.screenshot({ path: join(process.env.SHOTS, `${p.name.replaceAll(/[^a-z0-9]+/gi, "-")}-${width}.png`), fullPage: !/data-stored/.test(p.html) });
        }
      }
      await v.context.close();
    });
  }, { most: 900_000 });
});
