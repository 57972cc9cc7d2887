/**
 * Whether the reviewer is on the way to another page. What was typed goes first: a click on a link waits for
 * the server to have it, so that the page it leads to counts it. Streamlit gives up the page that it is about
 * to draw for a message of the one that is left, and draws nothing: what could not be sent in time waits
 * until one comes back.
 */

/**
 * Milliseconds after which a click on a link has led nowhere; a busy server takes seconds for another page.
 */
export const LONGEST = 6000;
/**
 * The longest (ms) that a click waits for what is unsent: a server that is slower would be as slow with the
 * page.
 */
export const HELD = 10_000;
/** How often (ms) a click that waits looks whether it may go on. */
const LOOK = 10;

/** @typedef {{click: () => void}} Link */

export class Departure {
  /**
   * @param {{clock: import("../wire/types.js").Clock, isBusy: () => boolean}} given
   *   isBusy: something typed on this page is on its way to the server
   */
  constructor({ clock, isBusy }) {
    this.clock = clock;
    this.isBusy = isBusy;
    this.began = -Infinity;
    this.held = /** @type {Link | null} */ (null);
    this.isReleasing = false;
  }

  get isUnderWay() {
    return this.clock.now() - this.began < LONGEST;
  }

  /** A page of the editor is there. */
  end() {
    this.began = -Infinity;
  }

  /** A click anywhere in the page. @param {MouseEvent} event */
  clicked(event) {
    const { target, button, ctrlKey, metaKey, shiftKey } = event;
    if (button !== 0 || ctrlKey || metaKey || shiftKey) return;
    const link = /** @type {HTMLElement | null} */ (
      /** @type {Element | null} */ (target)?.closest("a[href]:not([target='_blank'])")
    );
    if (!link) return;
    if (this.isReleasing || !this.isBusy()) {
      this.began = this.clock.now();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const waits = this.held !== null;
    this.held = link; // the link clicked last is the one that counts
    if (!waits) this.wait(this.clock.now() + HELD);
  }

  /** @param {number} until */
  wait(until) {
    if (this.isBusy() && this.clock.now() < until) {
      this.clock.setTimeout(() => this.wait(until), LOOK);
      return;
    }
    const link = this.held;
    this.held = null;
    this.isReleasing = true;
    try {
      link?.click();
    } finally {
      this.isReleasing = false;
    }
  }
}
