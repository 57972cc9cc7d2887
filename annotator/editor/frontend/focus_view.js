/**
 * Shows the focus in the text: the ring, the fainter rings of related ends, arcs, and chips for ends out of sight.
 */

import { layoutArcs } from "./arcs.js";
import { ArcsView } from "./arcs_view.js";
import { attributesOf, tellingValues } from "./attributes.js";
import { button, element, setAttribute } from "./elements.js";
import { shortened } from "./relation_rows.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Relation} Relation */
/** @typedef {import("./state.js").State} State */
/** @typedef {{id: string, other: string, direction: "out" | "in" | "both", relation: Relation}} Link */

/**
 * @typedef {object} FocusSource
 * @property {import("./text_view.js").TextView} text
 * @property {HTMLElement} pane the scroll area
 * @property {HTMLElement} column what scrolls in it
 * @property {import("./types.js").Schema} schema
 * @property {(relation: Relation) => string | null} faultOf
 * @property {(entityId: string) => string} wordsOf
 * @property {(item: Item) => void} onPick
 */

const MOST_ARCS = 40;
const MOST_CHIPS = 2;
const TRUNK = 26;
const ROW = 36;

export class FocusView {
  /** @param {FocusSource} source */
  constructor(source) {
    this.source = source;
    this.arcs = new ArcsView((id) => source.onPick({ kind: "relation", id }));
    this.above = element("div", { class: "an-away", "data-side": "above" });
    this.below = element("div", { class: "an-away", "data-side": "below" });
    this.titles = new Map(source.schema.relation_labels.map((found) => [found.label, found]));
    /** @type {HTMLElement[]} */
    this.marks = [];
    /** @type {HTMLElement[]} */
    this.ends = [];
    /** @type {string | null} the entity that arcs begin at */
    this.hub = null;
    /** @type {Link[]} */
    this.links = [];
  }

  /**
   * Put rings where they belong. Writes only; nothing is measured.
   *
   * @param {Item | null} focus
   * @param {State} state
   */
  ring(focus, state) {
    const { text } = this.source;
    const relation = focus?.kind === "relation" ? state.relations.get(focus.id) : undefined;
    this.hub = focus?.kind === "entity" ? focus.id : (relation?.head ?? null);
    this.links = relation ? [this.#link(relation, relation.head)] : this.#linksOf(this.hub, state);
    const marks = focus?.kind === "entity" ? text.marksOf(focus.id) : [];
    const others = new Set(this.links.slice(0, MOST_ARCS).map((link) => link.other));
    if (relation) others.add(relation.head);
    else others.delete(this.hub ?? "");
    const ends = [...others].flatMap((id) => text.marksOf(id));
    swap(this.marks, marks, "data-focused", "true");
    swap(this.ends, ends, "data-end", "");
    this.marks = marks;
    this.ends = ends;
  }

  /** Lay the arcs out and paint them. Measures. */
  connect() {
    const { column, text, pane } = this.source;
    const frame = column.getBoundingClientRect();
    const hub = this.hub === null ? null : this.#box(this.hub, frame);
    if (!hub || this.links.length === 0) {
      this.arcs.paint([]);
      this.#chips([], []);
      return;
    }
    const area = text.root.getBoundingClientRect();
    const left = area.left - frame.left;
    const view = pane.getBoundingClientRect();
    /** @type {import("./arcs.js").End[]} */
    const ends = [];
    /** @type {Map<string, import("./arcs.js").End>} */
    const firstOf = new Map();
    /** @type {{link: Link, rows: number}[]} */
    const above = [];
    /** @type {{link: Link, rows: number}[]} */
    const below = [];
    for (const link of this.links.slice(0, MOST_ARCS)) {
      const box = this.#box(link.other, frame);
      if (!box) continue;
      const y = box.top + frame.top;
      if (y < view.top - 8) above.push({ link, rows: Math.ceil((view.top - y) / ROW) });
      else if (y > view.bottom - 24) below.push({ link, rows: Math.ceil((y - view.bottom + 24) / ROW) });
      const { relation, direction } = link;
      const faulty = this.source.faultOf(relation) !== null;
      const twin = firstOf.get(link.other);
      const end = { id: link.id, box, label: twin ? "" : this.#title(relation), direction, faulty };
      // several relations with one entity share a line: their labels stand together
      if (twin) twin.label += ` · ${this.#title(relation)}`;
      else firstOf.set(link.other, end);
      ends.push(end);
    }
    this.arcs.paint(layoutArcs(hub, ends, { trunk: left - TRUNK, left, right: area.right - frame.left }));
    this.#chips(above, below);
  }

  /**
   * Scroll to the focus if it is out of sight or too near to an edge; without room, no further than needed. Measures.
   *
   * @param {number} room pixels
   */
  reveal(room) {
    const shown = this.marks.length > 0 ? this.marks : this.ends;
    if (shown.length === 0) return;
    const { pane } = this.source;
    const view = pane.getBoundingClientRect();
    const places = shown.map((mark) => mark.getBoundingClientRect());
    let top = Math.min(...places.map((place) => place.top));
    const bottom = Math.max(...places.map((place) => place.bottom));
    if (bottom - top > view.height * 0.7) top = places[this.marks.length > 0 ? 0 : places.length - 1].top;
    const low = Math.min(bottom, top + view.height * 0.7);
    if (top >= view.top + room && low <= view.bottom - room) return;
    if (room > 0) pane.scrollTop += top - view.top - view.height * 0.3;
    else pane.scrollTop += top < view.top ? top - view.top - 8 : low - view.bottom + 8;
  }

  /**
   * @param {string | null} hub
   * @param {State} state
   */
  #linksOf(hub, state) {
    if (hub === null) return [];
    const standing = state.relationsOf(hub).filter((relation) => relation.status !== "rejected");
    return standing.map((relation) => this.#link(relation, hub));
  }

  /**
   * @param {Relation} relation
   * @param {string} hub
   * @returns {Link}
   */
  #link(relation, hub) {
    const outwards = relation.head === hub;
    const symmetric = this.titles.get(relation.label)?.symmetric ?? false;
    const direction = symmetric ? "both" : outwards ? "out" : "in";
    return { id: relation.id, other: outwards ? relation.tail : relation.head, direction, relation };
  }

  /** @param {Relation} relation */
  #title(relation) {
    const title = this.titles.get(relation.label)?.title || relation.label;
    const values = tellingValues(attributesOf(this.source.schema, "relation", relation));
    return values.length === 0 ? title : `${title} (${values.join(", ")})`;
  }

