// Builds the program and starts it with a data folder of its own, on a free port of this machine.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** exitAddress is where the quick exit leads in these tests; nothing of it ever leaves this machine. */
export const exitAddress = "https://weather.example/today";

let binary = "";

// What must be gone when the tests end, also when they end badly.
const folders = new Set();
const children = new Set();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

/** build gives the path of a program built as it is delivered; NABIJ_BINARY names one that is there already. */
export function build() {
  if (binary) return binary;
  if (process.env.NABIJ_BINARY) return (binary = process.env.NABIJ_BINARY);
  const dir = mkdtempSync(join(tmpdir(), "nabij-browser."));
  folders.add(dir);
  binary = join(dir, "nabij");
  execFileSync("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", binary, "./cmd/nabij"], {
    cwd: root,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: "inherit",
  });
  return binary;
}

/** freePort asks the machine for a port that nobody uses. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const s = createServer();
    s.on("error", reject);
    s.listen(0, "127.0.0.1", () => {
      const { port } = s.address();
      s.close(() => resolve(port));
    });
  });
}

/** emptyFolder makes a data folder that goes when the tests end. */
export function emptyFolder() {
  const dir = mkdtempSync(join(tmpdir(), "nabij-data."));
  folders.add(dir);
  folders.add(dir + "-keys"); // keys never lie with the data
  return dir;
}

/**
 * start runs the program and waits for its first answer. `first` is how long that took, in milliseconds; `args` are
 * settings beside the usual ones; `out` is what it told on the terminal, the link of the first start among it; `patience`
 * is how long the first answer may take.
 */
export async function start({ data = emptyFolder(), port, args = [], patience = 30_000 } = {}) {
  port ??= await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = build(); // not part of starting: on a fresh machine it takes a minute
  const began = performance.now();
  const child = spawn(program, ["serve", "--addr", `127.0.0.1:${port}`, "--monitor", "none", "--data", data, "--exit", exitAddress, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  let out = "";
  child.stdout.on("data", (d) => (out += d));
  child.stderr.on("data", (d) => (log += d));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  children.add(child);
  let first = 0;
  while (!first) {
    if (child.exitCode !== null) throw new Error(`the program ended at once:\n${log}`);
    if (performance.now() - began > patience) throw new Error(`the program did not answer:\n${log}`);
    try {
      const answer = await fetch(url + "/", { signal: AbortSignal.timeout(10_000) });
      if (answer.ok) first = performance.now() - began;
      await answer.arrayBuffer();
    } catch {
      await new Promise((r) => setTimeout(r, 2)); // not listening yet
    }
  }
  return {
    url,
    port,
    data,
    first,
    log: () => log,
    out: () => out,
    /** crash ends it as a power cut does. */
    async crash() {
      child.kill("SIGKILL");
      await ended;
      children.delete(child);
    },
    async stop() {
      child.kill("SIGTERM");
      const impatient = setTimeout(() => child.kill("SIGKILL"), 20_000); // it gives itself 15 seconds
      await ended;
      clearTimeout(impatient);
      children.delete(child);
    },
  };
}
