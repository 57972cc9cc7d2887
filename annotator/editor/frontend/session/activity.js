/**
 * How long a reviewer was at work. A pause counts for at most half a minute; then the time stands until
 * something is done.
 */

const LONGEST_PAUSE = 30_000;

export class Activity {
  /** @param {import("../wire/types.js").Clock} clock */
  constructor(clock) {
    this.clock = clock;
    this.active = 0;
    this.last = clock.now();
  }

  /**
   * Count from here on.
   *
   * @param {number} [active] milliseconds at work before, such as before the page was loaded again
   */
  begin(active = 0) {
    this.active = active;
    this.last = this.clock.now();
  }

  /** Something was done: a key, a click, the text scrolled. */
  touch() {
    this.active = this.elapsed;
    this.last = this.clock.now();
  }

  /** Milliseconds at work until now. @returns {number} */
  get elapsed() {
    return this.active + Math.min(this.#rested, LONGEST_PAUSE);
  }

  /** Whether nobody has acted for so long that the time stands. */
  get paused() {
    return this.#rested >= LONGEST_PAUSE;
  }

  /** Active seconds since the last time this was asked, to a tenth. */
  take() {
    const seconds = Math.round(this.elapsed / 100) / 10;
    this.begin();
    return seconds;
  }

  // a clock that was set back in the meantime counts as no pause
  get #rested() {
    return Math.max(this.clock.now() - this.last, 0);
  }
}
