/**
 * Code points to UTF-16 and back: the only module that knows how a browser counts.
 * A text without characters beyond U+FFFF costs nothing; otherwise their places are kept and searched.
 */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** The offsets of one text. */
export class Offsets {
  /** @param {string} text */
  constructor(text) {
    /** @readonly */
    this.text = text;
    /** Code point offsets of the characters that take two UTF-16 units, ascending. @type {number[]} */
    this.wide = [];
    for (const found of text.matchAll(PAIR)) {
      this.wide.push(found.index - this.wide.length);
    }
    /** The length of the text in code points. @readonly */
    this.length = text.length - this.wide.length;
  }

  /**
   * @param {number} codePoint 0 to length; what lies outside is cut to that
   * @returns {number} the UTF-16 offset
   */
  toUtf16(codePoint) {
    const at = Math.min(Math.max(codePoint, 0), this.length);
    return at + countBelow(this.wide, at, 0);
  }

  /**
   * @param {number} unit a UTF-16 offset; inside a surrogate pair it means the start of that character
   * @returns {number} the code point offset
   */
  toCodePoint(unit) {
    const at = Math.min(Math.max(unit, 0), this.text.length);
    // the k-th wide character begins at unit wide[k] + k; one that has begun but not ended counts as not
    // passed
    const passed = countBelow(this.wide, at - 1, 1);
    return this.wide[passed] !== undefined && this.wide[passed] + passed === at - 1
      ? at - 1 - passed
      : at - passed;
  }

  /**
   * The words of a span.
   * @param {number} start code points
   * @param {number} end code points
   */
  slice(start, end) {
    return this.text.slice(this.toUtf16(start), this.toUtf16(end));
  }
}

/**
 * How many entries satisfy `sorted[k] + k * step < bound`.
 * @param {number[]} sorted
 * @param {number} bound
 * @param {number} step
 */
function countBelow(sorted, bound, step) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] + middle * step < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
