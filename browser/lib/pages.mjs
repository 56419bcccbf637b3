// The pages of the program, each with the request that shows it in a certain state.

/** framework is the one that the tests weigh with. */
export const framework = "fysieke-ontmoeting";

/** half is a questionnaire with everything that can stand in one: a route that is urgent, answers that dropped away, an answer too old, things not known and not said. */
export const half = [
  ["day", "2020-10-20"],
  ["role", "neighbourhood-team"],
  ["q.contact-now", "thin"],
  ["q.wish", "meet"],
  ["q.wanted", "walk"],
  ["q.wanted", "home"],
  ["q.remote-means", "phone"],
  ["q.means-enough", "yes"],
  ["q.means-why", "hearing"], // only asked when the means are not enough
  ["q.suicide", "clear"],
  ["q.unsafe-home", "worry"],
  ["q.loneliness-isolation", "clear"],
  ["q.value-health", "distance"],
  ["q.value-nearness", "meeting"],
  ["q.gut-feeling", "both"],
  ["q.experience-text", "Ze doet altijd open."],
  ["q.doubt", "alone"],
  ["q.age", "refused"],
  ["q.housemates", "1"],
  ["q.complaints.resident", "no"],
  ["a.complaints.resident", "2020-10-16"],
  ["q.complaints.housemate-1", "unknown"],
  ["q.risk-group", "refused"],
  ["q.can-go-out", "yes"],
];

/** wrong is what cannot be used: a day that is no day, a number that is no number, ids that do not exist. */
export const wrong = [
  ["day", "2020-02-31"],
  ["q.age", "heel oud"],
  ["q.wish", "vliegen"],
  ["q.bestaat-niet", "ja"],
  ["q.next-contact", "morgen"],
];

const decision = [
  ...half,
  ["d.form", "walk"],
  ["d.reason", "Zij wil graag naar buiten, en buiten is de kans op besmetting klein."],
  ["d.consulted", "collega wijkteam: eens"],
  ["d.agreed", "later"],
  ["d.next", "2020-10-27"],
  ["d.next_how", "bellen"],
  ["d.by", "de werker"],
];

const at = `/afwegen/${framework}`;
const get = (name, path, status = 200) => ({ name, path, status });
const post = (name, path, fields, status = 200) => ({ name, path, status, method: "POST", fields });

/** pages are all pages in all their states. */
export const pages = [
  get("start", "/"),
  get("choose", "/afwegen"),
  get("choose with errors", "/afwegen?day=2020-02-31", 422),
  get("weigh, empty", `${at}?day=2020-05-20`),
  post("weigh, half filled", at, half),
  post("weigh with errors", at, wrong, 422),
  post("compare", `${at}/vergelijken`, [...half, ["day2", "2020-06-15"]]),
  post("compare without a second day", `${at}/vergelijken`, half, 422),
  post("decide", `${at}/kiezen`, half),
  post("decide with errors", `${at}/verslag`, half, 422),
  post("record", `${at}/verslag`, decision),
  post("letter", `${at}/brief`, decision),
  get("timeline", "/richtlijnen"),
  get("timeline with a day", "/richtlijnen?day=2020-10-20"),
  get("timeline with an error", "/richtlijnen?day=2020-02-31", 422),
  get("not found (404)", "/bestaat-niet", 404),
  { ...get("wrong method (405)", "/afwegen", 405), method: "PUT" },
  { ...post("too large (413)", at, [], 413), body: "q.experience-text=" + "a".repeat(300 << 10) },
  { ...post("not a form (415)", at, [], 415), body: "{}", type: "application/json" },
  { ...post("no text (422)", at, [], 422), body: "q.experience-text=%ff%fe" },
];

/** page finds one of them. */
export function pageNamed(name) {
  const found = pages.find((p) => p.name === name);
  if (!found) throw new Error(`no page ${name}`);
  return found;
}

/** address is where it stands in a language. */
export const address = (p, lang) => (lang === "en" ? "/en" : "") + p.path;

/** bodyOf is what it sends. */
export const bodyOf = (p) => p.body ?? (p.fields ? new URLSearchParams(p.fields).toString() : undefined);

/** headersOf are the headers with it. */
export const headersOf = (p) => (p.method === "POST" ? { "content-type": p.type ?? "application/x-www-form-urlencoded" } : {});

/**
 * open shows a page in a tab. A form that is sent is a navigation like any other, only its method and body are put in
 * under way, so that also pages that no link leads to can be looked at.
 */
export async function open(tab, p, lang = "nl") {
  const path = address(p, lang);
  if (p.method && p.method !== "GET") {
    await tab.route((u) => u.pathname + u.search === path, (route) =>
      route.continue({ method: p.method, postData: bodyOf(p), headers: { ...route.request().headers(), ...headersOf(p) } }), { times: 1 });
  }
  const answer = await tab.goto(path);
  if (answer.status() !== p.status) throw new Error(`${p.name} (${lang}): status ${answer.status()}, want ${p.status}`);
  return answer;
}
