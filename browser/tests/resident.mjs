// The pages about residents and the organisation, as people who came in see them: from the first start to a file with
// everything in it. Each page in both languages, at 320, 390 and 1280 pixels: nothing sticks out, axe finds nothing, and
// no page's title tells who it is about. SHOTS names a folder for pictures of every page.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join as path } from "node:path";
import { describe, test } from "../lib/test.mjs";
import { violations } from "../lib/axe.mjs";
import { theBrowser } from "../lib/browser.mjs";
import { build, emptyFolder, freePort } from "../lib/program.mjs";
import { found, join, totp } from "../lib/signin.mjs";

/** house starts a program of its own and gives the link of the first start. */
async function house() {
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(build(), ["serve", "--addr", url.slice(7), "--monitor", "none", "--data", emptyFolder()], { stdio: ["ignore", "pipe", "ignore"] });
  const stop = () => child.kill("SIGKILL");
  process.once("exit", stop);
  let told = "";
  const link = await new Promise((resolve, reject) => {
    child.on("exit", () => reject(new Error(`the program ended at once:\n${told}`)));
    child.stdout.on("data", (d) => {
      told += d;
      const m = told.match(/https?:\/\/\S+\/eerste-keer\/\S+/);
      if (m) resolve(m[0]);
    });
  });
  for (let up = false; !up; ) {
    up = await fetch(url + "/").then((r) => r.ok, () => false);
    if (!up) await new Promise((r) => setTimeout(r, 20));
  }
  return { url, link, stop };
}

