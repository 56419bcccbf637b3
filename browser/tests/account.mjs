// Coming in and going out, as people do it: the first start by the link, an invitation, password and code, passkeys with
// an authenticator that Chromium plays, an outside service that is real, sessions that end, and what was typed meanwhile.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { describe, test } from "../lib/test.mjs";
import { theBrowser } from "../lib/browser.mjs";
import { freePort, start } from "../lib/program.mjs";
import { everyPage } from "../lib/accounts.mjs";
import { answerOf, service, through } from "../lib/service.mjs";
import { password, send, setUp, signIn, stepUp } from "../lib/signin.mjs";

let port, base, outside, other, program, admin, boss, worker, wil;
const tabs = [];
let networks = 0;

/**
 * fresh opens a browser in which nobody was, in a network of its own: attempts are counted by network. Passkeys need a
 * name instead of a number, so the address is localhost.
 */
async function fresh(options = {}) {
  const context = await (await theBrowser()).newContext({ baseURL: base, extraHTTPHeaders: { "X-Forwarded-For": `192.0.2.${++networks}` }, locale: "nl-NL", reducedMotion: "reduce", viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  await context.route((u) => !["localhost", "127.0.0.1"].includes(u.hostname), (route) => route.abort());
  tabs.push(context);
  return context.newPage();
}

const h1 = (tab) => tab.locator("h1").textContent();
const problems = (tab) => tab.locator("#problems").textContent();
const at = (tab) => new URL(tab.url()).pathname;

/** invite makes a link as administrator. */
async function invite(name, login, ...roles) {
  await admin.goto("/beheer/medewerkers/nieuw");
  if (at(admin) === "/bevestigen") await stepUp(admin, boss);
  for (const r of roles) await admin.check(`[name="roles"][value="${r}"]`);
  await send(admin, { name, login });
  return (await admin.locator("#link").textContent()).trim();
}

/** serve starts the program on the same data, at the same address. */
const serve = (data, ...more) => start({ data, port, args: ["--base", base, "--proxy", "127.0.0.1", ...outside.args, ...more] });

before(async () => {
  port = await freePort();
  base = `http://localhost:${port}`;
  outside = await service(base);
  other = await service(base);
  program = await serve(undefined);
});

after(async () => {
  for (const c of tabs) await c.close().catch(() => {});
  await program?.stop();
  await outside?.stop();
  await other?.stop();
});

describe("coming in", () => {
  test("the first start, by the link on the terminal", async () => {
    const link = /https?:\S+\/eerste-keer\/\S+/.exec(program.out())[0];
    admin = await fresh();
    await admin.goto(link);
    assert.equal(await h1(admin), "Nabij inrichten");
    await send(admin);
    assert.equal((await send(admin, { name: "Bo Beheer" })).status(), 422);
    assert.match(await problems(admin), /Vul de naam van de organisatie in.*Vul je e-mailadres in.*12 tekens/s);
    assert.equal(await admin.locator('[name="name"]').inputValue(), "Bo Beheer");
    await admin.check('[name="also"]');
    await send(admin, { organisation: "Stichting Zonneveld", login: "bo@zonneveld.example", password });
    assert.equal((await send(admin, { code: "000000" })).status(), 422);
    boss = await setUp(admin, "bo@zonneveld.example");
    assert.equal(boss.recovery.length, 10);
    // What is shown once can be kept.
    await admin.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await admin.getByRole("button", { name: "Kopiëren" }).click();
    await admin.getByText("Gekopieerd.").waitFor();
    assert.equal(await admin.evaluate(() => navigator.clipboard.readText()), boss.recovery.join("\n"));
    await Promise.all([admin.waitForNavigation(), admin.getByRole("link", { name: /verder/ }).click()]);
    // Used up: the link opens nothing any more, for nobody.
    const late = await fresh();
    await late.goto(link);
    assert.equal((await send(late)).status(), 404);
  });

  test("an invitation tells what it is, names nobody, and lets somebody in", async () => {
    const link = await invite("Wil Wever", "wil@zonneveld.example", "worker");
    worker = await fresh();
    await worker.goto(link);
    assert.equal(await h1(worker), "Je bent uitgenodigd");
    assert.doesNotMatch(await worker.content(), /Wil|Wever|Zonneveld|Bo Beheer/);
    await send(worker);
    assert.match(await worker.locator("main").textContent(), /Welkom, Wil Wever.*Bo Beheer nodigde je uit voor Stichting Zonneveld/s);
    assert.equal((await send(worker, { password: "zonneveld2020" })).status(), 422);
    await send(worker, { password });
    wil = await setUp(worker, "wil@zonneveld.example");
    await worker.goto("/mijn-account");
    assert.match(await worker.locator("main").textContent(), /Wil Wever.*Stichting Zonneveld.*Sociaal werker/s);
    assert.equal((await worker.goto("/beheer/medewerkers")).status(), 403);
  });

  test("password and code: wrong, right, and too often", async () => {
    await worker.goto("/inwoners");
    await worker.getByRole("button", { name: "Uitloggen" }).click();
    await worker.getByText("Je bent uitgelogd.").waitFor();
    await worker.goto("/inwoners");
    assert.equal(await h1(worker), "Inloggen");
    assert.equal((await send(worker, { login: wil.login, password: "niet dit wachtwoord" })).status(), 422);
    assert.match(await problems(worker), /Deze gegevens kloppen niet/);
    assert.equal(await worker.locator('[name="password"]').inputValue(), "", "the password came back");
    await send(worker, { password });
    assert.equal((await send(worker, { code: "123456" })).status(), 422);
    assert.match(await problems(worker), /Deze code klopt niet/);
    await send(worker, { code: await wil.code() });
    assert.equal(at(worker), "/inwoners", "not back where the work was");
    // Somebody else guesses, in another browser, at a name that exists and at one that does not: the same answers.
    const told = [];
    for (const login of [wil.login, "niemand@zonneveld.example"]) {
      const stranger = await fresh();
      await stranger.goto("/aanmelden");
      const answers = [];
      for (let i = 0; i < 6; i++) answers.push((await send(stranger, { login, password: `geraden wachtwoord ${i}` })).status());
      told.push(`${answers} ${await problems(stranger)}`);
    }
    assert.equal(told[0], told[1]);
    assert.match(told[0], /^422,422,422,422,422,429 .*te vaak achter elkaar/s);
    // Whoever is known in this browser is not locked out by it.
    await worker.getByRole("button", { name: "Uitloggen" }).click();
    await worker.goto("/aanmelden");
    await signIn(worker, wil);
    assert.equal(at(worker), "/inwoners");
  });
});

describe("without JavaScript", () => {
  test("coming in, keeping recovery codes and going out", async () => {
    const plain = await fresh({ javaScriptEnabled: false });
    await plain.goto("/aanmelden?naar=/mijn-account");
    assert.equal(await plain.getByRole("button", { name: "Inloggen met een passkey" }).isVisible(), false);
    await signIn(plain, boss);
    await plain.goto("/mijn-account");
    assert.match(await plain.locator("main").textContent(), /Bo Beheer.*Voor passkeys moet JavaScript aanstaan/s);
    await send(plain, {}, "#codes button");
    assert.equal(await plain.locator("#codes code").count(), 10);
    boss.recovery = await plain.locator("#codes code").allTextContents();
    for (const name of ["Kopiëren", "Afdrukken"]) assert.equal(await plain.getByRole("button", { name }).isVisible(), false, `${name} does nothing`);
    await Promise.all([plain.waitForNavigation(), plain.getByRole("link", { name: /verder/ }).click()]);
    await send(plain, {}, "#out button");
    assert.match(await plain.locator("main").textContent(), /Je bent uitgelogd/);
    await plain.context().close();
  });
});

describe("passkeys", () => {
  let cdp, authenticatorId;

  test("made, used, and removed", async () => {
    cdp = await worker.context().newCDPSession(worker);
    await cdp.send("WebAuthn.enable");
    ({ authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } }));
    await worker.goto("/mijn-account");
    await worker.locator('form[data-passkey="create"] [name="name"]').fill("Laptop van Wil");
    await Promise.all([worker.waitForURL(/klaar=passkey/), worker.getByRole("button", { name: "Passkey maken" }).click()]);
    assert.match(await worker.locator("main").textContent(), /De passkey is gemaakt.*Laptop van Wil/s);
    assert.equal((await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length, 1);
    await worker.getByRole("button", { name: "Uitloggen" }).first().click();
    await worker.goto("/aanmelden?naar=/mijn-account");
    await Promise.all([worker.waitForURL((u) => u.pathname === "/mijn-account"), worker.getByRole("button", { name: "Inloggen met een passkey" }).click()]);
    assert.match(await worker.locator("main").textContent(), /Laptop van Wil.*laatst gebruikt/s);
  });

  test("without finger or PIN it opens nothing, and once removed neither", async () => {
    const stranger = await fresh();
    const [{ credentials }, theirs] = [await cdp.send("WebAuthn.getCredentials", { authenticatorId }), await stranger.context().newCDPSession(stranger)];
    await theirs.send("WebAuthn.enable");
    const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: false, automaticPresenceSimulation: true };
    const { authenticatorId: copy } = await theirs.send("WebAuthn.addVirtualAuthenticator", { options });
    await theirs.send("WebAuthn.addCredential", { authenticatorId: copy, credential: { ...credentials[0], signCount: credentials[0].signCount + 10 } });
    await stranger.goto("/aanmelden");
    await stranger.getByRole("button", { name: "Inloggen met een passkey" }).click();
    await stranger.getByText("Het lukte niet.").waitFor();
    await stranger.goto("/mijn-account");
    assert.equal(await h1(stranger), "Inloggen");

    await worker.goto("/mijn-account");
    await Promise.all([worker.waitForURL(/klaar=removed/), worker.getByRole("button", { name: /^Verwijderen/ }).click()]);
    await theirs.send("WebAuthn.setUserVerified", { authenticatorId: copy, isUserVerified: true });
    await stranger.goto("/aanmelden");
    await Promise.all([stranger.waitForNavigation(), stranger.getByRole("button", { name: "Inloggen met een passkey" }).click()]);
    await stranger.goto("/mijn-account");
    assert.equal(await h1(stranger), "Inloggen", "a removed passkey opens");
    await cdp.send("WebAuthn.disable");
  });
});

