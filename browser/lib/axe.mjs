// axe-core in a page, with every rule of WCAG 2.0, 2.1 and 2.2 up to AA, target-size among them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const every = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** What can differ between light and dark on the very same page: the rules that read colours. */
const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/**
 * violations gives what axe finds, a line for each kind with the first places. It waits for colours that are still
 * changing. Evaluating is not bound by the page's own policy.
 */
export async function violations(tab, { coloursOnly = false } = {}) {
  const found = await tab.evaluate(
    async ([source, runOnly, rules]) => {
      if (!window.axe) new Function("module", "exports", source).call(window);
      // Colours may still be changing; what is folded away never finishes.
      const changing = document.getAnimations().filter((a) => a.playState === "running" && a.effect.target.checkVisibility({ contentVisibilityAuto: true })).map((a) => a.finished);
      await Promise.race([Promise.allSettled(changing), new Promise((done) => setTimeout(done, 500))]);
      const result = await window.axe.run(document, { runOnly, rules, resultTypes: ["violations"] });
      return result.violations.map((v) => ({ id: v.id, nodes: v.nodes.map((n) => `${n.target.join(" ")}: ${n.failureSummary.split("\n").slice(1).join("; ").trim()}`) }));
    },
    [source, coloursOnly ? colours : every, coloursOnly ? {} : { "target-size": { enabled: true } }],
  );
  return found.map((v) => `${v.id} (${v.nodes.length}×)\n      ${v.nodes.slice(0, 4).join("\n      ")}`);
}
