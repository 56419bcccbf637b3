// One look at a page as it stands in a tab: axe at a desk's and a phone's width, light and dark, with everything folded
// open; what sticks out or is cut off at 320 pixels; and whether the keyboard can be seen at every stop.
import { violations } from "./axe.mjs";
import { focus } from "./focus.mjs";
import { cut, sideways } from "./reflow.mjs";

/** lookAt gives all that is wrong, a line for each. */
export async function lookAt(tab, name, { keyboard = true } = {}) {
  const found = [];
  for (const width of [1280, 320]) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.evaluate(() => document.querySelectorAll("main details").forEach((d) => (d.open = true)));
    for (const colorScheme of ["light", "dark"]) {
      await tab.emulateMedia({ colorScheme });
      for (const v of await violations(tab, { coloursOnly: colorScheme === "dark" })) found.push(`${name}, ${width} px, ${colorScheme}: ${v}`);
    }
    await tab.emulateMedia({ colorScheme: "light" });
    if (width === 320) for (const w of [...(await sideways(tab)), ...(await cut(tab))]) found.push(`${name}: ${w}`);
    if (!keyboard) continue;
    await tab.evaluate(() => document.activeElement.blur());
    for (let i = 0, first = ""; i < 80; i++) {
      await tab.keyboard.press("Tab");
      const f = await focus(tab);
      if (!f.key || f.key === first) break;
      first ||= f.key;
      if (f.wrong) found.push(`${name}, ${width} px: ${f.key}: ${f.wrong}`);
    }
  }
  await tab.setViewportSize({ width: 1280, height: 900 });
  return found;
}
