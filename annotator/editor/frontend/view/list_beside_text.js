/**
 * Whether the relation list stands beside the text or under it: beside it only where a row of the text keeps
 * the 60 characters that it is read best with, at the size that was chosen. Numbers in, a verdict out.
 */

/**
 * Below this width of the page (px) the list lies under the text, by the size of the text.
 *
 * @type {Readonly<Record<string, number>>}
 */
const BESIDE_FROM = { 15: 1024, 16: 1024, 18: 1024, 20: 1104, 22: 1184 };

/**
 * @param {number} width of the page, in pixels
 * @param {string} size of the text, as the settings name it
 */
export function isStacked(width, size) {
  return width < (BESIDE_FROM[size] ?? 1024);
}

/**
 * Call back when the page gets wider or narrower.
 *
 * @param {() => void} onChange
 * @returns {() => void} stop
 */
export function followWidth(onChange) {
  globalThis.addEventListener("resize", onChange);
  return () => globalThis.removeEventListener("resize", onChange);
}
