/**
 * The relation list as values: groups by head, in the order of the text. No DOM.
 */

/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("../wire/types.js").Relation} Relation */

/**
 * @typedef {object} Group
 * @property {string} key what the group is known by from one drawing to the next
 * @property {string} title the head's words
 * @property {boolean} goesOn it is a later piece of a long group, and needs no title
 * @property {string[]} rows relation ids
 */

/** Longest group in one piece: the browser leaves pieces out of sight unpainted. */
const PIECE = 12;

/**
 * Group relations by the words of their heads; heads of the same words stand together. Long groups come in
 * pieces.
 *
 * @param {ReadonlyMap<string, Relation>} relations
 * @param {ReadonlyMap<string, Entity>} entities
 * @param {(entityId: string) => string} wordsOf
 * @returns {Group[]}
 */
export function groupRelations(relations, entities, wordsOf) {
  const rows = [...relations.entries()].map(([id, relation]) => ({
    id,
    words: wordsOf(relation.head),
    head: entities.get(relation.head)?.start ?? 0,
    tail: entities.get(relation.tail)?.start ?? 0,
  }));
  rows.sort((one, other) => one.head - other.head || one.tail - other.tail || (one.id < other.id ? -1 : 1));
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const { id, words } of rows) {
    const key = words.toLocaleLowerCase();
    const group = groups.get(key);
    if (group) group.rows.push(id);
    else groups.set(key, { key, title: words, goesOn: false, rows: [id] });
  }
  return [...groups.values()].flatMap(inPieces);
}

/**
 * @param {Group} group
 * @returns {Group[]}
 */
function inPieces({ key, title, rows }) {
  const pieces = [];
  for (let at = 0; at < rows.length; at += PIECE) {
    pieces.push({ key: `${at}:${key}`, title, goesOn: at > 0, rows: rows.slice(at, at + PIECE) });
  }
  return pieces;
}

/**
 * @param {number | null} score 0 to 1
 * @param {"machine" | "human"} origin
 * @returns {string}
 */
export function scoreText(score, origin) {
  if (origin === "human") return "you";
  if (score === null) return "";
  return score >= 0.995
    ? "1.0"
    : `.${Math.floor(score * 100 + 0.5)
        .toString()
        .padStart(2, "0")}`;
}

/** @type {Readonly<Record<string, string>>} */
export const GLYPHS = { pending: "○", accepted: "✓", rejected: "×", corrected: "✓", added: "+" };

/** How a screen reader says them. @type {Readonly<Record<import("../wire/types.js").Status, string>>} */
export const STATUS_WORDS = {
  pending: "to decide",
  accepted: "accepted",
  rejected: "rejected",
  corrected: "corrected",
  added: "added",
};

/**
 * Cut long words for a row; the whole stands in its title.
 *
 * @param {string} words
 * @param {number} most characters
 */
export function shortened(words, most) {
  const flat = words.replace(/\s+/gu, " ").trim();
  const letters = [...flat];
  return letters.length <= most
    ? flat
    : `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * What a filter looks in.
 *
 * @param {readonly string[]} parts
 */
export function sought(parts) {
  return parts.join(" ").toLocaleLowerCase();
}

/**
 * Whether every word of a filter occurs, in any order: `turkey pending`.
 *
 * @param {string} text made by `sought`
 * @param {string} filter as typed
 */
export function fits(text, filter) {
  return filter
    .toLocaleLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
