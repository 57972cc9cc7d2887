/**
 * Where the text caret of `i` goes: by token, by word (to the next space) and by sentence. Offsets only, no
 * DOM.
 */

import { lineAt } from "./lines.js";

/** @typedef {import("./tokens.js").Tokens} Tokens */
/** @typedef {import("./lines.js").Line} Line */
/** @typedef {[number, number]} Span code points, half-open */
/** @typedef {1 | -1} Direction */
/** @typedef {"token" | "word" | "sentence"} Unit */
/** @typedef {{tokens: Tokens, offsets: import("./offsets.js").Offsets, lines: readonly Line[]}} Ground */

/**
 * The caret stands on one token; while it extends, the token that it began on stays.
 *
 * @typedef {{anchor: Span, head: Span}} Caret
 */

/**
 * The token at a place, else the next one, else the last one before it.
 *
 * @param {Tokens} tokens
 * @param {number} codePoint
 * @returns {Span | null} null in a text without any
 */
export function tokenNear(tokens, codePoint) {
  const here = tokens.wordAt(codePoint);
  if (here) return here;
  const start = tokens.nextTokenStart(codePoint - 1) ?? tokens.previousTokenStart(codePoint + 1);
  return start === null ? null : tokens.wordAt(start);
}

/**
 * The neighbouring token.
 *
 * @param {Tokens} tokens
 * @param {Span} span
 * @param {Direction} direction
 * @returns {Span} the same one at the end of the text
 */
export function neighbour(tokens, span, direction) {
  const start = direction === 1 ? tokens.nextTokenStart(span[1] - 1) : tokens.previousTokenStart(span[0]);
  return (start === null ? null : tokens.wordAt(start)) ?? span;
}

/**
 * Move the caret.
 *
 * @param {Caret} caret
 * @param {Unit} unit
 * @param {Direction} direction
 * @param {boolean} extend keep the token it began on
 * @param {Ground} ground
 * @returns {Caret}
 */
export function moved(caret, unit, direction, extend, ground) {
  const head = reach(caret.head, unit, direction, extend, ground);
  return { anchor: extend ? caret.anchor : head, head };
}

/**
 * What the caret covers.
 *
 * @param {Caret} caret
 * @returns {{start: number, end: number}}
 */
export function covered({ anchor, head }) {
  return { start: Math.min(anchor[0], head[0]), end: Math.max(anchor[1], head[1]) };
}

/**
 * @param {Span} from
 * @param {Unit} unit
 * @param {Direction} direction
 * @param {boolean} extend
 * @param {Ground} ground
 * @returns {Span}
 */
function reach(from, unit, direction, extend, ground) {
  if (unit === "token") return neighbour(ground.tokens, from, direction);
  if (unit === "word") return wordAway(from, direction, extend, ground.tokens);
  return sentenceAway(from, direction, ground);
}

/**
 * Extending to the right stops before the next space; all else goes to the beginning of a word.
 *
 * @param {Span} from
 * @param {Direction} direction
 * @param {boolean} extend
 * @param {Tokens} tokens
 */
function wordAway(from, direction, extend, tokens) {
  const edge = wordEdge(from, direction, tokens);
  if (extend && edge !== from) return edge;
  const beyond = neighbour(tokens, edge, direction);
  return extend || direction === -1 ? wordEdge(beyond, direction, tokens) : beyond;
}

/**
 * The last token without a space between it and this one.
 *
 * @param {Span} from
 * @param {Direction} direction
 * @param {Tokens} tokens
 */
function wordEdge(from, direction, tokens) {
  let at = from;
  for (;;) {
    const further = neighbour(tokens, at, direction);
    const touches = direction === 1 ? further[0] === at[1] : further[1] === at[0];
    if (further === at || !touches) return at;
    at = further;
  }
}

/**
 * @param {Span} from
 * @param {Direction} direction
 * @param {Ground} ground
 */
function sentenceAway(from, direction, { tokens, offsets, lines }) {
  for (let at = lineAt(lines, from[0]); at >= 0 && at < lines.length; at += direction) {
    const starts = sentenceStarts(lines[at], offsets).filter((start) =>
      direction === 1 ? start > from[0] : start < from[0],
    );
    if (direction === -1) starts.reverse();
    for (const start of starts) {
      const token = tokenNear(tokens, start);
      if (token && (direction === 1 ? token[0] > from[0] : token[0] < from[0])) return token;
    }
  }
  return from;
}

/**
 * @param {Line} line
 * @param {import("./offsets.js").Offsets} offsets
 * @returns {number[]} code points
 */
function sentenceStarts(line, offsets) {
  const before = offsets.toUtf16(line.start);
  const sentences = new Intl.Segmenter("en", { granularity: "sentence" }).segment(
    offsets.slice(line.start, line.end),
  );
  return [...sentences].map((sentence) => offsets.toCodePoint(before + sentence.index));
}
