/**
 * What a reviewer reads to judge a relation: the sentence of its ends, or one for each where they stand
 * apart, with both ends marked in it. Values only, no DOM.
 */

import { lineAt } from "./lines.js";
import { LONGEST, stretchAround } from "./sentences.js";

/** @typedef {{start: number, end: number}} Span code points */
/** @typedef {import("./lines.js").Line} Line */
/** @typedef {{text: string, end: "head" | "tail" | null}} Piece */

const APART = " ⋯ ";

/**
 * @param {import("./offsets.js").Offsets} offsets of the article
 * @param {readonly Line[]} lines
 * @param {Span} head
 * @param {Span} tail
 * @returns {Piece[]} in order of the text
 */
export function contextOf(offsets, lines, head, tail) {
  const ends = [
    { ...head, name: /** @type {const} */ ("head") },
    { ...tail, name: /** @type {const} */ ("tail") },
  ];
  ends.sort((one, other) => one.start - other.start || other.end - one.end);
  const [first, second] = ends.map(({ start, end, name }) => {
    const line = lines[lineAt(lines, start)];
    const before = offsets.toUtf16(line.start);
    const text = offsets.slice(line.start, line.end);
    return {
      line,
      text,
      name,
      from: offsets.toUtf16(start) - before,
      to: Math.min(offsets.toUtf16(end) - before, text.length),
    };
  });
  const to = Math.max(first.to, second.to);
  const together = first.line === second.line && to - first.from <= LONGEST;
  if (together) return pieces(first.text, first.from, to, [first, second], LONGEST);
  const apart = { text: APART, end: null };
  const [one, other] = [first, second].map((end) => pieces(end.text, end.from, end.to, [end], LONGEST / 2));
  return [...one, apart, ...other];
}

/**
 * @param {string} line
 * @param {number} from
 * @param {number} to
 * @param {readonly {from: number, to: number, name: "head" | "tail"}[]} marked in order; the inner one of two
 *   that overlap wins
 * @param {number} longest
 * @returns {Piece[]}
 */
function pieces(line, from, to, marked, longest) {
  const { start, end, cutBefore, cutAfter } = stretchAround(line, from, to, longest);
  const cuts = [...new Set([start, end, ...marked.flatMap((one) => [one.from, one.to])])].sort(
    (one, other) => one - other,
  );
  /** @type {Piece[]} */
  const made = cutBefore ? [{ text: "… ", end: null }] : [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const inside = marked.filter((one) => one.from <= cuts[at] && cuts[at + 1] <= one.to);
    made.push({ text: line.slice(cuts[at], cuts[at + 1]), end: inside[inside.length - 1]?.name ?? null });
  }
  if (cutAfter) made.push({ text: " …", end: null });
  return made;
}
