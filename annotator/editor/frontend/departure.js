/**
 * Whether the reviewer is on the way to another page. Streamlit gives up the page that it is about to draw for a message
 * of the one that is left, and draws nothing: messages wait until the page has changed, and are sent when one comes back.
 */

/** Milliseconds after which a click on a link has led nowhere; a busy server takes seconds for another page. */
export const LONGEST = 6000;

export class Departure {
  /** @param {() => number} now milliseconds */
  constructor(now) {
    this.now = now;
    this.began = -Infinity;
  }

  get isUnderWay() {
    return this.now() - this.began < LONGEST;
  }

  /** A page of the editor is there. */
  end() {
    this.began = -Infinity;
  }

  /** A click anywhere in the page. @param {MouseEvent} event */
  clicked({ target, button, ctrlKey, metaKey, shiftKey }) {
    const elsewhere = button !== 0 || ctrlKey || metaKey || shiftKey;
    if (!elsewhere && /** @type {Element | null} */ (target)?.closest("a[href]:not([target='_blank'])")) this.began = this.now();
  }
}
