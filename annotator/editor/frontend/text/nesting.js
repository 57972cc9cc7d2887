/**
 * How overlapping entities become nested marks: a tree of fragments for one line. Numbers only, no DOM.
 *
 * An entity that crosses the end of another is cut there, so that marks nest as elements must; both parts
 * carry its id. Where one entity lies in another, the inner one is drawn inside.
 */

/**
 * @typedef {object} Span
 * @property {string} id
 * @property {number} start
 * @property {number} end
 */

/**
 * @typedef {object} Fragment
 * @property {string} id the entity
 * @property {number} start
 * @property {number} end
 * @property {boolean} first the entity begins here
 * @property {boolean} last the entity ends here: this fragment carries the label
 * @property {number} height levels of fragments inside this one
 * @property {Fragment[]} inside
 */

/** @typedef {{id: string, start: number, end: number, first: boolean, last: boolean}} Piece */

/**
 * @param {{start: number, end: number, id: string}} one
 * @param {{start: number, end: number, id: string}} other
 */
export function bySpan(one, other) {
  return (
    one.start - other.start || other.end - one.end || (one.id < other.id ? -1 : Number(one.id > other.id))
  );
}

/**
 * The marks of one line.
 *
 * @param {Iterable<Span>} spans entities that touch the line, in any order
 * @param {number} from first code point of the line
 * @param {number} to one past its last
 * @returns {Fragment[]} in order of the text
 */
export function nest(spans, from, to) {
  /** @type {Piece[]} */
  const pieces = [];
  for (const { id, start, end } of spans) {
    const piece = {
      id,
      start: Math.max(start, from),
      end: Math.min(end, to),
      first: start >= from,
      last: end <= to,
    };
    if (piece.start < piece.end) pieces.push(piece);
  }
  return grow(pieces.sort(bySpan));
}

/**
 * @param {Piece[]} pieces sorted by span; used up
 * @returns {Fragment[]}
 */
function grow(pieces) {
  /** @type {Fragment[]} */
  const grown = [];
  let at = 0;
  while (at < pieces.length) {
    const outer = pieces[at];
    /** @type {Piece[]} */
    const inside = [];
    /** @type {Piece[]} */
    const beyond = [];
    for (at += 1; at < pieces.length && pieces[at].start < outer.end; at += 1) {
      const piece = pieces[at];
      if (piece.end <= outer.end) inside.push(piece);
      else {
        inside.push({ ...piece, end: outer.end, last: false });
        beyond.push({ ...piece, start: outer.end, first: false });
      }
    }
    if (beyond.length > 0) pieces = merged(beyond, pieces.slice(at));
    if (beyond.length > 0) at = 0;
    const nested = grow(inside.sort(bySpan));
    const height = nested.reduce((most, found) => Math.max(most, found.height + 1), 0);
    grown.push({ ...outer, height, inside: nested });
  }
  return grown;
}

/**
 * @param {Piece[]} beyond
 * @param {Piece[]} rest
 * @returns {Piece[]}
 */
function merged(beyond, rest) {
  return [...beyond, ...rest].sort(bySpan);
}
