/**
 * Who else is at this article: asked soon after it is opened, and every now and then while the page is in
 * sight. No DOM.
 */

/** Not at once (ms): the article comes first. */
const SOON = 600;
/** As often (ms) as this; the server forgets after a little more than two of them. */
const EVERY = 15_000;

export class Presence {
  /**
   * @param {{asker: Pick<import("./asker.js").Asker, "ask">, clock: import("../wire/types.js").Clock, isSeen:
   *   () => boolean, onKnown: (names: string[]) => void}} given isSeen: somebody can see the page
   */
  constructor({ asker, clock, isSeen, onKnown }) {
    this.asker = asker;
    this.clock = clock;
    this.isSeen = isSeen;
    this.onKnown = onKnown;
    /** @type {any} */
    this.timer = null;
    /** @type {string | null} */
    this.article = null;
  }

  /** Another article. @param {string} id */
  open(id) {
    this.stop();
    this.article = id;
    this.onKnown([]);
    this.timer = this.clock.setTimeout(() => void this.#ask(), SOON);
  }

  stop() {
    this.clock.clearTimeout(this.timer);
    this.article = null;
  }

  async #ask() {
    const id = this.article;
    if (id === null) return;
    const answer = this.isSeen() ? await this.asker.ask("presence", { article_id: id }) : null;
    if (id !== this.article) return;
    if (answer !== null && answer.fault === undefined)
      this.onKnown(/** @type {string[]} */ (answer.others ?? []));
    this.timer = this.clock.setTimeout(() => void this.#ask(), EVERY);
  }
}

/** @param {readonly string[]} names @returns {string} */
export function inWords(names) {
  if (names.length === 0) return "";
  const [last, ...before] = [...names].reverse();
  const people = before.length === 0 ? last : `${before.reverse().join(", ")} and ${last}`;
  return `${people} ${names.length === 1 ? "is" : "are"} here too`;
}