describe("an outside service", () => {
  /** leave presses the button of the service and gives the address that it leads to. */
  async function leave(tab, button) {
    await Promise.all([tab.waitForNavigation(), tab.getByRole("button", { name: button }).click()]);
    return tab.getByRole("link", { name: "Ga naar Zonneveld" }).getAttribute("href");
  }

  test("is linked by its owner who is in, and then signs in with the code", async () => {
    await admin.goto("/mijn-account");
    if (at(admin) !== "/mijn-account") await signIn(admin, boss);
    let way = await leave(admin, "Koppel Zonneveld").catch(() => null);
    if (!way) {
      await admin.goto("/bevestigen?naar=/mijn-account");
      await stepUp(admin, boss);
      way = await leave(admin, "Koppel Zonneveld");
    }
    assert.equal(new URL(way).origin, outside.issuer);
    await admin.goto(way);
    await through(admin, "account-van-bo");
    assert.match(await admin.locator("main").textContent(), /De inlogdienst is gekoppeld/);
    const elsewhere = await fresh();
    await elsewhere.goto("/aanmelden");
    await elsewhere.goto(await leave(elsewhere, "Inloggen met Zonneveld"));
    await through(elsewhere, "account-van-bo");
    assert.equal(await h1(elsewhere), "Tweede stap");
    await elsewhere.goto("/mijn-account");
    assert.equal(await h1(elsewhere), "Inloggen", "the service alone opened the door");
    await elsewhere.goto("/aanmelden/code");
    await send(elsewhere, { code: await boss.code() });
    await elsewhere.goto("/mijn-account");
    assert.match(await elsewhere.locator("main").textContent(), /Bo Beheer/);
  });

  test("an account that nobody linked opens nothing, also with the right e-mail address", async () => {
    const tab = await fresh();
    await tab.goto("/aanmelden");
    await tab.goto(await leave(tab, "Inloggen met Zonneveld"));
    await through(tab, "iemand-anders");
    assert.match(await tab.locator("main").textContent(), /kun je hier niet inloggen/);
  });

  for (const [what, change] of Object.entries({
    "a forged state": { back: (u) => u.searchParams.set("state", "A".repeat(43)) },
    "an answer without a state": { back: (u) => u.searchParams.delete("state") },
    "another nonce": { way: (u) => u.searchParams.set("nonce", "B".repeat(43)) },
    "another issuer in the answer": { back: (u) => u.searchParams.set("iss", "https://elders.example") },
    "the answer of another service": { way: (u) => void (u.port = new URL(other.issuer).port) },
    "the code of another service, its name left out": { way: (u) => void (u.port = new URL(other.issuer).port), back: (u) => u.searchParams.delete("iss") },
    "another challenge": { way: (u) => u.searchParams.set("code_challenge", "C".repeat(43)) },
  })) {
    test(`${what} is refused`, async () => {
      const tab = await fresh();
      await tab.goto("/aanmelden");
      const way = new URL(await leave(tab, "Inloggen met Zonneveld"));
      change.way?.(way);
      const answer = await answerOf(tab, way.href, "account-van-bo");
      change.back?.(answer);
      const got = await tab.goto(answer.href);
      assert.equal(got.status(), 403);
      assert.match(await tab.locator("main").textContent(), /kun je hier niet inloggen/);
      await tab.goto("/aanmelden/code");
      assert.equal((await send(tab, { code: "123456" })).status(), 200, "half way in after a refusal");
      assert.equal(await h1(tab), "Inloggen");
      await tab.context().close();
    });
  }
});

