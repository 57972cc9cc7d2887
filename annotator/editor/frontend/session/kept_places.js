/**
 * Where a reviewer was in each article, kept in this browser: what had the focus, what of the text was in
 * sight, and how long the reviewer had been at work.
 */

/** @typedef {import("../wire/types.js").Item} Item */
/**
 * @typedef {{start: number, above: number}} Sight the first line in sight, by its first code point; how many
 *   pixels of it are above
 */
/** @typedef {Sight & {focus: Item | null, spent: number, since: number}} Place
 *   spent: milliseconds at work on the article; since: of these, after the last decision */

const KEY = "annotator:places";
/** Articles remembered, the newest. */
const MOST = 200;

export class Places {
  /** @param {import("../wire/types.js").KeyStorage} storage */
  constructor(storage) {
    this.storage = storage;
  }

  /**
   * @param {string} articleId
   * @returns {Place | null} where the article was left, or null where it never was
   */
  of(articleId) {
    const [, place] = this.#read().find(([id]) => id === articleId) ?? [];
    return place ?? null;
  }

  /** @param {string} articleId @param {Place} place */
  keep(articleId, place) {
    // read again each time: other tabs keep their articles in the same storage
    const others = this.#read().filter(([id]) => id !== articleId);
    try {
      this.storage.setItem(KEY, JSON.stringify([...others, [articleId, place]].slice(-MOST)));
    } catch {
      return; // a storage that is full or blocked: the article begins at its first pending item again
    }
  }

  /** @returns {[string, Place][]} */
  #read() {
    try {
      const value = JSON.parse(this.storage.getItem(KEY) ?? "[]");
      return Array.isArray(value) ? value.filter(isEntry) : [];
    } catch {
      return [];
    }
  }
}

/** @param {any} entry */
function isEntry(entry) {
  if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string" || !entry[1]) return false;
  const [, { focus, start, above, spent, since }] = entry;
  if (![start, above, spent, since].every(Number.isFinite) || start < 0 || spent < 0 || since < 0)
    return false;
  return focus === null || (["entity", "relation"].includes(focus?.kind) && typeof focus.id === "string");
}
