// Coming in as somebody: the first administrator by the link on the terminal, others by invitation, each with an
// authenticator app that is reckoned here (RFC 6238: SHA-1, thirty seconds, six digits).
import { createHmac } from "node:crypto";

/** password is good enough for the program, and secret to nobody. */
export const password = "trompet fietsbel lantaarn";

/** totp gives the code that an app shows at a moment (milliseconds). */
export function totp(seed, at = Date.now()) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...seed.replaceAll(" ", "")].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** press sends the form on the page by its first button. */
const press = (tab) => Promise.all([tab.waitForNavigation(), tab.locator('main button.nl-button--primary').first().click()]);

/** app takes the seed from the page, proves the first code and skips past the recovery codes; it gives the seed. */
async function app(tab) {
  const seed = (await tab.locator("main strong").filter({ hasText: /^([A-Z2-7]{4} ?){8}$/ }).textContent()).replaceAll(" ", "");
  await tab.fill('[name="code"]', totp(seed));
  await press(tab);
  return seed;
}

/** found makes the organisation by the link of the first start, and gives the seed of its administrator. */
export async function found(tab, link, { organisation = "Stichting Zonneveld", name = "Bo Beheer", login = "bo@zonneveld.example", also = true } = {}) {
  await tab.goto(link);
  await press(tab);
  await tab.fill('[name="organisation"]', organisation);
  await tab.fill('[name="name"]', name);
  await tab.fill('[name="login"]', login);
  await tab.fill('[name="password"]', password);
  if (also) await tab.check('[name="also"]');
  await press(tab);
  return app(tab);
}

/** join takes up an invitation. */
export async function join(tab, link) {
  await tab.goto(link);
  await press(tab);
  await tab.fill('[name="password"]', password);
  await press(tab);
  return app(tab);
}

/**
 * Person is somebody with an app and recovery codes. A code works once and no older one after it, so the next one is
 * taken, half a minute early where that is accepted, then a recovery code, and only then there is waiting.
 */
export class Person {
  constructor(login, seed, recovery = []) {
    Object.assign(this, { login, seed, recovery, last: Math.floor(Date.now() / 30_000) });
  }

  async code() {
    const now = Math.floor(Date.now() / 30_000);
    let step = Math.max(now, this.last + 1);
    if (step > now + 1) {
      if (this.recovery.length) return this.recovery.pop();
      while (step > Math.floor(Date.now() / 30_000) + 1) await new Promise((r) => setTimeout(r, 500));
    }
    this.last = step;
    return totp(this.seed, step * 30_000);
  }
}

/** send fills in fields and sends the form by a button; it gives the answer. */
export async function send(tab, fields = {}, button = "main button.nl-button--primary") {
  for (const [name, value] of Object.entries(fields)) await tab.locator(`main [name="${name}"]`).first().fill(value);
  const [answer] = await Promise.all([tab.waitForNavigation(), tab.locator(button).first().click()]);
  return answer;
}

/** seedOn reads the key of the app from the page. */
export const seedOn = async (tab) => (await tab.locator("main strong").filter({ hasText: /^([A-Z2-7]{4} ?){8}$/ }).textContent()).replaceAll(" ", "");

/** setUp takes the first code of the app on the page, and gives the person with their recovery codes. */
export async function setUp(tab, login) {
  const seed = await seedOn(tab);
  await send(tab, { code: totp(seed) });
  return new Person(login, seed, await tab.locator("#codes code").allTextContents());
}

/** signIn comes in with password and code, from the sign-in page on. */
export async function signIn(tab, person, secret = password) {
  await send(tab, { login: person.login, password: secret });
  await send(tab, { code: await person.code() });
  const on = tab.locator('main a.nl-button[href$="/begin"]'); // after a recovery code: how many are left
  if (await on.count()) await Promise.all([tab.waitForNavigation(), on.click()]);
}

/** stepUp gives a fresh second factor where it was asked. */
export const stepUp = async (tab, person) => send(tab, { code: await person.code() });
