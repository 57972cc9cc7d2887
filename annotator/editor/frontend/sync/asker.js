/**
 * What the page asks the server beside the save path: the next article, a history, a search. A question
 * changes nothing, so it may be lost and asked again. One is under way at a time, and edits come first.
 */

/** @typedef {import("../wire/types.js").Question} Question */
/** @typedef {import("../wire/types.js").Answer} Answer */

/**
 * @typedef {object} Asked
 * @property {string} what
 * @property {Record<string, unknown>} parameters
 * @property {boolean} urgent
 * @property {(answer: Answer | null) => void} settle
 * @property {any} life the timer that gives it up
 */

/** No answer for this long (ms): it is asked once more. */
const PATIENCE = 4000;
/** A question lives this long (ms), waiting included. */
export const LIFE = 12_000;
const SILENCE = "the server does not answer";

export class Asker {
  /**
   * @param {{send: (question: Question) => void, clock: import("../wire/types.js").Clock, busy?: () =>
   *   boolean}} given send may throw when there is nothing to send with; busy: edits are under way
   */
  constructor({ send, clock, busy = () => false }) {
    this.send = send;
    this.clock = clock;
    this.busy = busy;
    this.number = 0;
    /** @type {Map<string, Asked>} by what is asked, oldest first */
    this.waiting = new Map();
    this.flight = /** @type {{number: number, asked: Asked, again: any} | null} */ (null);
  }

  /**
   * Ask the server. Of several questions of a kind only the newest is answered.
   *
   * @param {string} what a name of ANSWERS in annotator/editor/answers.py
   * @param {Record<string, unknown>} [parameters]
   * @param {{urgent?: boolean}} [how] urgent: somebody looks at the place where the answer shall stand, so it
   *   does not wait until everything typed is stored
   * @returns {Promise<Answer | null>} with `fault` where there is none; null: a newer question took its place
   */
  ask(what, parameters = {}, { urgent = false } = {}) {
    return new Promise((resolve) => {
      /** @type {Asked} */
      const asked = { what, parameters, urgent, settle: resolve, life: null };
      asked.life = this.clock.setTimeout(() => this.giveUp(asked), LIFE);
      this.overtake(what);
      this.waiting.set(what, asked);
      this.pump();
    });
  }

  /** What the server says. Harmless when it comes twice, late or for another page. @param {Answer} answer */
  receive(answer) {
    const flight = this.flight;
    if (flight === null || answer.number !== flight.number || answer.what !== flight.asked.what) return;
    this.land();
    this.settle(flight.asked, answer);
    this.pump();
  }

  /** Send what waits, if it may go now: called whenever edits may have been stored. */
  pump() {
    if (this.flight !== null) return;
    const busy = this.busy();
    for (const asked of this.waiting.values()) {
      if (busy && !asked.urgent) continue;
      this.waiting.delete(asked.what);
      this.dispatch(asked, true);
      return;
    }
  }

  /** A newer question of the kind is there. @param {string} what */
  overtake(what) {
    const older = this.waiting.get(what);
    this.waiting.delete(what);
    if (older) this.settle(older, null);
    // its answer is awaited all the same, as two under way would wait for each other at the server anyway
    if (this.flight?.asked.what === what) this.settle(this.flight.asked, null);
  }

  /** @param {Asked} asked @param {boolean} first whether it may be asked once more */
  dispatch(asked, first) {
    this.number += 1;
    const again = this.clock.setTimeout(() => this.lost(asked, first), PATIENCE);
    this.flight = { number: this.number, asked, again };
    try {
      this.send({ ...asked.parameters, format: "annotator-ask/1", number: this.number, what: asked.what });
    } catch {
      return; // nothing is mounted yet: the timer asks again
    }
  }

  /** No answer came. @param {Asked} asked @param {boolean} first */
  lost(asked, first) {
    this.land();
    if (asked.life !== null && first) this.dispatch(asked, false);
    else {
      this.settle(asked, this.silence(asked));
      this.pump();
    }
  }

  /** @param {Asked} asked */
  giveUp(asked) {
    if (this.waiting.get(asked.what) === asked) this.waiting.delete(asked.what);
    if (this.flight?.asked === asked) this.land();
    this.settle(asked, this.silence(asked));
    this.pump();
  }

  /** The question under way needs no more waiting for. */
  land() {
    this.clock.clearTimeout(this.flight?.again);
    this.flight = null;
  }

  /** @param {Asked} asked @param {Answer | null} answer */
  settle(asked, answer) {
    this.clock.clearTimeout(asked.life);
    asked.life = null;
    asked.settle(answer);
  }

  /** @param {Asked} asked @returns {Answer} */
  silence({ what }) {
    return { format: "annotator-answer/1", number: this.number, what, fault: SILENCE };
  }
}
