// One browser and one program for all tests.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { exitAddress, start } from "./program.mjs";

const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"];

function executable() {
  const found = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((p) => p && existsSync(p));
  if (!found) throw new Error("Chromium is not installed; scripts/install-test-needs.sh does that");
  return found;
}

let browser;
let program;

/** site gives the running program. */
export async function site() {
  program ??= start();
  return program;
}

/** theBrowser gives the one browser. */
export async function theBrowser() {
  browser ??= chromium.launch({
    executablePath: executable(),
    args: process.getuid?.() === 0 ? [...quiet, "--no-sandbox"] : quiet,
  });
  return browser;
}

/** dropBrowser ends the browser, also one that answers no more; the next test gets a fresh one. */
export async function dropBrowser() {
  const gone = browser;
  browser = undefined;
  let timer;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, 5000)));
  await Promise.race([gone?.then((b) => b.close()).catch(() => {}), patience]);
  clearTimeout(timer);
  // Whatever is left of it is a child of this process, with a profile of Playwright's making.
  spawnSync("pkill", ["-KILL", "-P", String(process.pid), "-f", "playwright_chromiumdev_profile"]);
}

/** closeAll ends both. */
export async function closeAll() {
  await dropBrowser();
  await (await program)?.stop();
}

/**
 * visit opens a fresh visitor: a browser context with nothing in it. The page where the quick exit leads is played here;
 * every other address outside the program is refused and remembered in `strange`. `complaints` are what the console
 * says: refused styles and scripts, and mistakes in our own scripts.
 */
export async function visit(options = {}) {
  return visitAt((await site()).url, options);
}

/** visitAt is the same, at another program. */
export async function visitAt(url, options = {}) {
  const context = await (await theBrowser()).newContext({ viewport: { width: 1280, height: 900 }, baseURL: url, locale: "nl-NL", ...options });
  context.setDefaultTimeout(15_000);
  const strange = [];
  const complaints = [];
  const away = [];
  await context.route((u) => !u.href.startsWith(url + "/"), async (route) => {
    const request = route.request();
    if (request.url() === exitAddress) {
      away.push(await request.allHeaders());
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Weather</title><p>Sunny" });
    }
    strange.push(request.url());
    return route.abort();
  });
  context.on("console", (m) => {
    // A page that is not found is the answer we ask for; that Chromium notes it is no complaint.
    if (m.type() === "error" && !/Failed to load resource: the server responded with a status of/.test(m.text())) complaints.push(m.text());
  });
  context.on("weberror", (e) => complaints.push(String(e.error())));
  const page = await context.newPage();
  return { context, page, url, strange, complaints, away };
}
