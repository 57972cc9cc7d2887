/**
 * What is focused, below the list: the sentence of a relation with both its ends, what is wrong with it, and
 * buttons for all that may be done with it. It has its own place, so that no row of the list ever grows or
 * moves.
 */

import { button, element, keyCap, setAttribute, setText } from "../../look/elements.js";
import { detailButtons } from "../../keys/captions.js";
import { STATUS_WORDS, shortened } from "../../model/relation_rows.js";

/** @typedef {import("../../wire/types.js").Item} Item */
/** @typedef {import("../../wire/types.js").Entity} Entity */
/** @typedef {import("../../wire/types.js").Relation} Relation */
/** @typedef {import("../../model/state.js").State} State */

/**
 * @typedef {object} DetailSource
 * @property {import("../../wire/types.js").Schema} schema
 * @property {(entityId: string) => string} wordsOf
 * @property {(relation: Relation) => string | null} faultOf
 * @property {(relation: Relation) => readonly import("../../text/sentence_context.js").Piece[]} contextOf
 * @property {(label: string) => string} titleOf of a label, entity or relation
 * @property {(entity: Entity) => string} timeOf what a date means; empty for anything else
 * @property {(command: string) => void} onCommand
 */

export class Detail {
  /** @param {DetailSource} source */
  constructor(source) {
    this.source = source;
    this.words = element("p", { class: "an-context", dir: "auto" });
    this.fault = element("p", { class: "an-fault", hidden: true });
    this.actions = element("div", { class: "an-actions", role: "toolbar", "aria-label": "What may be done" });
    this.root = element(
      "section",
      { class: "an-detail", "aria-label": "Focused item" },
      this.words,
      this.fault,
      this.actions,
    );
    /** @type {"entity" | "relation" | "none" | null} */
    this.kind = null;
  }

  /** Give the attributes of what is focused their place. @param {HTMLElement} attributes */
  place(attributes) {
    this.root.insertBefore(attributes, this.actions);
  }

  /**
   * Show what is focused. Writes only.
   *
   * @param {Item | null} focus
   * @param {State} state
   */
  show(focus, state) {
    const item = focus && state.item(focus.kind, focus.id);
    if (item && "head" in item) this.#relation(item);
    else if (item) this.#entity(item, state.relationsOf(item.id).length);
    else this.#nothing();
  }

  /** @param {Relation} relation */
  #relation(relation) {
    const { contextOf, faultOf } = this.source;
    this.words.replaceChildren(
      ...contextOf(relation).map(({ text, end }) =>
        end ? element("b", { "data-end": end, title: end }, text) : text,
      ),
    );
    this.#wrong(faultOf(relation));
    this.#offer("relation");
  }

  /**
   * @param {Entity} entity
   * @param {number} relations
   */
  #entity(entity, relations) {
    const { wordsOf, titleOf, timeOf } = this.source;
    const time = timeOf(entity);
    const count = relations === 0 ? "no relation" : relations === 1 ? "1 relation" : `${relations} relations`;
    this.words.replaceChildren(
      element("b", {}, shortened(wordsOf(entity.id), 80)),
      ` ${titleOf(entity.label)} · `,
      ...(time === ""
        ? []
        : [element("span", { class: "an-time", title: "the time that is meant" }, time), " · "]),
      `${STATUS_WORDS[entity.status]} · ${count}`,
    );
    this.#wrong(null);
    this.#offer("entity");
  }

  #nothing() {
    this.words.replaceChildren("Nothing is focused.");
    this.#wrong(null);
    this.#offer("none");
  }

  /**
   * Scroll the sentence so that the ends of the relation are in sight, its beginning where both fit.
   * Measures.
   */
  reveal() {
    const { words } = this;
    const ends = /** @type {NodeListOf<HTMLElement>} */ (words.querySelectorAll("[data-end]"));
    if (ends.length === 0) return;
    const last = ends[ends.length - 1];
    const below = last.offsetTop + last.offsetHeight - words.clientHeight;
    words.scrollTop = Math.max(0, Math.min(below, ends[0].offsetTop));
  }

  /** @param {string | null} fault */
  #wrong(fault) {
    setText(this.fault, fault ?? "");
    this.fault.hidden = fault === null;
  }

  /** The buttons; made anew only for another kind of item. @param {"entity" | "relation" | "none"} kind */
  #offer(kind) {
    if (kind === this.kind) return;
    this.kind = kind;
    setAttribute(this.root, "data-kind", kind);
    const { onCommand, schema } = this.source;
    this.actions.replaceChildren(
      ...detailButtons(kind, schema).map(({ command, keys, title }) =>
        button({ "data-command": command }, () => onCommand(command), ...(keys ? [keyCap(keys)] : []), title),
      ),
    );
  }
}