describe("going out", () => {
  test("another session ends from the list, and sign-out leaves nothing behind the back button", async () => {
    const phone = await fresh({ userAgent: "Mozilla/5.0 (Linux; Android 14) Mobile" });
    await phone.goto("/aanmelden?naar=/mijn-account");
    await signIn(phone, wil);
    await phone.goto("/mijn-account");
    await worker.goto("/mijn-account");
    await Promise.all([worker.waitForURL(/klaar=sessions/), worker.getByRole("button", { name: /^Hier uitloggen ?: Telefoon/ }).click()]);
    await phone.reload();
    assert.equal(await h1(phone), "Inloggen");

    await worker.goto("/inwoners");
    await worker.goto("/mijn-account");
    assert.match(await worker.locator("main").textContent(), /Wil Wever/);
    await Promise.all([worker.waitForNavigation(), worker.getByRole("button", { name: "Uitloggen" }).first().click()]);
    for (let i = 0; i < 3; i++) {
      await worker.goBack().catch(() => {});
      assert.doesNotMatch(await worker.content(), /Wil Wever|Sociaal werker/, "the back button shows what was there");
      assert.equal(await h1(worker), "Inloggen");
    }
    await worker.goto("/aanmelden");
    await signIn(worker, wil);
  });

  test("on a phone, signing out is two presses away on every page", async () => {
    await worker.setViewportSize({ width: 390, height: 844 });
    for (const path of ["/", "/inwoners", "/mijn-account", "/richtlijnen", "/bestaat-niet"]) {
      await worker.goto(path);
      if (path === "/bestaat-niet") continue; // a page that does not exist knows nobody
      await worker.locator(".site-menu__summary").click();
      assert.equal(await worker.locator(".site-menu__panel").getByRole("button", { name: "Uitloggen" }).isVisible(), true, path);
    }
    await worker.setViewportSize({ width: 1280, height: 900 });
  });

  test("whoever leaves is out everywhere at once, and cannot come in", async () => {
    const second = await fresh();
    await second.goto("/aanmelden?naar=/mijn-account");
    await signIn(second, wil);
    await admin.goto("/beheer/medewerkers");
    await Promise.all([admin.waitForNavigation(), admin.getByRole("link", { name: "Wil Wever" }).click()]);
    if (at(admin) === "/bevestigen") await stepUp(admin, boss);
    assert.equal((await send(admin, {}, '#leave button[value="leave"]')).status(), 422);
    assert.match(await problems(admin), /Vink aan dat je het zeker weet/);
    await admin.check('[name="sure"]');
    await send(admin, {}, '#leave button[value="leave"]');
    assert.match(await admin.locator("main").textContent(), /Uit dienst/);
    for (const tab of [worker, second]) {
      await tab.goto("/mijn-account");
      assert.equal(await h1(tab), "Inloggen");
    }
    assert.equal((await send(worker, { login: wil.login, password })).status(), 422);
    await second.goBack().catch(() => {});
    assert.doesNotMatch(await second.content(), /Wil Wever/);
  });

  test("what was typed while the session was locked or gone comes back", async () => {
    await program.stop();
    program = await serve(program.data, "--session-idle", "4s");
    const typed = "Noor van der Meer-Ünal";
    const fill = async () => {
      await admin.goto("/beheer/medewerkers/nieuw");
      if (at(admin) === "/aanmelden/verder") {
        await send(admin, { password });
        await admin.goto("/beheer/medewerkers/nieuw");
      }
      if (at(admin) === "/bevestigen") await stepUp(admin, boss);
      await admin.locator('[name="name"]').fill(typed);
      await admin.check('[name="roles"][value="worker"]');
    };
    for (const [how, gone] of [["locked", () => new Promise((r) => setTimeout(r, 4500))], ["gone", () => admin.context().clearCookies()]]) {
      await fill();
      await admin.locator('[name="login"]').fill(`${how}@zonneveld.example`);
      await gone();
      assert.equal((await send(admin)).status(), 401, how);
      assert.equal(await h1(admin), "Nog niet verstuurd", how);
      const [beside] = await Promise.all([admin.context().waitForEvent("page"), admin.getByRole("link", { name: "Inloggen of bevestigen" }).click()]);
      await beside.waitForLoadState();
      if (how === "locked") await send(beside, { password });
      else await signIn(beside, boss);
      await beside.close();
      await send(admin, {}, "#again button");
      assert.equal(await h1(admin), "Link om te geven", how);
      await Promise.all([admin.waitForNavigation(), admin.getByRole("link", { name: `Naar ${typed}` }).click()]);
      assert.equal(await h1(admin), typed);
    }
    // A page that was asked for while the session was locked is there after a short re-entry.
    await new Promise((r) => setTimeout(r, 4500));
    await admin.goto("/richtlijnen");
    await admin.goto("/mijn-account");
    assert.equal(at(admin), "/aanmelden/verder");
    assert.match(await admin.locator("main").textContent(), /Bo Beheer, je was even weg/);
    await send(admin, { password });
    assert.equal(at(admin), "/mijn-account");
  });
});

// Every page of this slice in its states, in both languages: axe at a phone's and a desk's width, light and dark; nothing
// sticks out or is cut off at 320 pixels; the focus is always to be seen; the HTML as it was served is valid.
describe("every page about accounts", () => {
  for (const lang of ["nl", "en"]) {
    test(lang, async () => {
      const lock = async () => {
        await program.stop();
        program = await serve(program.data, "--session-idle", "1s");
        await new Promise((r) => setTimeout(r, 1200));
        await admin.goto("/mijn-account");
        await program.stop();
        program = await serve(program.data);
      };
      assert.deepEqual(await everyPage({ lang, admin, boss, fresh, invite, lock }), []);
    }, { most: 600_000 }); // some thirty pages, each looked at in four ways
  }
});
