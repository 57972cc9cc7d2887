/**
 * Words of the text, for boundaries that move by token. In code points.
 * Tokens are found paragraph by paragraph, when asked for: a long article costs nothing to open.
 */

import { cutRun } from "./word_rules.js";

/** @typedef {[number, number]} Span  code points, half-open */
/**
 * @typedef {{start: number, end: number, starts: number[], ends: number[]}} Found  tokens of one piece;
 *   starts and ends in code points
 */

const SPACE = /^[\s\p{Z}\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
/**
 * Characters none of which joins its neighbours into one cluster (a cut inside \r\n is harmless: both are
 * space).
 */
const SIMPLE = /^[\t\n\r\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;
/** Longest piece of text that is cut at once, in UTF-16 units. */
const PIECE = 1024;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The tokens of one text. */
export class Tokens {
  /** @param {import("./offsets.js").Offsets} offsets */
  constructor(offsets) {
    this.offsets = offsets;
    /** Where the pieces begin, in UTF-16 units, with the end of the text last. @type {number[]} */
    this.bounds = pieceBounds(offsets.text);
    /** @type {(Found | undefined)[]} */
    this.found = [];
  }

  /** The first token end after an offset, or null. @param {number} codePoint */
  nextTokenEnd(codePoint) {
    return this.following(codePoint, "ends");
  }

  /** The last token end before an offset, or null. @param {number} codePoint */
  previousTokenEnd(codePoint) {
    return this.preceding(codePoint, "ends");
  }

  /** The first token start after an offset, or null. @param {number} codePoint */
  nextTokenStart(codePoint) {
    return this.following(codePoint, "starts");
  }

  /** The last token start before an offset, or null. @param {number} codePoint */
  previousTokenStart(codePoint) {
    return this.preceding(codePoint, "starts");
  }

  /**
   * The token that an offset lies in, or null between tokens.
   *
   * @param {number} codePoint
   * @returns {Span | null}
   */
  wordAt(codePoint) {
    const { starts, ends } = this.piece(this.pieceAt(codePoint));
    const at = countWhile(starts, (start) => start <= codePoint) - 1;
    return at >= 0 && codePoint < ends[at] ? [starts[at], ends[at]] : null;
  }

  /** All tokens that touch a span. @param {number} start @param {number} end @returns {Span[]} */
  tokensBetween(start, end) {
    /** @type {Span[]} */
    const spans = [];
    for (let index = this.pieceAt(start); index < this.bounds.length - 1; index += 1) {
      const piece = this.piece(index);
      if (piece.start >= end) break;
      piece.starts.forEach((from, at) => {
        if (from < end && piece.ends[at] > start) spans.push([from, piece.ends[at]]);
      });
    }
    return spans;
  }

  /**
   * What a drag means: the span grown to whole tokens, or null where it holds none.
   *
   * @param {number} start
   * @param {number} end
   * @returns {Span | null}
   */
  snap(start, end) {
    const touched = this.tokensBetween(start, end);
    return touched.length === 0 ? null : [touched[0][0], touched[touched.length - 1][1]];
  }

  /** @param {number} codePoint @param {"starts" | "ends"} side */
  following(codePoint, side) {
    for (let index = this.pieceAt(codePoint); index < this.bounds.length - 1; index += 1) {
      const places = this.piece(index)[side];
      const at = countWhile(places, (place) => place <= codePoint);
      if (at < places.length) return places[at];
    }
    return null;
  }

  /** @param {number} codePoint @param {"starts" | "ends"} side */
  preceding(codePoint, side) {
    for (let index = this.pieceAt(codePoint); index >= 0; index -= 1) {
      const places = this.piece(index)[side];
      const at = countWhile(places, (place) => place < codePoint);
      if (at > 0) return places[at - 1];
    }
    return null;
  }

  /** @param {number} codePoint */
  pieceAt(codePoint) {
    const unit = this.offsets.toUtf16(codePoint);
    const last = Math.max(this.bounds.length - 2, 0);
    return Math.min(Math.max(countWhile(this.bounds, (bound) => bound <= unit) - 1, 0), last);
  }

  /** @param {number} index @returns {Found} */
  piece(index) {
    const known = this.found[index];
    if (known !== undefined) return known;
    const [from, to] = [this.bounds[index] ?? 0, this.bounds[index + 1] ?? 0];
    const made = tokensOf(this.offsets.text.slice(from, to), this.offsets.toCodePoint(from));
    this.found[index] = made;
    return made;
  }
}

/**
 * Pieces that are cut on their own: paragraphs, and long ones parted where a word follows a space. No token
 * spans two.
 * @param {string} text
 */
function pieceBounds(text) {
  const bounds = [0];
  let from = 0;
  while (from < text.length) {
    const newline = text.indexOf("\n", from);
    let to = newline < 0 ? text.length : newline + 1;
    if (to - from > PIECE) to = parting(text, from + PIECE, to);
    bounds.push(to);
    from = to;
  }
  return bounds;
}

/** @param {string} text @param {number} from @param {number} end */
function parting(text, from, end) {
  // an ASCII letter or digit after a plain space begins a grapheme cluster for certain
  const gap = / (?=[A-Za-z0-9])/g;
  gap.lastIndex = from;
  const found = gap.exec(text);
  return found !== null && found.index + 1 < end ? found.index + 1 : end;
}

/** @param {string} text @param {number} start code point offset of the piece @returns {Found} */
function tokensOf(text, start) {
  const clusters = SIMPLE.test(text)
    ? [...text]
    : Array.from(graphemes.segment(text), (part) => part.segment);
  /** @type {Found} */
  const found = { start, end: start, starts: [], ends: [] };
  let at = start;
  for (let from = 0; from < clusters.length; ) {
    if (SPACE.test(clusters[from])) {
      at += codePoints(clusters[from]);
      from += 1;
      continue;
    }
    let to = from + 1;
    while (to < clusters.length && !SPACE.test(clusters[to])) to += 1;
    for (const length of cutRun(clusters.slice(from, to))) {
      found.starts.push(at);
      for (const last = from + length; from < last; from += 1) at += codePoints(clusters[from]);
      found.ends.push(at);
    }
  }
  found.end = at;
  return found;
}

/** @param {string} cluster */
function codePoints(cluster) {
  return cluster.length === 1 ? 1 : Array.from(cluster).length;
}

/**
 * How many entries of an ascending list satisfy a condition that holds for a beginning of it.
 * @param {number[]} sorted
 * @param {(value: number) => boolean} condition
 */
function countWhile(sorted, condition) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (condition(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
