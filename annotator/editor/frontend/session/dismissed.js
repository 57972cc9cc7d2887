/**
 * What a reviewer said no to, by article, in the storage of this browser: nothing is asked twice.
 */

const KEY = "annotator:declined";
const ARTICLES = 200;
const EACH = 300;

export class Declined {
  /** @param {import("../wire/types.js").KeyStorage} storage */
  constructor(storage) {
    this.storage = storage;
  }

  /** @param {string} articleId @returns {Set<string>} */
  of(articleId) {
    return new Set(this.#read().find(([id]) => id === articleId)?.[1] ?? []);
  }

  /** @param {string} articleId @param {string} key */
  add(articleId, key) {
    const kept = this.#read();
    const keys = this.of(articleId).add(key);
    const others = kept.filter(([id]) => id !== articleId);
    try {
      this.storage.setItem(
        KEY,
        JSON.stringify([...others.slice(1 - ARTICLES), [articleId, [...keys].slice(-EACH)]]),
      );
    } catch {
      // a full storage: it will be asked again, which is no harm
    }
  }

  /**
   * What is kept, the article asked about last at the end; what is damaged counts as nothing.
   *
   * @returns {[string, string[]][]}
   */
  #read() {
    try {
      const kept = JSON.parse(this.storage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.filter(isEntry) : [];
    } catch {
      return [];
    }
  }
}

/** @param {unknown} entry @returns {entry is [string, string[]]} */
function isEntry(entry) {
  if (!Array.isArray(entry) || typeof entry[0] !== "string" || !Array.isArray(entry[1])) return false;
  return entry[1].every((key) => typeof key === "string");
}
