/**
 * A stretch of the text that is pointed out until something else is done: where an address, a search or the
 * history led.
 */

import { forgetPlace } from "./address.js";
import { highlight } from "../look/highlights.js";
import { rangeOf } from "../view/selection.js";

/** @typedef {import("../view/scene.js").Scene} Scene */

export class ShownPlace {
  /** @param {Scene} editor */
  constructor(editor) {
    this.editor = editor;
    this.isShown = false;
  }

  /** @param {import("./requested_place.js").Place} place */
  show(place) {
    const { text, pane, page, review } = this.editor;
    const range = rangeOf(text, place);
    pane.focus({ preventScroll: true });
    highlight("an-current", [range]);
    page.revealRange(range);
    page.keepKeyboard(review.focus);
    this.isShown = true;
  }

  /** Something else is done. */
  clear() {
    if (!this.isShown) return;
    highlight("an-current", []);
    forgetPlace();
    this.isShown = false;
  }
}
