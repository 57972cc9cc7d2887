/**
 * Has the time of the article shown each second while it runs; sleeps while it stands.
 */

const SECOND = 1000;

export class ArticleTimer {
  /**
   * @param {import("../session/work_time.js").Pace} pace
   * @param {import("../wire/types.js").Clock} clock
   * @param {(seconds: number, paused: boolean) => void} show
   */
  constructor(pace, clock, show) {
    this.pace = pace;
    this.clock = clock;
    this.show = show;
    this.asleep = true;
    /** @type {any} */
    this.timer = null;
  }

  /** Show it now, and go on. */
  tick() {
    this.stop();
    const { spent, paused } = this.pace;
    this.show(Math.floor(spent / SECOND), paused);
    this.asleep = paused;
    if (!paused) this.timer = this.clock.setTimeout(() => this.tick(), SECOND - (spent % SECOND));
  }

  /** Somebody acts again. */
  wake() {
    if (this.asleep) this.tick();
  }

  stop() {
    this.clock.clearTimeout(this.timer);
  }
}
