/**
 * Stretches of text shown in a colour without touching the text: the browser's custom highlights, where it has them.
 */

/** Named once here and in marks.css. */
const NAMES = /** @type {const} */ (["an-found", "an-current"]);

/**
 * Show stretches; those shown before go.
 *
 * @param {(typeof NAMES)[number]} name
 * @param {readonly Range[]} ranges
 */
export function highlight(name, ranges) {
  if (typeof Highlight === "undefined" || !("highlights" in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

/** Take all highlights away. */
export function clearHighlights() {
  for (const name of NAMES) highlight(name, []);
}
