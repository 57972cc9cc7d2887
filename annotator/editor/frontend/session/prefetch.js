/**
 * The next article of the queue, brought while nobody acts, so that it can be shown the moment it is wanted.
 * What is held here is a picture like any other: operations on it carry its revision, and the server's own
 * picture takes its place when it arrives.
 */

import { whenIdle } from "../sync/idle.js";
import { Offsets } from "../text/offsets.js";
import { readingOrder } from "../model/order.js";
import { createState } from "../model/state.js";
import { Tokens } from "../text/tokens.js";

/** @typedef {import("../wire/types.js").EditorData} EditorData */
/**
 * @typedef {object} Subject what is worked out of a picture before anything can be drawn or decided
 * @property {EditorData} data
 * @property {import("../wire/types.js").Schema} schema
 * @property {Offsets} offsets
 * @property {Tokens} tokens
 * @property {import("../model/state.js").State} state
 */

/** Nobody has acted for this long (ms). */
const REST = 400;
/** A picture older than this (ms) is brought anew, as somebody else may have taken that article. */
const FRESH = 60_000;

export class Prefetch {
  /**
   * @param {{asker: import("../sync/asker.js").Asker, clock: import("../wire/types.js").Clock, idle?: typeof
   *   whenIdle}} given
   */
  constructor({ asker, clock, idle = whenIdle }) {
    this.asker = asker;
    this.clock = clock;
    this.idle = idle;
    /**
     * @type {{after: string, data: EditorData | null, at: number, subject: Subject | null} | null} null as
     *   data: nothing is left in the queue
     */
    this.held = null;
    /** Told what could be drawn ahead; null: nothing any more. @type {(subject: Subject | null) => void} */
    this.onSubject = () => undefined;
    /** Ends what is being worked out. */
    this.stop = () => {};
    /** @type {any} */
    this.timer = null;
  }

  /**
   * Somebody is at work in an article; when they pause, what comes after it is asked for.
   *
   * @param {string} articleId
   */
  rest(articleId) {
    this.clock.clearTimeout(this.timer);
    this.timer = this.clock.setTimeout(() => void this.bring(articleId), REST);
  }

  /** @param {string} articleId */
  async bring(articleId) {
    if (this.held?.after === articleId && this.clock.now() - this.held.at < FRESH) return;
    const answer = await this.asker.ask("next", { after: articleId });
    if (answer === null || answer.fault !== undefined || this.timer === null) return;
    this.#drop();
    const held = {
      after: articleId,
      data: /** @type {EditorData | null} */ (answer.editor),
      at: this.clock.now(),
      subject: null,
    };
    this.#hold(held);
  }

  /**
   * What comes after an article, if it is here; it is handed out once, with what was worked out of it.
   *
   * @param {string} articleId
   * @returns {{data: EditorData, subject: Subject | null} | null}
   */
  take(articleId) {
    const { held } = this;
    const found =
      held?.after === articleId && held.data !== null ? { data: held.data, subject: held.subject } : null;
    this.held = null;
    this.stop();
    if (found?.subject == null) this.onSubject(null);
    return found;
  }

  /** Another article may come next by now. @param {string} articleId the one on screen */
  renew(articleId) {
    this.#drop();
    this.rest(articleId);
  }

  /** Nobody looks at this page any more. */
  close() {
    this.clock.clearTimeout(this.timer);
    this.timer = null;
    this.#drop();
  }

  /** @param {NonNullable<Prefetch["held"]>} held */
  #hold(held) {
    this.held = held;
    if (held.data === null) return;
    this.stop = this.idle(workedOut(held.data), (subject) => {
      held.subject = subject;
      this.onSubject(subject);
    });
  }

  #drop() {
    this.held = null;
    this.stop();
    this.onSubject(null);
  }
}

/**
 * @param {EditorData} data
 * @returns {Generator<undefined, Subject>}
 */
export function* workedOut(data) {
  const offsets = new Offsets(data.article.text);
  yield;
  const tokens = new Tokens(offsets);
  yield;
  const state = createState(data, offsets.length);
  yield;
  readingOrder(state);
  return { data, schema: data.schema, offsets, tokens, state };
}
