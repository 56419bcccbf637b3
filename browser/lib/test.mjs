// A test that may not hang. Most of what is asked of a browser has no time limit of its own (a key that is pressed, a
// question to the page), and Chromium now and then never answers. Then the browser is put away and the test is done once
// more in a fresh one, aloud. A test that fails is never tried again, and a page of ours that hangs hangs twice.
import { test as plain } from "node:test";
import { dropBrowser } from "./browser.mjs";

export { describe } from "node:test";

const limit = 150_000; // milliseconds; the slowest test takes a tenth of it on two quiet cores

/** inTime runs a test, or tells that it took too long. */
async function inTime(fn, t, most) {
  let timer;
  const stuck = new Promise((resolve) => (timer = setTimeout(resolve, most, "stuck")));
  const done = Promise.resolve(fn(t)).then(() => "done");
  done.catch(() => {}); // told by the race, or no longer of interest
  try {
    return await Promise.race([done, stuck]);
  } finally {
    clearTimeout(timer);
  }
}

/** test is that of Node with a limit; most is in milliseconds, for a test that needs longer. */
export const test = (name, fn, { most = limit } = {}) => plain(name, async (t) => {
  if ((await inTime(fn, t, most)) === "done") return;
  console.log(`      ${name}: no answer from the browser in ${most / 1000} s; once more in a fresh one`);
  await dropBrowser();
  if ((await inTime(fn, t, most)) === "done") return;
  await dropBrowser();
  throw new Error(`twice no answer in ${most / 1000} s`);
});
