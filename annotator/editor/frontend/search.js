/**
 * `/`: search in the article. What is found is highlighted and scrolled to.
 */

import { element, setText } from "./elements.js";
import { clearHighlights, highlight } from "./highlights.js";
import { rangeOf } from "./selection.js";

/** @typedef {import("./editor.js").Editor} Editor */

/** Places shown at once; the others are still reached one by one. */
const MOST_SHOWN = 300;

export class Search {
  /** @param {Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.input = element("input", { type: "search", placeholder: "search in this article", "aria-label": "Search in this article", autocomplete: "off", spellcheck: "false" });
    this.count = element("span", { role: "status" });
    this.root = element("div", { class: "an-search", hidden: true }, this.input, this.count);
    /** @type {{start: number, end: number}[]} */
    this.found = [];
    this.at = 0;
    this.input.addEventListener("input", () => this.#look());
    this.input.addEventListener("focus", () => editor.modeChanged());
  }

  get isOpen() {
    return !this.root.hidden;
  }

  begin() {
    this.root.hidden = false;
    this.input.select();
    this.input.focus({ preventScroll: true });
    this.#look();
  }

  /** @param {1 | -1} step */
  move(step) {
    if (this.found.length === 0) return;
    this.at = (this.at + step + this.found.length) % this.found.length;
    this.#show();
  }

  /** Leave; what was found last stays in sight. */
  cancel() {
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.input.blur();
    clearHighlights("an-found", "an-current");
  }

  #look() {
    this.found = occurrences(this.editor.review.offsets, this.input.value);
    this.at = 0;
    this.#show();
  }

  #show() {
    const { text, page } = this.editor;
    const place = this.found[this.at];
    setText(this.count, this.input.value === "" ? "" : place ? `${this.at + 1} of ${this.found.length}` : "not found");
    highlight("an-found", this.found.slice(0, MOST_SHOWN).map((found) => rangeOf(text, found)));
    highlight("an-current", place ? [rangeOf(text, place)] : []);
    if (place) page.revealRange(rangeOf(text, place));
  }
}

/**
 * Where words stand in the text, whatever their case.
 *
 * @param {import("./offsets.js").Offsets} offsets
 * @param {string} words
 * @returns {{start: number, end: number}[]} code points
 */
export function occurrences(offsets, words) {
  if (words.trim() === "") return [];
  const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/gu, "\\s+"), "giu");
  return [...offsets.text.matchAll(pattern)].map((match) => ({
    start: offsets.toCodePoint(match.index),
    end: offsets.toCodePoint(match.index + match[0].length),
  }));
}
