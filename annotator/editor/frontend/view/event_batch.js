/**
 * Draws once what several steps change: events that come while a job runs are told as one at its end.
 */

import { merged } from "../session/events.js";

/** @typedef {import("../wire/types.js").ReviewEvent} ReviewEvent */

export class Gathering {
  /**
   * @param {{draw: (event: ReviewEvent) => void, finish: () => void}} given finish: after every job, whether
   *   or not it changed anything
   */
  constructor({ draw, finish }) {
    this.draw = draw;
    this.finish = finish;
    this.running = 0;
    /** @type {ReviewEvent | null} */
    this.collected = null;
  }

  /**
   * @template T
   * @param {() => T} job may begin another one
   * @returns {T}
   */
  together(job) {
    this.running += 1;
    try {
      return job();
    } finally {
      this.running -= 1;
      if (this.running === 0) this.#end();
    }
  }

  /** Something happened. @param {ReviewEvent} event */
  notice(event) {
    const whole = this.collected ? merged(this.collected, event) : event;
    if (this.running > 0) this.collected = whole;
    else this.draw(whole);
  }

  #end() {
    const event = this.collected;
    this.collected = null;
    if (event) this.draw(event);
    this.finish();
  }
}
