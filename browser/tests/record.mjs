// The work of a worker: from a resident to a decision that stands. Nothing that was typed is lost, whatever happens to the
// network, the server, the session or the laptop; two answers stand beside each other; a decision is taken once; and
// without JavaScript the same road leads by buttons. Every test begins a deliberation of its own, about a resident of its own.
import assert from "node:assert/strict";
import { describe, test } from "../lib/test.mjs";
import { visitAt } from "../lib/browser.mjs";
import { as, enter } from "../lib/demo.mjs";
import { emptyFolder, freePort, start } from "../lib/program.mjs";
import { live } from "../lib/steps.mjs";

const sent = (tab, button) => Promise.all([tab.waitForNavigation(), button.click()]);
const primary = (tab) => tab.locator("main form button.nl-button--primary").first();

/** words are what the page has for each state, so that the test holds no text of its own. */
const words = (tab, name) => tab.locator("#bewaard").getAttribute("data-" + name);

/** Names so unlike each other that nobody is taken for somebody else. */
const names = ["Wubbo Kastanjelaan", "Ietje Zilverspar", "Fokke Rozenbottel", "Mechteld Huppelkind", "Quirijn Vlierboom", "Dieuwertje Palm", "Ocker Bladgroen", "Zwaantje Citroengras",
  "Jorrit Haagbeuk", "Lumine Sneeuwklok", "Tjitske Abrikoos", "Govert Meidoorn", "Nynke Oleander", "Bauke Esdoorn", "Rozemarijn Hulst", "Volkert Iep"];

/** resident adds somebody to the caseload of who is signed in, and gives the address of the file. */
async function resident(tab) {
  const name = names.shift();
  await tab.goto("/inwoners");
  await tab.fill('[name="q"]', name);
  await sent(tab, tab.locator("#search button"));
  await sent(tab, tab.locator("#add button"));
  // Who works in several teams says for which one it is.
  for (const pick of await tab.locator("#form select").all()) if ((await pick.inputValue()) === "") await pick.selectOption({ index: 1 });
  await sent(tab, tab.locator("#form button.nl-button--primary"));
  assert.match(new URL(tab.url()).pathname, /^\/inwoners\/[0-9a-f-]{36}$/);
  return new URL(tab.url()).pathname;
}

/** begin opens a deliberation about somebody new, and gives its address. */
async function begin(tab, file) {
  await tab.goto((file ?? (await resident(tab))) + "/afwegen");
  await tab.check('[name="kader"][value="fysieke-ontmoeting"], [name="framework"][value="fysieke-ontmoeting"]');
  await sent(tab, primary(tab));
  const path = new URL(tab.url()).pathname;
  assert.match(path, /^\/afwegingen\/[0-9a-f-]{36}$/);
  return path;
}

const field = (tab, name, value) => tab.locator(`#weigh [name="${name}"][value="${value}"]`);
const text = (tab) => tab.locator('[name="q.experience-text"]');
const state = (tab, want) => tab.waitForFunction((s) => document.getElementById("bewaard").dataset.state === s, want, { timeout: 40_000 });

/** stored does something and waits until the server has it. */
async function stored(tab, act) {
  const answer = tab.waitForResponse((r) => r.request().method() === "POST" && r.request().headers()["x-nabij-part"] === "live" && r.ok());
  await act();
  await (await answer).finished();
  await state(tab, "saved");
}

/** filled is what stands in the questions. */
const filled = (tab) => tab.evaluate(() => [...new FormData(document.getElementById("weigh"))].filter(([n, v]) => n.startsWith("q.") && v !== "").map(([n, v]) => `${n}=${v}`).sort());

/** inSight tells what is wrong with how the sign shows: it must be on the screen and lie under nothing. */
const inSight = (tab) => tab.evaluate(() => {
  const e = document.getElementById("bewaard");
  const r = e.getBoundingClientRect();
  if (!e.checkVisibility() || r.top < 0 || r.bottom > innerHeight || r.left < 0 || r.right > innerWidth) return `off the screen: ${JSON.stringify(r)}`;
  for (const [x, y] of [[r.left + 4, r.top + r.height / 2], [r.right - 4, r.top + r.height / 2], [r.left + r.width / 2, r.top + 3], [r.left + r.width / 2, r.bottom - 3]]) {
    const at = document.elementFromPoint(x, y);
    if (!e.contains(at)) return `covered by ${at?.className}`;
  }
  return "";
});

