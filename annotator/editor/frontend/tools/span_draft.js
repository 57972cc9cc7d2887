/**
 * A stretch of text on its way to becoming an entity: dragged, double clicked, or reached with the caret of
 * `i`. It is shown as the browser's own selection, so that nothing in the text is touched.
 */

import { covered, moved, tokenNear } from "../text/caret.js";
import { rangeOf, select, selectedStretch } from "../view/selection.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {{start: number, end: number}} Stretch */

/** @type {Readonly<Record<string, import("../text/caret.js").Unit>>} */
const UNITS = {
  "caret-right": "token",
  "caret-left": "token",
  "caret-word-right": "word",
  "caret-word-left": "word",
  "caret-down": "sentence",
  "caret-up": "sentence",
};

export class Draft {
  /** @param {Stage} editor @param {import("./chooser.js").Chooser} chooser */
  constructor(editor, chooser) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = {
      caret: () => this.beginCaret(),
    };
    this.chooser = chooser;
    /** @type {Stretch | null} */
    this.stretch = null;
    /** @type {import("../text/caret.js").Caret | null} */
    this.caret = null;
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    if (this.caret) return "caret";
    return this.isOpen ? "select" : null;
  }

  get isOpen() {
    return this.stretch !== null;
  }

  /** Enter: the label that is highlighted, else all labels are offered. */
  confirm() {
    if (this.chooser.isOpen) this.chooser.confirm();
    else this.offer(true);
  }

  /**
   * Take what the browser has selected, grown to whole words.
   *
   * @returns {boolean} whether there was anything
   */
  fromSelection() {
    const { text, review } = this.editor;
    const selected = selectedStretch(text);
    const span = selected && review.tokens.snap(selected.start, selected.end);
    if (!span) return false;
    this.caret = null;
    this.#show({ start: span[0], end: span[1] });
    this.editor.modeChanged();
    this.offer();
    return true;
  }

  /** The caret of `i`, at the focused entity or the first word in sight. */
  beginCaret() {
    const { review } = this.editor;
    const token = tokenNear(review.tokens, this.editor.page.placeInSight());
    if (!token) return;
    this.caret = { anchor: token, head: token };
    this.editor.modeChanged();
    this.#show(covered(this.caret));
  }

  /**
   * @param {string} command one of the caret's
   * @param {boolean} extend
   */
  moveCaret(command, extend) {
    const { review, text } = this.editor;
    const unit = UNITS[command];
    if (!this.caret || !unit) return;
    const direction = command.endsWith("right") || command.endsWith("down") ? 1 : -1;
    const ground = { tokens: review.tokens, offsets: review.offsets, lines: text.lines };
    this.caret = moved(this.caret, unit, direction, extend, ground);
    this.#show(covered(this.caret));
    this.editor.messages.say(this.words());
  }

  /** What is selected, in words. */
  words() {
    return this.stretch ? this.editor.review.offsets.slice(this.stretch.start, this.stretch.end) : "";
  }

  /**
   * Make it an entity.
   *
   * @param {string} label
   */
  place(label) {
    const { stretch } = this;
    this.cancel();
    if (stretch)
      this.editor.dispatch({ op: "add_entity", id: this.editor.review.newId(), ...stretch, label });
  }

  /** Leave without an entity. */
  cancel() {
    const open = this.stretch !== null;
    this.stretch = null;
    this.caret = null;
    if (!open) return;
    select(this.editor.text, null);
    this.chooser.close();
    this.editor.modeChanged();
  }

  /** Show the labels to click, or with `l` to filter. @param {boolean} [filter] */
  offer(filter = false) {
    const { stretch, editor } = this;
    const { page, review } = editor;
    if (!stretch) return;
    const { left, top, bottom } = rangeOf(editor.text, stretch).getBoundingClientRect();
    editor.tools.choose({
      title: `New entity: ${this.words()}`,
      options: review.schema.entity_labels.map(({ label, title, key }) => ({
        value: label,
        title: title || label,
        key,
        hue: page.hue(label),
      })),
      anchor: { left, top, bottom },
      filter,
      onChoose: (label) => this.place(label),
      onCancel: () => this.cancel(),
    });
  }

  /** @param {Stretch} stretch */
  #show(stretch) {
    const { text } = this.editor;
    this.stretch = stretch;
    select(text, stretch);
    // what was dragged is in sight, and must not move under the pointer
    if (this.caret) this.editor.page.revealRange(rangeOf(text, stretch));
  }
}
