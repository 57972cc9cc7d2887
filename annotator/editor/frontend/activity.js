/**
 * How long a reviewer worked since the last decision. Pauses count at most half a minute each.
 */

const LONGEST_PAUSE = 30_000;

export class Activity {
  /** @param {import("./types.js").Clock} clock */
  constructor(clock) {
    this.clock = clock;
    this.active = 0;
    this.last = clock.now();
  }

  /** Something was done: a key, a movement of the mouse. */
  touch() {
    const now = this.clock.now();
    this.active += Math.min(Math.max(now - this.last, 0), LONGEST_PAUSE);
    this.last = now;
  }

  /** Active seconds since the last time this was asked, to a tenth. */
  take() {
    this.touch();
    const seconds = Math.round(this.active / 100) / 10;
    this.active = 0;
    return seconds;
  }
}
