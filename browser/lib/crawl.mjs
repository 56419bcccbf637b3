// The pages of the signed-in program, found by following links, and the states that its forms show when they are sent empty.
// Everybody of the demonstration begins where signing in leads and follows every link. An address that differs only in
// what it is about is the same kind of page; of each kind those are kept that show a part which no page before showed.
import { as, ask, demo, personas } from "./demo.mjs";

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** kindOf is the address without what it is about. */
export function kindOf(path) {
  const u = new URL(path, "http://x");
  const query = [...new Set([...u.searchParams.keys()])].sort().join("&");
  return u.pathname.replace(id, "{id}").replace(/^(\/kaderbeheer)\/(?!opmerking|versie)[\w-]+/, "$1/{pack}") + (query && "?" + query);
}

/** partsOf tells what a page consists of: its classes, fields and headings, without what is filled in. */
function partsOf(html) {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const parts = new Set();
  for (const [, list] of main.matchAll(/ class="([^"]*)"/g)) for (const c of list.split(/\s+/)) if (!/^(fit|badge)--/.test(c)) parts.add("." + c);
  for (const [, name] of main.matchAll(/<h[23][^>]*>([^<]{3,60})</g)) if (!/\.yaml/.test(name)) parts.add("h " + name.replace(/\d+/g, "0"));
  for (const [, type] of main.matchAll(/<(form|input type="\w+"|table|select|textarea|details|blockquote|svg|fieldset disabled)\b/g)) parts.add(type);
  return parts;
}

/** What everybody sees without signing in is looked at elsewhere; the other language is asked for by the tests. */
const elsewhere = /^\/$|^\/(static|en|afwegen|richtlijnen)(\/|\?|$)/;

/** links gives the addresses that a page leads to, inside the program. */
const links = (html) => [...html.matchAll(/<a\s[^>]*href="(\/[^"#]*)/g)].map((m) => m[1].replaceAll("&amp;", "&")).filter((l) => !elsewhere.test(l));

/** buttons gives what a form leads to that asks and changes nothing: the next step of it, with its first choice. */
function buttons(html, path) {
  const at = new URL(path, "http://x").pathname;
  const next = /id="weigh"[^>]*data-stored/.test(html) && !html.includes("<fieldset disabled") ? [at + "/besluit", at + "/eerder"] : [];
  for (const [, action, body] of html.matchAll(/<form[^>]*method="get" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)) {
    const first = /<input[^>]*type="(?:radio|checkbox)"[^>]*>/.exec(body)?.[0];
    if (first) next.push(`${action}?${/name="([^"]*)"/.exec(first)[1]}=${/value="([^"]*)"/.exec(first)[1]}`);
  }
  return next;
}

/** What one person looks at of one kind: a list of residents leads to forty files. */
const most = 10;

/**
 * crawl gives {pages, lost}: the pages to look at, each {who, path, kind, name, html}, and the links that lead to a failure.
 * That is a mistake in itself: nobody is shown a way to what is closed to them.
 */
export async function crawl() {
  await demo();
  const pages = [];
  const lost = [];
  const seen = new Map(); // kind → parts
  for (const who of await personas()) {
    const done = new Set();
    const count = new Map();
    const queue = [["/begin", ""]];
    while (queue.length) {
      const [path, from] = queue.shift();
      const kind = kindOf(path);
      if (done.has(path) || (count.get(kind) ?? 0) >= most) continue;
      done.add(path);
      count.set(kind, (count.get(kind) ?? 0) + 1);
      const answer = await ask(who, path);
      if (answer.status === 303) {
        const to = new URL(answer.headers.get("location"), answer.url);
        queue.push([to.pathname + to.search, path]);
        continue;
      }
      const html = await answer.text();
      if (answer.status !== 200) {
        if (!path.endsWith("/eerder")) lost.push(`${who}: ${from} leads to ${path}, which answers ${answer.status}`);
        continue;
      }
      if (!/^text\/html/.test(answer.headers.get("content-type"))) continue; // a file to keep
      for (const to of [...links(html), ...buttons(html, path)]) queue.push([to, path]);
      const known = seen.get(kind);
      const fresh = [...partsOf(html)].filter((p) => !known?.has(p));
      if (known && !fresh.length) continue;
      seen.set(kind, new Set([...(known ?? []), ...fresh]));
      pages.push({ who, path, kind, name: `${who} ${path.replace(id, (x) => x.slice(-8))}`, html });
    }
  }
  return { pages, lost };
}

/** formsOf are the forms on a page that somebody fills in; not those that are only a button. */
const formsOf = (tab) => tab.evaluate(() => [...document.querySelectorAll("main form[method=post]")].map((f, i) => ({
  i, key: f.id || f.getAttribute("action").replace(/[0-9a-f-]{36}/g, "{id}"),
  fields: [...f.elements].filter((e) => e.name && !/hidden|submit|button/.test(e.type)).length,
})).filter((f) => f.fields));

/** sendEmpty empties a form on the page and sends it, past what the browser itself would say. */
export async function sendEmpty(tab, i) {
  const [answer] = await Promise.all([tab.waitForNavigation(), tab.evaluate((n) => {
    const form = document.querySelectorAll("main form[method=post]")[n];
    for (const e of form.elements) {
      if (/hidden|submit|button|fieldset/.test(e.type)) continue;
      if (/radio|checkbox/.test(e.type)) e.checked = false;
      else if (e.type.startsWith("select")) e.selectedIndex = [...e.options].findIndex((o) => o.value === "");
      else if (e.type !== "file") e.value = "";
    }
    for (let d = form.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    form.noValidate = true;
    form.querySelector("button[type=submit]").click();
  }, i)]);
  return answer;
}

/** Forms that may be sent empty: then what they are about is empty or stays as it is, and there is nothing wrong to show. */
const mayBeEmpty = /\/wijzigen\/|^\/afwegingen\/\{id\}$|^\/inwoners\/samenvoegen/;

/** mistakes gives the states that forms show when they are sent empty: pages with the number of the form. */
export async function mistakes(pages) {
  const states = [];
  const done = new Set();
  for (const who of new Set(pages.map((p) => p.who))) {
    const v = await as(who);
    for (const p of pages.filter((x) => x.who === who && !mayBeEmpty.test(x.kind))) {
      if (!p.html.includes('method="post"')) continue;
      await v.page.goto(p.path);
      for (const f of await formsOf(v.page)) {
        if (done.has(p.kind + f.key)) continue;
        done.add(p.kind + f.key);
        await v.page.goto(p.path);
        const answer = await sendEmpty(v.page, f.i).catch((e) => {
          throw new Error(`${p.name}, ${f.key}: ${e.message}`);
        });
        if (answer.status() < 400) continue;
        states.push({ ...p, name: `${p.name}, ${f.key} sent empty`, form: f.i, status: answer.status(), html: await answer.text() });
      }
    }
    await v.context.close();
  }
  return states;
}
