/**
 * Stretches of text shown in a colour without touching the text: the browser's custom highlights, where it
 * has them.
 */

/** Named once here and in marks.css. */
/** @typedef {"an-found" | "an-current" | "an-missed"} Name */

/**
 * Show stretches; those shown before go.
 *
 * @param {Name} name
 * @param {readonly Range[]} ranges
 */
export function highlight(name, ranges) {
  if (typeof Highlight === "undefined" || !("highlights" in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

/** Take highlights away. @param {...Name} names */
export function clearHighlights(...names) {
  for (const name of names) highlight(name, []);
}
