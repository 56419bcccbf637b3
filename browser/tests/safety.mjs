// What leaves the program is bound: headers on every distinct answer, nothing inline, nothing from elsewhere.
import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, test } from "../lib/test.mjs";
import { site, visit } from "../lib/browser.mjs";
import { address, bodyOf, framework, half, headersOf, open, pageNamed, pages } from "../lib/pages.mjs";

/** ask sends a request as it is; fetch would add and forbid headers. */
async function ask(path, { method = "GET", headers = {}, body } = {}) {
  const { port } = await site();
  return new Promise((resolve, reject) => {
    const r = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (d) => (text += d)).on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    r.on("error", reject);
    r.end(body);
  });
}

/** wrongHeaders names what is wrong with the headers of an answer. */
function wrongHeaders(headers, { file = false } = {}) {
  const wrong = [];
  const want = (name, ok) => ok(headers[name] ?? "") || wrong.push(`${name}: ${headers[name]}`);
  const is = (value) => (got) => got === value;
  const csp = Object.fromEntries((headers["content-security-policy"] ?? "").split(";").map((d) => d.trim().split(/ (.*)/)));
  for (const [name, value] of [["default-src", "'none'"], ["img-src", "'self'"], ["connect-src", "'self'"], ["form-action", "'self'"], ["frame-ancestors", "'none'"], ["base-uri", "'none'"]]) {
    if (csp[name] !== value) wrong.push(`csp ${name}: ${csp[name]}`);
  }
  for (const name of ["script-src", "style-src"]) if (!/^'nonce-[\w+/=-]{20,}'$/.test(csp[name] ?? "")) wrong.push(`csp ${name}: ${csp[name]}`);
  want("x-content-type-options", is("nosniff"));
  want("x-frame-options", is("DENY"));
  want("referrer-policy", is("no-referrer"));
  want("cross-origin-opener-policy", is("same-origin"));
  want("cross-origin-resource-policy", is("same-origin"));
  want("permissions-policy", (v) => ["camera=()", "geolocation=()", "microphone=()"].every((p) => v.includes(p)));
  want("cache-control", is(file ? "public, max-age=31536000, immutable" : "no-store"));
  for (const name of ["server", "x-powered-by", "set-cookie"]) if (headers[name] !== undefined) wrong.push(`${name}: ${headers[name]}`);
  return wrong;
}

