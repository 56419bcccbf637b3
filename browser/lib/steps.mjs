// What a visitor does, in small steps.
import { framework } from "./pages.mjs";

/** marker is a text that is found nowhere else: wherever it turns up, an answer was kept. */
export const marker = "zonnebloem-kwartel-47";

/** weighAt opens the questionnaire. */
export const weighAt = (tab, day = "2020-10-20", lang = "nl") => tab.goto(`${lang === "en" ? "/en" : ""}/afwegen/${framework}?day=${day}`);

/** live waits until the page's own script listens. */
export const live = (tab) => tab.waitForFunction(() => document.documentElement.classList.contains("live"));

/** field finds one choice of a question. */
export const field = (tab, name, value) => tab.locator(`[name="${name}"][value="${value}"]`);

/** updated waits for the advice that follows an act. */
export async function updated(tab, act) {
  const answer = tab.waitForResponse((r) => r.request().method() === "POST" && r.request().headers()["x-nabij-part"] === "live");
  await act();
  await (await answer).finished();
  await tab.evaluate(() => new Promise((r) => requestAnimationFrame(() => setTimeout(r))));
}

/** answer chooses one option and waits for the advice. */
export const answer = (tab, name, value) => updated(tab, () => field(tab, name, value).check());

/** chosen gives all that is filled in the questionnaire, as it would be sent; hidden fields too. */
export const chosen = (tab) => tab.evaluate(() => [...new FormData(document.getElementById("weigh"))].filter(([, v]) => v !== "").map(([n, v]) => `${n}=${v}`).sort());

/** storage is what the browser keeps of this site; the bare mark that a page is open in this tab left out. */
export const storage = (tab) => tab.evaluate(() => {
  const { "nabij.here": mark, ...session } = { ...sessionStorage };
  if (mark !== undefined && mark !== "1") throw new Error(`the mark says more than that a page is open: ${mark}`);
  return { local: { ...localStorage }, session };
});
