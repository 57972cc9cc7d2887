/**
 * One row of the relation list: its status, "head label tail", its attributes and its score.
 */

import { attributesOf, tellingValues } from "../../model/attributes.js";
import { element, setAttribute, setText } from "../../look/elements.js";
import { GLYPHS, STATUS_WORDS, scoreText, shortened, sought } from "../../model/relation_rows.js";

/** @typedef {import("../../wire/types.js").Relation} Relation */

/**
 * @typedef {object} ListSource
 * @property {import("../../wire/types.js").Schema} schema
 * @property {(entityId: string) => string} wordsOf
 * @property {(label: string) => string} titleOf what a relation label is called
 * @property {(relation: Relation) => string | null} faultOf why it may not stand in gold
 * @property {(relationId: string) => void} onPick
 */

/** Letters that are shown of either end. */
const END = 48;

/** A row without words, to be copied: that takes a third of making one. @type {HTMLElement | null} */
let pattern = null;

function emptyRow() {
  pattern ??= element(
    "div",
    { class: "an-row", role: "option", "aria-selected": "false" },
    element("span", { class: "an-glyph", role: "img" }),
    element("span", { class: "an-words" }),
    element("span", { class: "an-side" }, element("span", { class: "an-score" })),
  );
  return /** @type {HTMLElement} */ (pattern.cloneNode(true));
}

export class RelationRow {
  /**
   * @param {ListSource} source
   * @param {Relation} relation
   */
  constructor(source, relation) {
    this.source = source;
    this.root = emptyRow();
    this.glyph = /** @type {Element} */ (this.root.firstElementChild);
    this.words = /** @type {Element} */ (this.glyph.nextElementSibling);
    this.side = /** @type {Element} */ (this.root.lastElementChild);
    this.score = /** @type {Element} */ (this.side.firstElementChild);
    this.root.id = `an-relation-${relation.id}`;
    setAttribute(this.root, "data-relation-id", relation.id);
    /** What the filter looks in. */
    this.sought = "";
    this.dress(relation);
  }

  /** Show the relation as it is now. @param {Relation} relation */
  dress(relation) {
    const { schema, wordsOf, titleOf, faultOf } = this.source;
    const [head, tail, title] = [wordsOf(relation.head), wordsOf(relation.tail), titleOf(relation.label)];
    for (const name of /** @type {const} */ (["label", "head", "tail", "status"])) {
      setAttribute(this.root, `data-${name}`, relation[name]);
    }
    const fault = faultOf(relation);
    const chips = [
      ...(fault ? ["illegal"] : []),
      ...tellingValues(attributesOf(schema, "relation", relation)),
    ];
    setAttribute(this.glyph, "aria-label", fault ? "illegal" : STATUS_WORDS[relation.status]);
    setText(this.glyph, fault ? "!" : GLYPHS[relation.status]);
    setText(this.score, scoreText(relation.score, relation.origin));
    this.words.replaceChildren(
      // words of either direction leave the order of the row alone
      element("bdi", {}, shortened(head, END)),
      " ",
      element("span", { class: "an-relation-label" }, title),
      " ",
      element("bdi", {}, shortened(tail, END)),
    );
    // in the place of the score, which is kept for them: a row is no higher for what is said of its relation
    this.side.replaceChildren(
      this.score,
      ...chips.map((chip) => element("span", { class: "an-chip", title: chip }, chip)),
    );
    setAttribute(this.root, "data-faulty", fault !== null);
    setAttribute(this.root, "title", fault);
    this.sought = sought([
      head,
      title,
      relation.label,
      tail,
      relation.status,
      STATUS_WORDS[relation.status],
      ...chips,
    ]);
  }

  /** @param {boolean} on whether it has the focus */
  mark(on) {
    setAttribute(this.root, "data-focused", on ? "true" : null);
    setAttribute(this.root, "aria-selected", on ? "true" : "false");
  }
}
