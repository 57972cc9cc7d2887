/**
 * The next article, drawn while nobody acts, so that going on to it only puts it in its place. Drawn in steps
 * of a few milliseconds: a key that comes meanwhile waits for no more than one of them.
 */

import { atOnce, whenIdle } from "../sync/idle.js";

/** @typedef {import("./article_view.js").Page} Page */
/** @typedef {import("../session/prefetch.js").Subject} Subject */

/** Longest text that is drawn ahead, in code points: what is drawn takes room until it is shown. */
const MOST = 250_000;

export class Ahead {
  /**
   * @param {(subject: Subject) => Generator<undefined, Page>} drawing
   * @param {typeof whenIdle} [idle]
   */
  constructor(drawing, idle = whenIdle) {
    this.drawing = drawing;
    this.idle = idle;
    /**
     * @type {{subject: Subject, steps: Generator<undefined, Page>, page: Page | null, stop: () => void} |
     *   null}
     */
    this.held = null;
  }

  /**
   * Draw another article; the one drawn before is dropped.
   *
   * @param {Subject | null} subject none: only drop that one
   */
  prepare(subject) {
    this.held?.stop();
    this.held = null;
    if (subject === null || subject.offsets.length > MOST) return;
    const held = {
      subject,
      steps: this.drawing(subject),
      page: /** @type {Page | null} */ (null),
      stop: () => {},
    };
    this.held = held;
    held.stop = this.idle(held.steps, (page) => {
      held.page = page;
    });
  }

  /**
   * The page of the article on screen, if it was begun; what is left to draw of it is drawn now. Handed out
   * once.
   *
   * @param {import("../model/state.js").State} state what it must have been drawn from
   * @returns {Page | null}
   */
  take(state) {
    const { held } = this;
    if (held?.subject.state !== state) return null;
    this.prepare(null);
    return held.page ?? atOnce(held.steps);
  }
}
