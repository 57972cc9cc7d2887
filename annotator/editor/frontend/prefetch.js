/**
 * The next article of the queue, brought while nobody acts, so that it can be shown the moment it is wanted.
 * What is held here is a picture like any other: operations on it carry its revision, and the server's own picture
 * takes its place when it arrives.
 */

/** @typedef {import("./types.js").EditorData} EditorData */

/** Nobody has acted for this long (ms). */
const REST = 400;
/** A picture older than this (ms) is brought anew, as somebody else may have taken that article. */
const FRESH = 60_000;

export class Prefetch {
  /** @param {{asker: import("./asker.js").Asker, clock: import("./types.js").Clock}} given */
  constructor({ asker, clock }) {
    this.asker = asker;
    this.clock = clock;
    /** @type {{after: string, data: EditorData | null, at: number} | null} null as data: nothing is left in the queue */
    this.held = null;
    /** @type {any} */
    this.timer = null;
  }

  /** Somebody is at work in an article; when they pause, what comes after it is asked for. @param {string} articleId */
  rest(articleId) {
    this.clock.clearTimeout(this.timer);
    this.timer = this.clock.setTimeout(() => void this.bring(articleId), REST);
  }

  /** @param {string} articleId */
  async bring(articleId) {
    if (this.held?.after === articleId && this.clock.now() - this.held.at < FRESH) return;
    const answer = await this.asker.ask("next", { after: articleId });
    if (answer === null || answer.fault !== undefined || this.timer === null) return;
    this.held = { after: articleId, data: /** @type {EditorData | null} */ (answer.editor), at: this.clock.now() };
  }

  /** What comes after an article, if it is here; it is handed out once. @param {string} articleId @returns {EditorData | null} */
  take(articleId) {
    const data = this.held?.after === articleId ? this.held.data : null;
    this.held = null;
    return data;
  }

  /** Nobody looks at this page any more. */
  close() {
    this.clock.clearTimeout(this.timer);
    this.timer = null;
    this.held = null;
  }
}
