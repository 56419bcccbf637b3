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