/** someone opens a fresh browser. */
async function someone(url) {
  const context = await (await theBrowser()).newContext({ baseURL: url, locale: "nl-NL", reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const sent = (tab, button) => Promise.all([tab.waitForNavigation(), button.click()]);

/** confirm gives the code again when the program asks for it. The code of one half minute is good once. */
async function confirm(tab, seed) {
  if (!new URL(tab.url()).pathname.endsWith("/bevestigen")) return;
  for (let tries = 0; tries < 3 && new URL(tab.url()).pathname.endsWith("/bevestigen"); tries++) {
    await tab.fill('[name="code"]', totp(seed, Date.now() + 30_000 * (tries % 2)));
    await sent(tab, tab.locator("main button.nl-button--primary").first());
  }
}

/** sideways names what sticks out of the page. */
const sideways = (tab) => tab.evaluate(() => {
  const wide = document.documentElement.clientWidth;
  const out = [];
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest(".table-scroll, svg, .visually-hidden, template") || !e.checkVisibility()) continue;
    const r = e.getBoundingClientRect();
    if (r.width && r.height && (r.right > wide + 1 || r.left < -1) && !e.matches(".nl-skip-link")) out.push(`${e.tagName.toLowerCase()}.${e.className}: ${Math.round(r.left)}–${Math.round(r.right)} “${e.textContent.trim().slice(0, 40)}”`);
  }
  return out.slice(0, 3);
});

/** look looks at the page that is open, at every width; in English axe looks once. */
async function look(tab, name, names) {
  const wrong = [];
  const title = await tab.title();
  for (const n of names) if (title.includes(n) || decodeURI(tab.url()).includes(n)) wrong.push(`${name}: the title or address tells of ${n}`);
  await tab.evaluate(() => document.querySelectorAll("main details").forEach((d) => (d.open = true)));
  for (const width of [1280, 390, 320]) {
    await tab.setViewportSize({ width, height: 844 });
    for (const s of await sideways(tab)) wrong.push(`${name}, ${width} px: ${s}`);
    if (process.env.SHOTS && width !== 320) await tab.screenshot({ path: path(process.env.SHOTS, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}-${width}.png`), fullPage: true });
    if (width === 320 || (width === 1280 && !name.includes("/en"))) for (const v of await violations(tab)) wrong.push(`${name}, ${width} px: ${v}`);
  }
  await tab.setViewportSize({ width: 1280, height: 900 });
  return wrong;
}

/** both looks at an address in both languages. */
async function both(tab, address, name, names = ["Meijer", "Johanna"]) {
  const wrong = [];
  for (const lang of ["", "/en"]) {
    await tab.goto(lang + address);
    assert.ok(!(await tab.locator("html").getAttribute("lang")).startsWith(lang ? "nl" : "en"));
    wrong.push(...(await look(tab, `${name} ${lang || "/nl"}`, names)));
  }
  return wrong;
}

describe("residents and the organisation", () => {
  test("from the first start to a full file", async () => {
    const { url, link, stop } = await house();
    try {
      assert.deepEqual(await walk(url, link), []);
    } finally {
      stop();
    }
  }, { most: 400_000 });
});

/** walk goes through all of it, and gives what is wrong with the pages. */
async function walk(url, link) {
  const wrong = [];
  const admin = await someone(url);
  const seed = await found(admin, link, { also: false });

  // The house: a team first.
  await admin.goto("/beheer/organisatie");
  assert.match(await admin.textContent("main"), /Maak een team/);
  wrong.push(...(await both(admin, "/beheer/organisatie", "house fresh")));
  for (const [page, name] of [["teams", "Noord"], ["wijken", "Molenwijk"]]) {
    await admin.goto(`/beheer/${page}`);
    await admin.fill('#form [name="name"]', name);
    await sent(admin, admin.locator("#form button"));
  }
  await admin.goto("/beheer/doelgroepen");
  wrong.push(...(await look(admin, "groups offered", [])));
  await sent(admin, admin.locator("#offer button"));
  await admin.fill('#form [name="name"]', "mantelzorgers");
  await sent(admin, admin.locator("#form button"));
  assert.equal(await admin.locator(".problems li").count(), 1);
  wrong.push(...(await look(admin, "groups with a problem", [])));
  for (const page of ["organisatie", "teams", "wijken", "doelgroepen"]) wrong.push(...(await both(admin, `/beheer/${page}`, `house ${page}`)));
  await admin.goto("/beheer/teams");
  await sent(admin, admin.locator("main .lines a").first());
  wrong.push(...(await both(admin, new URL(admin.url()).pathname, "house team")));

  // Two workers of the team.
  const links = {};
  for (const [login, role] of [["anna@zonneveld.example", "worker"], ["lies@zonneveld.example", "team_lead"]]) {
    await admin.goto("/beheer/medewerkers/nieuw");
    await confirm(admin, seed);
    await admin.goto("/beheer/medewerkers/nieuw");
    await admin.fill('[name="name"]', role === "worker" ? "Anna Aanloop" : "Lies Leidraad");
    await admin.fill('[name="login"]', login);
    await admin.check(`[name="roles"][value="${role}"]`);
    await admin.locator('[name="teams"]').first().check();
    await sent(admin, admin.locator("main button.nl-button--primary").first());
    links[role] = (await admin.textContent("main")).match(/https?:\/\/\S+\/uitnodiging\/[\w-]+/)[0];
  }
  const anna = await someone(url);
  await join(anna, links.worker);
  const lead = await someone(url);
  await join(lead, links.team_lead);

  // A resident, beginning at the search.
  wrong.push(...(await both(anna, "/inwoners", "start empty")));
  const search = async (tab, text) => {
    await tab.goto("/inwoners");
    await tab.fill('[name="q"]', text);
    await sent(tab, tab.locator("#search button"));
  };
  await search(anna, "Johanna van der Meijer 1948");
  await sent(anna, anna.locator("#add button"));
  wrong.push(...(await look(anna, "add form", ["Meijer"])));
  await sent(anna, anna.locator("#form button"));
  const at = new URL(anna.url()).pathname;
  assert.match(at, /^\/inwoners\/[0-9a-f-]{36}$/);
  wrong.push(...(await both(anna, at, "file empty")));

  // Every form: empty, with a problem in the second row, and filled.
  const forms = {
    naam: {}, bereiken: { "reach.1.value": "06 12345678" }, drempels: { helps: "Rustig praten" },
    wensen: { "wishes.1.text": "Liever buiten dan binnen", "wishes.1.on": "2030-01-01" }, netwerk: { "network.1.how": "via de buren" },
    huishouden: { "household.1.name": "Bep", "household.1.birth_year": "1700" }, wonen: { street: "Molenstraat", postcode: "12" },
    doelgroepen: {}, ondersteuning: { risk_asked: "2030-01-01" },
  };
  for (const [form, fill] of Object.entries(forms)) {
    wrong.push(...(await both(anna, `${at}/wijzigen/${form}`, `form ${form}`)));
    await anna.goto(`${at}/wijzigen/${form}`);
    for (const [name, value] of Object.entries(fill)) await anna.fill(`[name="${name}"]`, value);
    await sent(anna, anna.locator("#form button.nl-button--primary"));
    if (Object.keys(fill).some((n) => n !== "helps")) {
      const target = await anna.locator(".problems li a").first().getAttribute("href");
      assert.equal(await anna.locator(`${target}-error`).count(), 1, `${form}: the problem stands at no field`);
      wrong.push(...(await look(anna, `problem ${form}`, [])));
    }
  }
  wrong.push(...(await both(anna, `${at}/veilig-contact`, "form safe")));
  await anna.goto(`${at}/veilig-contact`);
  await anna.fill('[name="unsafe.1.value"]', "06 2");
  await anna.check('[name="source"][value="worker"]');
  await sent(anna, anna.locator("#form button.nl-button--primary"));
  assert.equal(await anna.locator(".problems li").count(), 1);
  await anna.selectOption('[name="unsafe.1.kind"]', "letter");
  await anna.check('[name="careful"]');
  await sent(anna, anna.locator("#form button.nl-button--primary"));
  for (const [form, fill, pick] of [
    ["bereiken", { "reach.0.value": "06 12345678", "reach.0.hours": "ma-vr 9-12" }, { "reach.0.kind": "mobile" }],
    ["wensen", { "wishes.0.text": "Liever buiten dan binnen" }, {}], ["netwerk", { "network.0.name": "Zus Zoë" }, {}],
    ["huishouden", { "household.0.name": "Bep" }, {}], ["wonen", { street: "Molenstraat", number: "7", postcode: "1234 AB" }, { kind: "alone" }],
  ]) {
    await anna.goto(`${at}/wijzigen/${form}`);
    for (const [name, value] of Object.entries(fill)) await anna.fill(`[name="${name}"]`, value);
    for (const [name, value] of Object.entries(pick)) await anna.selectOption(`[name="${name}"]`, value);
    await sent(anna, anna.locator("#form button.nl-button--primary"));
  }
  wrong.push(...(await both(anna, at, "file full")));
  for (const page of ["ingezien", "dossier"]) wrong.push(...(await both(anna, `${at}/${page}`, `file ${page}`)));
  wrong.push(...(await both(lead, `${at}/afschrift`, "file afschrift")), ...(await both(lead, `${at}/dossier`, "file dossier lead")));

  // Found again with a slip; a double is warned of; somebody else's file does not open.
  await search(anna, "yohana meyer");
  assert.equal(await anna.locator("section[aria-labelledby=found-title] .line a").count(), 1);
  wrong.push(...(await look(anna, "found", ["Meijer", "meyer"])));
  await sent(anna, anna.locator("#add button"));
  await anna.fill('[name="given"]', "Johanna");
  await anna.fill('[name="family"]', "Meijer");
  await sent(anna, anna.locator("#form button"));
  wrong.push(...(await look(anna, "double warned", ["Meijer"])));
  await sent(anna, anna.locator("#form button"));
  wrong.push(...(await both(anna, "/inwoners/samenvoegen", "doubles")));
  await anna.goto("/inwoners/samenvoegen");
  await sent(anna, anna.locator(".lines a").first());
  wrong.push(...(await look(anna, "doubles beside", ["Meijer"])));
  wrong.push(...(await both(anna, "/inwoners/00000000-0000-7000-8000-000000000000", "shut")));
  wrong.push(...(await both(anna, "/inwoners?lijst=ja&vanaf=1940", "list")));

  // A list in parts, with a script: it goes on by itself.
  await lead.goto("/inwoners/invoeren");
  wrong.push(...(await look(lead, "import upload", [])));
  const rows = Array.from({ length: 1500 }, (_, i) => `Voor${i};Achter${i};19${10 + (i % 80)}`);
  await lead.setInputFiles('[name="bestand"]', { name: "lijst.csv", mimeType: "text/csv", buffer: Buffer.from(`Voornaam;Achternaam;Geboortejaar\n${rows.join("\n")}\n`) });
  await sent(lead, lead.locator("#form button"));
  wrong.push(...(await look(lead, "import preview", [])));
  await lead.locator('[name="doe"][value="opslaan"]').click();
  await lead.locator(".notice--success").waitFor({ timeout: 60_000 });
  wrong.push(...(await look(lead, "import stored", [])));
  await lead.locator("#undo button").click();
  await lead.locator(".progress, .notice--success").first().waitFor();
  await lead.locator(".notice--success").filter({ hasText: "teruggedraaid" }).waitFor({ timeout: 90_000 });
  return wrong;
}
