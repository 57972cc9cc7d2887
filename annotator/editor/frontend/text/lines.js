/**
 * The lines of an article: what the page shows as one paragraph each. Numbers only, no DOM.
 */

/**
 * @typedef {object} TextOffsets what this module needs of `Offsets`
 * @property {(utf16: number) => number} toCodePoint
 * @property {number} length code points
 */

/**
 * @typedef {object} Line
 * @property {number} index place among the lines
 * @property {number} start first code point
 * @property {number} end one past the last code point before the newline
 * @property {number} next where the following line starts; the newline lies between `end` and `next`
 * @property {boolean} blank nothing but white space
 * @property {boolean} furniture navigation, credits, blurbs: nothing a reviewer decides on
 */

/**
 * Split a text at its newlines; a text without any is one line.
 *
 * @param {string} text
 * @param {TextOffsets} offsets
 * @param {readonly (readonly [number, number])[]} furniture code point ranges
 * @returns {Line[]}
 */
export function splitLines(text, offsets, furniture) {
  /** @type {Line[]} */
  const lines = [];
  let from = 0;
  while (from <= text.length) {
    const found = text.indexOf("\n", from);
    const to = found === -1 ? text.length : found;
    const after = found === -1 ? text.length : found + 1;
    const shown = text.slice(from, to);
    const start = offsets.toCodePoint(from);
    const lead = shown.length - shown.trimStart().length;
    const first = offsets.toCodePoint(from + lead);
    const last = offsets.toCodePoint(from + Math.max(lead, shown.trimEnd().length));
    lines.push({
      index: lines.length,
      start,
      end: offsets.toCodePoint(to),
      next: offsets.toCodePoint(after),
      blank: first === last,
      furniture: first < last && furniture.some(([begin, end]) => begin <= first && last <= end),
    });
    if (found === -1) break;
    from = after;
    if (from === text.length) break;
  }
  return lines;
}

/**
 * The index of the line that a code point lies in (a newline belongs to the line it ends).
 *
 * @param {readonly Line[]} lines
 * @param {number} codePoint
 * @returns {number}
 */
export function lineAt(lines, codePoint) {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle].start <= codePoint) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The first and the last line that a span touches.
 *
 * @param {readonly Line[]} lines
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function linesOf(lines, start, end) {
  return [lineAt(lines, start), lineAt(lines, Math.max(start, end - 1))];
}

/**
 * Cut the lines into blocks of about `size` characters: what the browser may leave unpainted off-screen.
 *
 * @param {readonly Line[]} lines
 * @param {number} size
 * @returns {[number, number][]} half-open ranges of line indices
 */
export function blocksOf(lines, size) {
  /** @type {[number, number][]} */
  const blocks = [];
  let first = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const full = lines[at].next - lines[first].start >= size;
    if (full || at === lines.length - 1) {
      blocks.push([first, at + 1]);
      first = at + 1;
    }
  }
  return blocks;
}

/**
 * How high some lines will be, before anybody has drawn them; keeps the scroll bar honest.
 *
 * @param {readonly Line[]} lines
 * @param {{row: number, blank: number, furniture: number, columns: number}} measure heights in pixels,
 *   characters a row
 * @returns {number} pixels
 */
export function estimatedHeight(lines, measure) {
  let height = 0;
  for (const line of lines) {
    if (line.blank) height += measure.blank;
    else {
      const rows = Math.ceil((line.end - line.start) / measure.columns);
      height += rows * (line.furniture ? measure.furniture : measure.row);
    }
  }
  return height;
}
