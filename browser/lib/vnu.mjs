// The Nu HTML checker.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");

/** check gives what the checker finds in these pages: {name: html}. */
export async function check(htmls) {
  const dir = mkdtempSync(join(tmpdir(), "nabij-html."));
  try {
    const names = Object.keys(htmls);
    names.forEach((name, i) => writeFileSync(join(dir, `${i}.html`), htmls[name]));
    const run = promisify(execFile)("java", ["-jar", jar, "--format", "json", "--exit-zero-always", dir], { maxBuffer: 64 << 20 });
    const { stderr } = await run;
    return JSON.parse(stderr).messages
      // A guess by counting words, and it counts those that are marked as another language too; below is an exact look.
      .filter((m) => !/^This document appears to be written in/.test(m.message))
      .filter((m) => m.type === "error" || m.subType === "warning" || m.type === "non-document-error")
      .map((m) => `${names[/(\d+)\.html$/.exec(m.url)?.[1]]}:${m.lastLine}: ${m.message} … ${(m.extract ?? "").replace(/\s+/g, " ")}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