  /**
   * @param {string} id
   * @param {DOMRect} frame
   */
  #box(id, frame) {
    const [mark] = this.source.text.marksOf(id);
    const place = mark?.getClientRects()[0];
    return place ? { left: place.left - frame.left, right: place.right - frame.left, top: place.top - frame.top } : null;
  }

  /**
   * @param {{link: Link, rows: number}[]} above
   * @param {{link: Link, rows: number}[]} below
   */
  #chips(above, below) {
    fillChips(this.above, above.map((found) => this.#chip(found, "↑")));
    fillChips(this.below, below.map((found) => this.#chip(found, "↓")));
  }

  /**
   * @param {{link: Link, rows: number}} found
   * @param {string} arrow
   */
  #chip({ link, rows }, arrow) {
    const words = shortened(this.source.wordsOf(link.other), 28);
    const text = `${arrow} ${rows} ${rows === 1 ? "line" : "lines"} · ${this.#title(link.relation)} ${words}`;
    return button({ "data-away": link.other }, () => this.source.onPick({ kind: "entity", id: link.other }), text);
  }
}

/**
 * @param {HTMLElement} target
 * @param {HTMLElement[]} chips
 */
function fillChips(target, chips) {
  if (chips.length === 0 && target.childElementCount === 0) return;
  const shown = chips.slice(0, MOST_CHIPS);
  const more = chips.length - shown.length;
  target.replaceChildren(...shown, ...(more > 0 ? [element("span", { class: "an-more" }, `and ${more} more`)] : []));
}

/**
 * Take an attribute from the elements that had it and give it to those that should.
 *
 * @param {readonly HTMLElement[]} before
 * @param {readonly HTMLElement[]} after
 * @param {string} name
 * @param {string} value
 */
function swap(before, after, name, value) {
  const kept = new Set(after);
  for (const old of before) if (!kept.has(old)) setAttribute(old, name, null);
  for (const mark of after) setAttribute(mark, name, value);
}
