/**
 * Light or dark, and the label colours that can be read on it.
 */

import { legible, luminance, parseColour } from "./colours.js";
import { setAttribute } from "./elements.js";

/** @typedef {"light" | "dark"} Theme */

/** Page backgrounds of editor.css; label colours are made legible on these. */
const BACKGROUND = { light: "#fbfaf7", dark: "#15171b" };
const TINT = 0.24;

/** Colours worked out so far, by theme and colour. @type {Map<string, string>} */
const worked = new Map();

/**
 * The theme around an element: Streamlit says its background in a CSS variable; else an attribute or the
 * system decides.
 *
 * @param {Element} within
 * @returns {Theme}
 */
export function themeAround(within) {
  const said = getComputedStyle(within).getPropertyValue("--st-background-color");
  const background = said ? parseColour(said) : null;
  if (background) return luminance(background) < 0.25 ? "dark" : "light";
  const named = document.documentElement.dataset.theme;
  if (named === "dark" || named === "light") return named;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/**
 * Name the CSS variables that hold the colours of a schema's entity labels.
 *
 * @param {import("../wire/types.js").Schema} schema
 * @returns {(label: string) => string} the `var(…)` of a label's colour
 */
export function hues(schema) {
  const places = new Map(schema.entity_labels.map((found, at) => [found.label, `var(--an-hue-${at})`]));
  return (label) => places.get(label) ?? "var(--quiet)";
}

/** @param {string} colour @param {Theme} theme */
function shade(colour, theme) {
  const key = `${theme} ${colour}`;
  const known = worked.get(key);
  if (known !== undefined) return known;
  const found = legible(colour, BACKGROUND[theme], TINT);
  worked.set(key, found);
  return found;
}

/**
 * Put theme and label colours on the root, as far as it has others: every mark would be styled anew.
 *
 * @param {HTMLElement} root
 * @param {import("../wire/types.js").Schema} schema
 * @param {Theme} theme
 */
export function applyTheme(root, schema, theme) {
  setAttribute(root, "data-theme", theme);
  schema.entity_labels.forEach(({ colour }, at) => {
    const [name, value] = [`--an-hue-${at}`, shade(colour, theme)];
    if (root.style.getPropertyValue(name) !== value) root.style.setProperty(name, value);
  });
}

/**
 * Call back when the theme may have changed.
 *
 * @param {Element} within
 * @param {() => void} onChange
 * @returns {() => void} stop
 */
export function watchTheme(within, onChange) {
  const query = window.matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", onChange);
  const observer = new MutationObserver(onChange);
  const options = { attributes: true, attributeFilter: ["style", "class", "data-theme"] };
  for (let above = within.parentElement; above; above = above.parentElement) observer.observe(above, options);
  return () => {
    query.removeEventListener("change", onChange);
    observer.disconnect();
  };
}
