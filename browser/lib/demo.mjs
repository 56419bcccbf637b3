// One program with the made-up organisation of serve --demo, for all tests that need people who are signed in. Making it
// takes some seconds, so it is made once. What a test changes there must be its own: a resident or a deliberation that it
// began itself.
import { theBrowser, visitAt } from "./browser.mjs";
import { start } from "./program.mjs";

let program;
const states = new Map();

/** demo gives the running demonstration. */
export function demo() {
  program ??= start({ args: ["--demo"], patience: 120_000 });
  return program;
}

/** endDemo stops it. */
export async function endDemo() {
  const p = program;
  program = undefined;
  states.clear();
  await (await p)?.stop();
}

/** personas are those with a button on the sign-in page, by the first part of their address: ada, sanne … */
export async function personas() {
  const { url } = await demo();
  const page = await (await fetch(url + "/aanmelden")).text();
  return [...page.matchAll(/name="wie" value="(\w+)@/g)].map((m) => m[1]);
}

/** enter lets somebody in by the door of the demonstration, and gives the cookies as one header and as Playwright keeps them. */
export async function enter(who, url) {
  const answer = await fetch(url + "/aanmelden/demo", { method: "POST", redirect: "manual", body: new URLSearchParams({ wie: `${who}@zonneveld.example`, naar: "/begin" }) });
  if (answer.status !== 303) throw new Error(`${who} does not come in: ${answer.status}`);
  const pairs = answer.headers.getSetCookie().map((c) => c.split(";")[0]);
  const cookies = pairs.map((p) => ({ name: p.slice(0, p.indexOf("=")), value: p.slice(p.indexOf("=") + 1), url }));
  return { header: pairs.join("; "), cookies };
}

/** signedIn gives the session of somebody; everybody comes in once. */
export async function signedIn(who) {
  const { url } = await demo();
  if (!states.has(who)) states.set(who, enter(who, url));
  return states.get(who);
}

/** ask fetches as somebody, without a browser. */
export async function ask(who, path, options = {}) {
  const { url } = await demo();
  const { header } = await signedIn(who);
  return fetch(url + path, { redirect: "manual", ...options, headers: { cookie: header, ...options.headers } });
}

/** as opens a fresh browser in which somebody is signed in, with all that visit gives. own makes it a session of its own. */
export async function as(who, { own = false, ...options } = {}) {
  const { url } = await demo();
  await theBrowser();
  const v = await visitAt(url, options);
  await v.context.addCookies((await (own ? enter(who, url) : signedIn(who))).cookies);
  return v;
}
