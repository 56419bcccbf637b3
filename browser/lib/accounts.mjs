// All pages about accounts in their states, in one language: as administrator, as somebody who sets up an account, and as
// somebody who comes in.
import assert from "node:assert/strict";
import { lookAt } from "./look.mjs";
import { password, send, setUp, stepUp } from "./signin.mjs";
import { check } from "./vnu.mjs";

const at = (tab) => new URL(tab.url()).pathname;

/**
 * everyPage gives all that is wrong. admin is a tab of the administrator boss; fresh opens a browser, invite makes a link,
 * and lock lets the session of the administrator be idle too long.
 */
export async function everyPage({ lang, admin, boss, fresh, invite, lock }) {
  const found = [];
  const htmls = {};
  const there = (path) => (lang === "en" ? "/en" : "") + path;

  /** look looks at the page as it stands in a tab. */
  async function look(tab, name, answer) {
    if (answer) htmls[`${name} (${lang})`] = await answer.text();
    found.push(...(await lookAt(tab, name, { keyboard: lang === "nl" })));
  }
  const go = async (tab, name, path) => look(tab, name, await tab.goto(there(path)));
  const sent = async (tab, name, fields, button) => look(tab, name, await send(tab, fields, button));

  // The administrator's pages, from a session that was locked while nobody was there.
  await lock();
  await go(admin, "re-entry", "/mijn-account");
  assert.match(at(admin), /verder$/);
  await sent(admin, "re-entry, wrong", { password: "niet dit wachtwoord" });
  await send(admin, { password });
  await go(admin, "confirm", "/bevestigen");
  await sent(admin, "confirm, wrong", { code: "nee" });
  await stepUp(admin, boss);
  await go(admin, "account", "/mijn-account");
  await sent(admin, "account, wrong", { old: "nee", password: "kort" }, "#password button");
  await go(admin, "invite", "/beheer/medewerkers/nieuw");
  await sent(admin, "invite, wrong", {});
  const link = await invite(`Fenna ${lang}`, `fenna.${lang}@zonneveld.example`, "worker");
  await look(admin, "link to give");
  await go(admin, "workers", "/beheer/medewerkers");
  const [answer] = await Promise.all([admin.waitForNavigation(), admin.getByRole("link", { name: `Fenna ${lang}` }).click()]);
  await look(admin, "somebody invited", answer);
  await admin.goto(there("/mijn-account"));
  await sent(admin, "new app", {}, "#app button");
  await sent(admin, "new app, wrong", { code: "000000" });

  // Setting up, and what a link shows.
  const tab = await fresh();
  const url = new URL(link);
  await look(tab, "invitation", await tab.goto(there(url.pathname)));
  await go(tab, "renewal", "/vernieuwen/" + "A".repeat(43));
  await go(tab, "first start", "/eerste-keer/" + "A".repeat(43));
  await sent(tab, "dead link");
  await tab.goto(there(url.pathname));
  await sent(tab, "password");
  await sent(tab, "password, wrong", { password: "kort" });
  await sent(tab, "app", { password });
  await sent(tab, "app, wrong", { code: "000000" });
  const fenna = await setUp(tab, `fenna.${lang}@zonneveld.example`);
  await look(tab, "recovery codes");
  await go(tab, "refused", "/beheer/medewerkers");

  await admin.goto(there("/beheer/medewerkers"));
  await Promise.all([admin.waitForNavigation(), admin.getByRole("link", { name: `Fenna ${lang}` }).click()]);
  await look(admin, "somebody");
  await sent(admin, "somebody, wrong", {}, '#leave button[value="leave"]');
  await sent(admin, "link for a password", {}, '#new_password button[value="new_password"]');
  const renew = new URL((await admin.locator("#link").textContent()).trim());

  // Signing in, and what was sent by somebody who was out.
  await tab.goto(there("/mijn-account"));
  await tab.context().clearCookies();
  await sent(tab, "not sent yet", { old: password, password: "hele andere woorden nu" }, "#password button").catch(async () => {
    await tab.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await sent(tab, "not sent yet", { old: password, password: "hele andere woorden nu" }, "#password button");
  });
  await go(tab, "sign in", "/aanmelden?uit=1");
  await sent(tab, "sign in, wrong", { login: fenna.login, password: "niet dit wachtwoord" });
  await sent(tab, "code", { password });
  await sent(tab, "code, wrong", { code: "000000" });
  await sent(tab, "a recovery code was used", { code: fenna.recovery.pop() });
  await tab.goto(there("/aanmelden"));
  await sent(tab, "to a service", {}, 'form[action$="/aanmelden/dienst"] button');
  await tab.goto(there(renew.pathname));
  await sent(tab, "renewing a password");
  return [...found, ...(await check(htmls))];
}
