/**
 * `/`: search in the article, and over all articles. What is found here is highlighted and scrolled to; other
 * articles stand below with the sentence, and open at the place.
 */

import { button, element, keyCap, setAttribute, setText } from "../look/elements.js";
import { clearHighlights, highlight } from "../look/highlights.js";
import { captionOf } from "../keys/captions.js";
import { SearchList } from "./search_list.js";
import { rangeOf } from "../view/selection.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("../wire/types.js").SearchHit} SearchHit */

/** Places shown at once; the others are still reached one by one. */
const MOST_SHOWN = 300;
/** Typing rests this long (ms) before all articles are searched. */
const REST = 140;

export class Search {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = {
      search: () => this.begin(),
      "search-scope": () => this.turn(),
    };
    this.input = element("input", {
      type: "search",
      placeholder: "search",
      "aria-label": "Search in this article and in all others",
      autocomplete: "off",
      spellcheck: "false",
    });
    this.count = element("span", { role: "status" });
    this.scope = button({ "data-command": "search-scope", "aria-controls": "an-hits" }, () =>
      editor.perform({ command: "search-scope" }),
    );
    this.list = new SearchList((hit) => this.#open(hit));
    this.root = element(
      "div",
      { class: "an-search", role: "search", hidden: true },
      this.input,
      this.count,
      this.scope,
      this.list.root,
    );
    /** @type {{start: number, end: number}[]} */
    this.found = [];
    this.at = 0;
    /** Whether the arrows go through the other articles. */
    this.elsewhere = false;
    this.chosen = false;
    this.total = 0;
    this.timer = 0;
    this.input.addEventListener("input", () => this.#look());
    this.input.addEventListener("focus", () => editor.modeChanged());
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    return document.activeElement === this.input ? "search" : null;
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
    if (this.elsewhere) {
      this.list.move(step);
      setAttribute(this.input, "aria-activedescendant", this.list.selectedId);
    } else if (this.found.length > 0) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.#show();
    }
  }

  /** Enter: the next place here, or the other article. */
  confirm() {
    if (this.elsewhere) this.list.confirm();
    else this.move(1);
  }

  /** From the places here to the other articles, and back. */
  turn() {
    this.chosen = true;
    this.#setScope(!this.elsewhere);
    this.input.focus({ preventScroll: true });
  }

  /** Leave; what was found last stays in sight. */
  cancel() {
    if (!this.isOpen) return;
    window.clearTimeout(this.timer);
    this.root.hidden = true;
    this.input.blur();
    clearHighlights("an-found", "an-current");
  }

  #look() {
    this.found = occurrences(this.editor.review.offsets, this.input.value);
    this.at = 0;
    this.chosen = false;
    this.#tell([], 0);
    this.#show();
    window.clearTimeout(this.timer);
    if (this.input.value.trim() !== "") this.timer = window.setTimeout(() => void this.#ask(), REST);
  }

  async #ask() {
    const words = this.input.value.trim().slice(0, 200);
    const answer = await this.editor.asker.ask("search", { words }, { urgent: true });
    if (answer === null || !this.isOpen || words !== this.input.value.trim().slice(0, 200)) return;
    if (answer.fault !== undefined) return setText(this.scope, answer.fault);
    const hits = /** @type {SearchHit[]} */ (answer.hits);
    const others = hits.filter(({ article_id: id }) => id !== this.editor.review.article.id);
    this.#tell(others, Number(answer.total) - (hits.length - others.length));
  }

  /** @param {SearchHit[]} hits @param {number} total */
  #tell(hits, total) {
    this.list.show(hits);
    this.total = total;
    // where nothing is found here, the arrows are for the others at once
    this.#setScope(hits.length > 0 && (this.chosen ? this.elsewhere : this.found.length === 0));
  }

  /** @param {boolean} elsewhere */
  #setScope(elsewhere) {
    const { hits } = this.list;
    this.elsewhere = elsewhere && hits.length > 0;
    this.list.root.hidden = !this.elsewhere;
    const counted =
      this.total > hits.length ? `${hits.length} of ${this.total.toLocaleString("en")}` : `${hits.length}`;
    const others = hits.length === 1 ? "1 other article" : `${counted} other articles`;
    this.scope.replaceChildren(
      keyCap(captionOf("search-scope", this.editor.review.schema)),
      this.elsewhere ? "this article" : others,
    );
    this.scope.hidden = hits.length === 0;
    setAttribute(this.scope, "aria-expanded", this.elsewhere ? "true" : "false");
    setAttribute(this.input, "aria-activedescendant", this.elsewhere ? this.list.selectedId : null);
  }

  #show() {
    const { text, page } = this.editor;
    const place = this.found[this.at];
    setText(
      this.count,
      this.input.value === "" ? "" : place ? `${this.at + 1} of ${this.found.length}` : "not in this article",
    );
    highlight(
      "an-found",
      this.found.slice(0, MOST_SHOWN).map((found) => rangeOf(text, found)),
    );
    highlight("an-current", place ? [rangeOf(text, place)] : []);
    if (place) page.revealRange(rangeOf(text, place));
  }

  /** @param {SearchHit} hit */
  #open({ article_id: id, start, end }) {
    const { editor } = this;
    this.cancel();
    editor.arrival.expect(id, { start, end });
    editor.review.navigate({ article_id: id });
  }
}

/**
 * Where words stand in the text, whatever their case.
 *
 * @param {import("../text/offsets.js").Offsets} offsets
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
