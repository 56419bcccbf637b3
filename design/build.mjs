// Builds the stylesheet of Nabij: components of the NL Design System, reduced to what we use, under our own design.
//
//   npm ci && npm run build     writes the file
//   npm run check               fails when the committed file is not what this builds
//
// The result depends on nothing but the files here and the exact versions in package-lock.json: the same input gives the same bytes.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import postcss from "postcss";
import { resolver } from "./tokens.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const read = (path) => readFileSync(join(here, path), "utf8");
const fromPackage = (file) => read(join("node_modules", file));
const config = JSON.parse(read("components.json"));

/** Names of the custom properties that a stylesheet sets. */
function setIn(root, into) {
  root.walkDecls(/^--/, (d) => into.add(d.prop));
  return into;
}

/** Keeps the rules for the classes we use. A selector stays when each class of the design system in it is on the list. */
function prune(root, keep) {
  root.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name === "keyframes") return;
    rule.selectors = rule.selectors.filter((s) => {
      const classes = s.match(/\.(nl|utrecht)-[\w-]+/g) ?? [];
      return classes.length > 0 && classes.every((c) => keep.includes(c.slice(1)));
    });
    if (rule.selectors.length === 0 || rule.selector === "") rule.remove();
  });
  root.walkComments((c) => c.remove());
  root.walkAtRules("charset", (rule) => { rule.remove(); });
}

function theme() {
  const tokens = new Map();
  postcss.parse(fromPackage(config.tokens)).walkDecls(/^--/, (d) => tokens.set(d.prop, d.value.replace(/\/\*.*?\*\//g, "").trim()));
  return tokens;
}

function build() {
  const own = config.own.map((file) => postcss.parse(read(file), { from: file }));
  const palette = setIn(own[0], new Set());
  const sheets = config.components.map(({ file, keep }) => {
    const root = postcss.parse(fromPackage(file), { from: file });
    prune(root, keep);
    return root;
  });
  const tokens = theme();
  const local = new Set();
  for (const sheet of sheets) setIn(sheet, local);
  for (const name of [...local]) if (tokens.has(name)) local.delete(name);

  const { resolve, used } = resolver(tokens, palette, local);
  for (const sheet of sheets) {
    sheet.walkDecls((d) => {
      const value = resolve(d.value);
      if (value === null) d.remove();
      else d.value = value;
    });
    sheet.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove(); });
  }
  const components = sheets.map(String).join("\n");
  const ours = own.slice(1).map(String).join("\n");
  const [colours, elements, ...rest] = own.map(String);

  const missing = [...new Set(ours.match(/--(?:basis|nabij)-[\w-]+/g) ?? [])].filter((n) => !palette.has(n) && !ours.includes(`${n}:`));
  if (missing.length > 0) throw new Error(`our own style uses tokens that the palette does not set: ${missing.join(", ")}`);
  const everything = own.map(String).join("\n");
  const idle = [...palette].filter((n) => !used.has(n) && !everything.includes(`var(${n})`));
  if (idle.length > 0) throw new Error(`the palette sets tokens that nothing uses: ${idle.join(", ")}`);
  strayColours(components);

  const css = `@layer elements,components,nabij;\n${colours}\n@layer elements{${elements}}\n@layer components{${components}}\n@layer nabij{${rest.join("\n")}}`;
  const { code } = transformSync(css, { loader: "css", minify: true, legalComments: "none" });
  return `/*! Nabij, EUPL-1.2. Holds parts of NL Design System components, EUPL-1.2, Frameless B.V., Gemeente Utrecht and the NL Design System community. Built from design/, input ${inputHash()} */\n${code}`;
}

/** A colour that comes from the example theme and not from our palette would be wrong in the dark. */
function strayColours(css) {
  const stray = new Set(css.match(/#[0-9a-f]{3,8}\b/gi) ?? []);
  if (stray.size > 0) throw new Error(`components have colours that are not in the palette: ${[...stray].join(", ")}`);
}

/** A hash over everything the result depends on; a Go test compares it, so a stale file is found without npm. */
function inputHash() {
  const hash = createHash("sha256");
  for (const file of ["build.mjs", "components.json", "package-lock.json", "tokens.mjs", ...config.own]) {
    hash.update(`${file}\n`).update(read(file));
  }
  return hash.digest("hex").slice(0, 16);
}

const css = build();
const wire = gzipSync(css, { level: 9 }).length;
if (wire > config.mostBytesOverTheWire) throw new Error(`the stylesheet is ${wire} bytes over the wire; at most ${config.mostBytesOverTheWire}`);
const out = join(here, config.out);
if (process.argv.includes("--check")) {
  if (readFileSync(out, "utf8") !== css) {
    console.error("The committed stylesheet is not what design/ builds. Run: npm run build");
    process.exit(1);
  }
  console.log(`The stylesheet is up to date: ${css.length} bytes, ${wire} over the wire.`);
} else {
  writeFileSync(out, css);
  console.log(`Written: ${css.length} bytes, ${wire} over the wire.`);
}
