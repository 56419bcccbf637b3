// Design tokens: which values a component's variables end up with.
//
// The theme of the design system gives every component token a value, mostly by pointing at a --basis-* token. We resolve those
// pointers when building. What is left at run time are only the --basis-* tokens that our own palette sets, so that light, dark
// and print are one list of colours each.

/** Splits the inside of var(...) into the name and the fallback; the fallback may hold brackets and commas itself. */
function split(inside) {
  const comma = inside.indexOf(",");
  if (comma < 0) return [inside.trim(), null];
  return [inside.slice(0, comma).trim(), inside.slice(comma + 1).trim()];
}

/** Finds the first var(...) in a value: [start, end, inside]. */
function firstVar(value) {
  const start = value.search(/(?<![\w-])var\(/);
  if (start < 0) return null;
  let depth = 0;
  for (let i = start + 3; i < value.length; i++) {
    if (value[i] === "(") depth++;
    if (value[i] === ")" && --depth === 0) return [start, i + 1, value.slice(start + 4, i)];
  }
  throw new Error(`unbalanced brackets in ${value}`);
}

/**
 * Makes a function that resolves a value.
 * @param theme   Map of the tokens of the theme
 * @param palette Set of token names that our palette sets: they stay variables
 * @param local   Set of names that components set for themselves: they stay variables too
 */
export function resolver(theme, palette, local) {
  const used = new Set();

  function one(name, fallback, trail) {
    if (trail.includes(name)) throw new Error(`token ${name} points at itself`);
    if (palette.has(name)) {
      used.add(name);
      return `var(${name})`;
    }
    if (local.has(name)) {
      const rest = fallback === null ? null : all(fallback, trail);
      return rest === null ? `var(${name})` : `var(${name},${rest})`;
    }
    if (theme.has(name)) {
      const value = all(theme.get(name), [...trail, name]);
      if (value !== null) return value;
    }
    return fallback === null ? null : all(fallback, trail);
  }

  /** Gives the value with everything resolved, or null when it ends in nothing: then the declaration has no effect. */
  function all(value, trail = []) {
    let out = "";
    let rest = value;
    for (let found = firstVar(rest); found; found = firstVar(rest)) {
      const [start, end, inside] = found;
      const [name, fallback] = split(inside);
      const resolved = one(name, fallback, trail);
      if (resolved === null) return null;
      out += rest.slice(0, start) + resolved;
      rest = rest.slice(end);
    }
    return out + rest;
  }

  return { resolve: all, used };
}
