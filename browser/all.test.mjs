// All tests in one process, so that one browser and one program serve them all. ONLY=axe,paper chooses some.
import { after } from "node:test";
import { closeAll } from "./lib/browser.mjs";
import { endDemo } from "./lib/demo.mjs";

const parts = ["safety", "html", "flow", "keyboard", "answers", "exit", "reflow", "paper", "figures", "account", "resident", "axe", "inside", "record"];
const only = process.env.ONLY?.split(",");
for (const unknown of (only ?? []).filter((p) => !parts.includes(p))) throw new Error(`ONLY: there is no ${unknown}; choose from ${parts.join(", ")}`);

after(endDemo);
after(closeAll);
for (const part of parts) if (!only || only.includes(part)) await import(`./tests/${part}.mjs`);
