/**
 * A relation by keyboard: letters on the legal targets, then the label, chosen by itself where only one is legal.
 */

import { setAttribute } from "./elements.js";
import { hintCodes, typedHint } from "./hint_codes.js";
import { legalRelationLabels, legalTargets } from "./legal.js";

/** @typedef {import("./editor.js").Editor} Editor */

/** Letters shown at once, around the place that is read; scrolling moves them on. */
const MOST_HINTS = 200;

export class Relate {
  /** @param {Editor} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {string | null} */
    this.head = null;
    /** @type {Map<string, string>} code to entity */
    this.codes = new Map();
    /** @type {string[]} */
    this.targets = [];
    this.typed = "";
    /** @type {HTMLElement[]} */
    this.hinted = [];
  }

  get isOpen() {
    return this.codes.size > 0;
  }

  /** Begin at the focused entity. */
  begin() {
    const { review, messages } = this.editor;
    const { focus, state, schema } = review;
    if (focus?.kind !== "entity") return messages.refuse("a relation begins at an entity: focus one first");
    const head = state.entities.get(focus.id);
    const targets = head ? legalTargets(state, schema, focus.id) : [];
    if (!head || targets.length === 0) return messages.refuse("no entity here may be the tail of a relation from this one");
    this.head = focus.id;
    this.targets = targets.map((target) => target.id);
    this.#assign(head.start);
    this.editor.modeChanged();
    messages.say(`${targets.length} entities may be related; type the letters shown`);
  }

  /** The text was scrolled: the nearest targets are others now. */
  recentre() {
    if (this.isOpen && this.typed === "" && this.targets.length > MOST_HINTS) this.#assign(this.editor.page.placeInMiddle());
  }

  /** @param {string} letter */
  letter(letter) {
    const found = typedHint(this.codes, this.typed + letter);
    if (!found) return;
    this.typed += letter;
    if ("id" in found) this.target(found.id);
    else this.#show();
  }

  /** Take the last letter back. */
  back() {
    this.typed = this.typed.slice(0, -1);
    this.#show();
  }

  /**
   * The tail is chosen, by its letters or by a click.
   *
   * @param {string} tail
   */
  target(tail) {
    const { head, editor } = this;
    if (head === null) return;
    const { state, schema } = editor.review;
    const joined = new Set(
      state.relationsOf(head).flatMap((found) => (found.status !== "rejected" && found.head === head && found.tail === tail ? [found.label] : [])),
    );
    const labels = legalRelationLabels(state, schema, head, tail).filter((found) => !joined.has(found.label));
    this.cancel();
    if (labels.length === 0) return editor.messages.refuse("no relation label may join these two");
    if (labels.length === 1) return this.#add(head, tail, labels[0].label);
    const { wordsOf } = editor.page;
    editor.tools.choose({
      title: `${wordsOf(head)} → ${wordsOf(tail)}`,
      options: labels.map(({ label, title, key }) => ({ value: label, title: title || label, key })),
      anchor: editor.page.anchorOf(tail),
      filter: false,
      onChoose: (label) => this.#add(head, tail, label),
      onCancel: () => undefined,
    });
  }

  /** Leave. */
  cancel() {
    this.codes = new Map();
    this.head = null;
    this.#show();
    this.editor.modeChanged();
  }

  /**
   * @param {string} head
   * @param {string} tail
   * @param {string} label
   */
  #add(head, tail, label) {
    this.editor.dispatch({ op: "add_relation", id: this.editor.review.newId(), head, tail, label });
  }

  /** Give the shortest codes to what is nearest. @param {number} place code point */
  #assign(place) {
    const { entities } = this.editor.review.state;
    const distance = (/** @type {string} */ id) => Math.abs((entities.get(id)?.start ?? 0) - place);
    const nearest = [...this.targets].sort((one, other) => distance(one) - distance(other)).slice(0, MOST_HINTS);
    const codes = hintCodes(nearest.length);
    this.typed = "";
    this.codes = new Map(nearest.map((id, at) => [codes[at], id]));
    this.#show();
  }

  /** Letters on the marks that what has been typed may still mean. */
  #show() {
    /** @type {HTMLElement[]} */
    const shown = [];
    for (const [code, id] of this.codes) {
      if (!code.startsWith(this.typed)) continue;
      const [mark] = this.editor.text.marksOf(id);
      if (!mark) continue;
      setAttribute(mark, "data-hint", code.slice(this.typed.length));
      shown.push(mark);
    }
    const kept = new Set(shown);
    for (const mark of this.hinted) if (!kept.has(mark)) setAttribute(mark, "data-hint", null);
    this.hinted = shown;
  }
}