describe("headers", () => {
  test("on every page and every failure, with another nonce each time", async () => {
    const wrong = [];
    const nonces = new Set();
    let count = 0;
    for (const lang of ["nl", "en"]) {
      for (const p of pages) {
        const answer = await ask(address(p, lang), { method: p.method, headers: headersOf(p), body: bodyOf(p) });
        assert.equal(answer.status, p.status, p.name);
        for (const w of wrongHeaders(answer.headers)) wrong.push(`${p.name}: ${w}`);
        if (answer.headers["content-type"] !== "text/html; charset=utf-8") wrong.push(`${p.name}: ${answer.headers["content-type"]}`);
        if (answer.headers["content-language"] !== lang) wrong.push(`${p.name}: language ${answer.headers["content-language"]}`);
        nonces.add(/nonce-([^']+)/.exec(answer.headers["content-security-policy"])[1]);
        count++;
      }
    }
    assert.deepEqual(wrong, []);
    assert.equal(nonces.size, count);
  });

  test("a live update, a redirect, a method that does not exist, another site", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const at = `/afwegen/${framework}`;
    for (const [name, status, answer] of [
      ["live", 200, await ask(at, { method: "POST", headers: { ...form, "x-nabij-part": "live" }, body: new URLSearchParams(half).toString() })],
      ["redirect", 303, await ask(`/afwegen?framework=${framework}&day=2020-05-20`)],
      ["PUT", 405, await ask(at, { method: "PUT" })],
      ["DELETE", 405, await ask(at, { method: "DELETE" })],
      ["an invented method", 405, await ask(at, { method: "PROPFIND" })],
      ["HEAD", 200, await ask(at, { method: "HEAD" })],
      ["another site", 403, await ask(at, { method: "POST", headers: { ...form, "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" }, body: "day=2020-05-20" })],
      ["an odd address", 404, await ask("/..%2f..%2fetc/passwd")],
      ["a framework that is not there", 404, await ask("/afwegen/bestaat-niet")],
    ]) {
      assert.equal(answer.status, status, name);
      assert.deepEqual(wrongHeaders(answer.headers), [], name);
      if (status === 405) assert.match(answer.headers.allow ?? "", /GET/, name);
    }
  });

  test("on files: kept for ever, 304 when the browser has it, 404 under another name", async () => {
    const page = await ask(`/afwegen/${framework}`);
    const files = [...page.text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((m) => m[1]);
    assert.ok(files.length >= 5, `only ${files}`);
    for (const file of files) {
      const answer = await ask(file, { headers: { "accept-encoding": "gzip" } });
      assert.equal(answer.status, 200, file);
      assert.deepEqual(wrongHeaders(answer.headers, { file: true }), [], file);
      const again = await ask(file, { headers: { "if-none-match": answer.headers.etag } });
      assert.equal(again.status, 304, file);
      assert.equal(again.text, "");
      assert.deepEqual(wrongHeaders(again.headers, { file: true }), [], file);
      const other = await ask(file.replace(/\.[0-9a-f]{12}\./, ".000000000000."));
      assert.equal(other.status, 404, file);
      assert.deepEqual(wrongHeaders(other.headers), [], file);
    }
  });
});

describe("the browser", () => {
  test("has nothing to complain of on any page, and asks nothing of another site", async () => {
    const v = await visit();
    const inline = [];
    for (const lang of ["nl", "en"]) {
      for (const p of pages) {
        await open(v.page, p, lang);
        inline.push(...(await v.page.evaluate((name) => {
          const own = [...document.querySelectorAll("style, script:not([src]), [style], link:not([href^='/static/']), script:not([src^='/static/']), img:not([src^='/static/']), iframe, object, embed, base")];
          const handlers = [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => a.name.startsWith("on")));
          return [...own, ...handlers].map((e) => `${name}: ${e.outerHTML.slice(0, 120)}`);
        }, p.name)));
      }
    }
    await v.context.close();
    assert.deepEqual(inline, []);
    assert.deepEqual(v.complaints, []);
    assert.deepEqual(v.strange, []);
  });

  test("refuses what somebody would slip into a page", async () => {
    const v = await visit();
    await open(v.page, pageNamed("weigh, empty"));
    const ran = await v.page.evaluate(async () => {
      document.body.insertAdjacentHTML("beforeend", '<img src="/static/x.png" onerror="window.ran = true"><div id="styled" style="color: rgb(1, 2, 3)"></div>');
      const s = document.createElement("script");
      s.textContent = "window.ran = true";
      document.body.append(s);
      await new Promise((r) => setTimeout(r, 300));
      return [window.ran ?? false, getComputedStyle(document.getElementById("styled")).color === "rgb(1, 2, 3)"];
    });
    await v.context.close();
    assert.deepEqual(ran, [false, false]);
    assert.ok(v.complaints.some((c) => /Content Security Policy/.test(c)), "the browser did not complain");
  });

  test("shows as text what somebody types as HTML", async () => {
    const v = await visit();
    const evil = '</textarea><script>window.ran=1</script><b id="evil">x</b>';
    await open(v.page, { name: "evil", path: `/afwegen/${framework}`, status: 200, method: "POST", fields: [["q.experience-text", evil]] });
    assert.equal(await v.page.locator('[name="q.experience-text"]').inputValue(), evil);
    assert.equal(await v.page.locator("#evil").count(), 0);
    await v.context.close();
    assert.deepEqual(v.complaints, []);
  });
});
