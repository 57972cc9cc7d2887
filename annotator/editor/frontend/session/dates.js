/**
 * The times that the dates of an article name. The server works them out (annotator/core/dates): those of a
 * picture come with it, those of words that a reviewer has made a date since are asked for. No DOM.
 */

/** @typedef {import("../wire/types.js").DateTime} DateTime */
/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {{published: string | null, words: string}} Said words of an article that was published then */

/** The labels whose entities are dates, as in Python. */
export const DATE_LABELS = new Set(["DATE", "TIME"]);
/** No date has more letters; what has is not asked for. */
const LONGEST = 80;
/** Of so many at once the server tells the times. */
const MOST = 50;
/** So many are kept in a tab. */
const KEPT = 2000;

export class Dates {
  /**
   * @param {Pick<import("../sync/asker.js").Asker, "ask">} asker
   * @param {() => void} onKnown more times are known
   */
  constructor(asker, onKnown) {
    this.asker = asker;
    this.onKnown = onKnown;
    /** @type {Map<string, DateTime | null>} by what was said, oldest first */
    this.known = new Map();
    /** What is asked for, by its key. @type {Map<string, Said>} */
    this.open = new Map();
  }

  /** Take what comes with a picture. @param {import("../wire/types.js").EditorData} data */
  learn({ article, dates }) {
    this.#keep(article.published, dates);
  }

  /** @param {Said} said @returns {DateTime | null} null: nobody knows, or not yet */
  of(said) {
    return this.known.get(keyOf(said)) ?? null;
  }

  /**
   * Ask for what is not known yet of some words.
   *
   * @param {string | null} published
   * @param {Iterable<string>} words
   */
  want(published, words) {
    const before = this.open.size;
    for (const found of words) {
      const said = { published, words: found };
      if (found.length <= LONGEST && !this.known.has(keyOf(said))) this.open.set(keyOf(said), said);
    }
    if (this.open.size > before) void this.#ask(published);
  }

  /** @param {string | null} published */
  async #ask(published) {
    for (const [key, said] of this.open) if (said.published !== published) this.open.delete(key);
    const words = [...this.open.values()].slice(0, MOST).map((said) => said.words);
    const answer = await this.asker.ask("dates", { published, words });
    if (answer === null) return; // the newer question is about these too
    for (const found of words) this.open.delete(keyOf({ published, words: found }));
    if (answer.fault !== undefined) return; // asked again when one of them changes
    this.#keep(published, /** @type {import("../wire/types.js").DateTold[]} */ (answer.dates));
    this.onKnown();
    if (this.open.size > 0) void this.#ask(published);
  }

  /**
   * @param {string | null} published
   * @param {readonly import("../wire/types.js").DateTold[]} dates
   */
  #keep(published, dates) {
    for (const { words, time } of dates) this.known.set(keyOf({ published, words }), time);
    for (const key of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(key);
    }
  }
}

/**
 * How a time reads: its value as it is exported, and what that is where the value does not show it by itself.
 *
 * @param {DateTime} time
 */
export function timeInWords({ value, granularity }) {
  return granularity === "day" || granularity === "year" ? value : `${value} (${granularity})`;
}

/** @param {Said} said */
function keyOf({ published, words }) {
  return `${published ?? ""}\n${words}`;
}