/** decide goes from the questionnaire to the closed record. */
async function decide(tab, { form = "walk", press = (b) => b.click() } = {}) {
  await tab.goto(new URL(tab.url()).pathname.replace(/\/besluit$/, "") + "/besluit");
  await tab.check(`[name="vorm"][value="${form}"]`);
  await sent(tab, tab.locator("#forms button.nl-button--primary"));
  await fillDecision(tab);
  await Promise.all([tab.waitForURL(/\/afwegingen\/[0-9a-f-]{36}$/), press(tab.locator("#decide button.nl-button--primary"))]);
  await tab.waitForLoadState();
}

/** fillDecision fills in what a decision asks, as far as it asks it. */
async function fillDecision(tab) {
  for (const area of await tab.locator("#decide textarea").all()) await area.fill("Zij wil graag naar buiten; dat weegt hier zwaar.");
  await tab.check('#decide [name="ingestemd"][value="yes"], #decide [name="agreed"][value="yes"], #decide fieldset:has([value="later"]) [value="yes"]');
  for (const x of await tab.locator('#decide input[type="date"]').all()) await x.fill("2020-05-28");
  for (const x of await tab.locator('#decide input[type="text"]').all()) await x.fill("bellen");
}

describe("the record", () => {
  for (const [width, height] of [[1280, 900], [390, 844], [320, 640]]) {
    test(`each answer is kept, with a sign in sight at every question (${width} px)`, async () => {
      const v = await as("sanne", { viewport: { width, height }, reducedMotion: "reduce" });
      const path = await begin(v.page);
      await live(v.page);
      assert.equal(await v.page.locator("#bewaard").getAttribute("role"), "status");
      assert.equal(await inSight(v.page), "", "at the first sight");
      for (const act of [
        () => field(v.page, "q.contact-now", "thin").check(),
        () => field(v.page, "q.wanted", "walk").check(),
        () => text(v.page).fill("Ze doet altijd open."),
        () => field(v.page, "q.can-go-out", "yes").check(),
      ]) {
        await stored(v.page, act);
        assert.equal(await inSight(v.page), "");
        assert.match(await v.page.locator("#saved").textContent(), /\d\d:\d\d/);
      }
      // Beside the question that was answered last it says so as well.
      assert.match(await v.page.locator('[data-key="q.can-go-out"] .block__notes').textContent(), /\d\d:\d\d/);
      for (const share of [0, 0.3, 0.6, 1]) {
        await v.page.evaluate((s) => scrollTo(0, s * document.documentElement.scrollHeight), share);
        assert.equal(await inSight(v.page), "", `at ${share}`);
      }
      const before = await filled(v.page);
      assert.ok(before.length >= 4, before.join());
      await v.page.reload();
      assert.deepEqual(await filled(v.page), before);
      assert.deepEqual(v.complaints, []);
      const other = await as("sanne");
      await other.page.goto(path);
      assert.deepEqual(await filled(other.page), before, "in another browser");
      await other.context.close();
      await v.context.close();
    });
  }

  test("a server that is gone: the text is here, and goes by itself when it is back", async () => {
    const v = await as("sanne", { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
    await begin(v.page);
    await live(v.page);
    await stored(v.page, () => field(v.page, "q.contact-now", "thin").check());
    await v.context.route("**/afwegingen/*", (route) => (route.request().method() === "POST" ? route.abort("connectionrefused") : route.fallback()));
    await text(v.page).fill("Geschreven zonder server.");
    await state(v.page, "trouble");
    assert.equal(await inSight(v.page), "");
    assert.equal((await v.page.locator("#saved").textContent()).trim(), await words(v.page, "uncertain"));
    assert.equal(await text(v.page).inputValue(), "Geschreven zonder server.");
    await v.context.unroute("**/afwegingen/*");
    await state(v.page, "saved"); // nobody touched anything
    await v.page.reload();
    assert.equal(await text(v.page).inputValue(), "Geschreven zonder server.");
    assert.deepEqual(v.complaints.filter((c) => !/ERR_CONNECTION_REFUSED/.test(c)), []);
    await v.context.close();
  });

  test("a server that is killed and starts again on the same data", async () => {
    // A demonstration of its own, because everything that others do there would stop with it.
    const port = await freePort();
    const data = emptyFolder();
    const options = { data, port, args: ["--demo"], patience: 120_000 };
    let program = await start(options);
    try {
      const v = await visitAt(program.url, { reducedMotion: "reduce" });
      await v.context.addCookies((await enter("sanne", program.url)).cookies);
      const path = await begin(v.page);
      await live(v.page);
      await stored(v.page, () => field(v.page, "q.contact-now", "thin").check());
      await program.crash();
      await text(v.page).fill("Geschreven terwijl de server weg was.");
      await field(v.page, "q.wanted", "walk").check();
      await state(v.page, "trouble");
      assert.equal(await inSight(v.page), "");
      assert.notEqual((await v.page.locator("#saved").textContent()).trim(), "");
      program = await start(options);
      await state(v.page, "saved");
      await v.page.goto(path);
      assert.equal(await text(v.page).inputValue(), "Geschreven terwijl de server weg was.");
      assert.equal(await field(v.page, "q.wanted", "walk").isChecked(), true);
      assert.equal(await field(v.page, "q.contact-now", "thin").isChecked(), true);
      await v.context.close();
    } finally {
      await program.stop();
    }
  }, { most: 240_000 });

  test("a session that ended elsewhere: what was typed comes back after signing in", async () => {
    const v = await as("joris", { own: true, reducedMotion: "reduce" });
    const path = await begin(v.page);
    await live(v.page);
    await stored(v.page, () => field(v.page, "q.contact-now", "thin").check());
    const cookies = await v.context.cookies();
    await v.context.clearCookies();
    await text(v.page).fill("Getypt na het uitloggen.");
    await state(v.page, "trouble");
    assert.match(await v.page.locator("#saved").textContent(), new RegExp((await words(v.page, "out")).slice(0, 20)));
    assert.equal(await v.page.locator("#saved a").isVisible(), true);
    assert.equal(await text(v.page).inputValue(), "Getypt na het uitloggen.");
    // Signing in again in this tab, as somebody does who does not read: the text is handed over when the page opens.
    await v.page.goto("/aanmelden");
    assert.notEqual(cookies.length, 0);
    await v.context.addCookies((await enter("joris", new URL(v.page.url()).origin)).cookies);
    await v.page.goto(path);
    await v.page.waitForFunction(() => document.querySelector('[name="q.experience-text"]')?.value === "Getypt na het uitloggen.");
    await v.page.reload();
    assert.equal(await text(v.page).inputValue(), "Getypt na het uitloggen.");
    await v.context.close();
  });

  test("a session that ended, signed in again in another tab: it goes by itself", async () => {
    const v = await as("joris", { own: true, reducedMotion: "reduce" });
    await begin(v.page);
    await live(v.page);
    await v.context.clearCookies();
    await text(v.page).fill("Getypt na het uitloggen.");
    await state(v.page, "trouble");
    await v.context.addCookies((await enter("joris", new URL(v.page.url()).origin)).cookies);
    await v.page.evaluate(() => dispatchEvent(new Event("focus"))); // back from the other tab
    await state(v.page, "saved");
    await v.page.reload();
    assert.equal(await text(v.page).inputValue(), "Getypt na het uitloggen.");
    await v.context.close();
  });

  test("what somebody else typed in this tab is not handed over to the next one who signs in", async () => {
    const v = await as("joris", { own: true, reducedMotion: "reduce" });
    const path = await begin(v.page);
    await live(v.page);
    await v.context.clearCookies();
    await text(v.page).fill("Van Joris alleen.");
    await state(v.page, "trouble");
    await v.context.addCookies((await enter("lotte", new URL(v.page.url()).origin)).cookies);
    await v.page.goto(path);
    await v.page.waitForTimeout(500);
    assert.doesNotMatch(await v.page.content(), /Van Joris alleen/);
    assert.doesNotMatch(JSON.stringify(await v.page.evaluate(() => ({ ...sessionStorage, ...localStorage }))), /Van Joris alleen/);
    await v.context.close();
  });

  test("two tabs: both answers stand side by side, and one is chosen", async () => {
    const v = await as("sanne", { reducedMotion: "reduce" });
    const path = await begin(v.page);
    const second = await v.context.newPage();
    await second.goto(path);
    await live(v.page);
    await live(second);
    await stored(v.page, () => text(v.page).fill("Uit het eerste tabblad."));
    await stored(second, () => text(second).fill("Uit het tweede tabblad."));
    const link = second.locator("#choices a");
    assert.equal(await link.isVisible(), true);
    const note = await second.locator('[data-key="q.experience-text"] [data-note]').allTextContents();
    assert.match(note.join(), /eerste tabblad.*tweede tabblad|tweede tabblad.*eerste tabblad/s);
    await Promise.all([second.waitForNavigation(), link.click()]);
    assert.match(await second.locator("main").textContent(), /Uit het eerste tabblad/);
    await second.locator("label", { hasText: "Uit het tweede tabblad." }).click();
    await sent(second, primary(second));
    assert.equal(await text(second).inputValue(), "Uit het tweede tabblad.");
    assert.equal(await second.locator("#choices a").count(), 0);
    await v.context.close();
  });

  test("a laptop that was closed sends what it has when the network is back", async () => {
    const v = await as("sanne", { reducedMotion: "reduce" });
    const path = await begin(v.page);
    await live(v.page);
    await v.context.setOffline(true);
    await field(v.page, "q.contact-now", "thin").check();
    await text(v.page).fill("In de trein.");
    await state(v.page, "trouble");
    await v.context.setOffline(false);
    await state(v.page, "saved");
    await v.page.goto(path);
    assert.equal(await text(v.page).inputValue(), "In de trein.");
    assert.equal(await field(v.page, "q.contact-now", "thin").isChecked(), true);
    await v.context.close();
  });

  test("a decision, its receipt, the record and the letter; a double click gives one, and Back shows the closed record", async () => {
    const v = await as("sanne", { reducedMotion: "reduce" });
    const path = await begin(v.page);
    await live(v.page);
    await stored(v.page, () => field(v.page, "q.contact-now", "thin").check());
    const posts = [];
    v.page.on("response", (r) => r.request().method() === "POST" && /\/besluit$/.test(r.url()) && posts.push(r.status()));
    await decide(v.page, { press: (b) => b.dblclick() });
    assert.equal(new URL(v.page.url()).pathname, path);
    const closed = v.page.locator("main");
    assert.equal(await v.page.locator("#weigh, #decide").count(), 0, "there is still something to fill in");
    assert.match(await closed.textContent(), /[0-9a-f]{64}/, "no receipt");
    assert.ok(posts.every((s) => s === 303 || s === 0), posts.join()); // never a failure for who clicked twice
    // One decision and no more: the list of this resident has one line.
    const file = await v.page.locator('main a[href^="/inwoners/"]').first().getAttribute("href");
    await v.page.goto(file + "/afwegingen");
    assert.equal(await v.page.locator("main ul.lines li").count(), 1);
    await v.page.goBack();
    await v.page.goBack();
    assert.equal(await v.page.locator("#decide").count(), 0, "Back shows the form once more");
    assert.match(await v.page.locator("main").textContent(), /[0-9a-f]{64}/);
    await v.page.goto(path);
    await sent(v.page, v.page.locator('main a[href$="/verslag"]'));
    assert.match(await v.page.locator(".print-record").textContent(), /dat weegt hier zwaar/);
    await v.page.goto(path);
    await sent(v.page, v.page.locator('main a[href$="/brief"]'));
    assert.equal(await v.page.locator(".letter, .notice--warning").count() > 0, true);
    // A new one follows on, with the earlier one beside it.
    await v.page.goto(path);
    await sent(v.page, v.page.locator("#again button"));
    assert.equal(await field(v.page, "q.contact-now", "thin").isChecked(), true);
    const earlier = v.page.locator('a[href$="/eerder"]');
    assert.equal(await earlier.count(), 1);
    await v.page.goto(new URL(v.page.url()).pathname + "/eerder");
    assert.equal(await v.page.locator(".compare__side").count(), 2);
    assert.deepEqual(v.complaints, []);
    await v.context.close();
  });

  test("a colleague thinks along and does not agree: that stands in the record", async () => {
    const v = await as("karim", { reducedMotion: "reduce" });
    const path = await begin(v.page);
    await v.page.goto(path + "/meedenken");
    const who = v.page.locator("#ask select");
    const sanne = await who.locator("option", { hasText: "Sanne" }).getAttribute("value");
    await who.selectOption(sanne);
    await v.page.locator("#ask textarea").fill("Kan dit buiten?");
    await sent(v.page, v.page.locator("#ask button"));
    const other = await as("sanne", { reducedMotion: "reduce" });
    await other.page.goto("/afwegingen");
    assert.match(await other.page.locator("main").textContent(), /Kan dit buiten\?/);
    await other.page.goto(path + "/meedenken");
    const answer = other.page.locator('form[id^="answer-"]');
    await answer.locator('[value="dissent"]').check();
    await answer.locator("textarea").fill("Binnen is beter voor haar.");
    await sent(other.page, answer.locator("button"));
    await other.context.close();
    await v.page.goto(path);
    await decide(v.page);
    for (const page of [path, path + "/verslag"]) {
      await v.page.goto(page);
      assert.match(await v.page.locator("main").textContent(), /Binnen is beter voor haar\./);
      assert.match(await v.page.locator("main").textContent(), /Sanne/);
    }
    await v.context.close();
  });

  test("without JavaScript the same road leads by buttons", async () => {
    const v = await as("sanne", { javaScriptEnabled: false });
    const path = await begin(v.page);
    await field(v.page, "q.contact-now", "thin").check();
    await text(v.page).fill("Zonder script.");
    await sent(v.page, v.page.locator("#weigh button[data-nojs], #weigh [data-nojs] button").first());
    assert.match(await v.page.locator("#bewaard").textContent(), /\d\d:\d\d/);
    assert.equal(await text(v.page).inputValue(), "Zonder script.");
    // What cannot be stored stays where it is, and the page says so.
    await v.page.locator('[name="day"]').evaluate((e) => ((e.type = "text"), (e.value = "2020-02-31")));
    await sent(v.page, v.page.locator("#weigh > .button-row button"));
    assert.equal(await v.page.locator(".problems li").count(), 1);
    await v.page.goto(path);
    await field(v.page, "q.wanted", "walk").check();
    // The button under the advice stores as well, and leads on to the decision.
    await sent(v.page, v.page.locator('button[formaction*="naar=besluit"]'));
    assert.match(v.page.url(), /\/besluit$/);
    await v.page.check('[name="vorm"][value="walk"]');
    await sent(v.page, v.page.locator("#forms button.nl-button--primary"));
    await sent(v.page, v.page.locator("#decide button.nl-button--primary")); // empty: it tells what is missing
    assert.ok((await v.page.locator(".problems li").count()) > 0);
    await fillDecision(v.page);
    await sent(v.page, v.page.locator("#decide button.nl-button--primary"));
    assert.equal(new URL(v.page.url()).pathname, path);
    assert.match(await v.page.locator("main").textContent(), /[0-9a-f]{64}/);
    await sent(v.page, v.page.locator('main a[href$="/verslag"]'));
    assert.match(await v.page.locator(".print-record").textContent(), /Zonder script\./);
    await v.context.close();
  });
});
