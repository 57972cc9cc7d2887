/**
 * Shows the focus in the text: the ring, the fainter rings of related ends, arcs, and chips for ends out of
 * sight; and, fainter still, the arcs of what the pointer rests on.
 */

import { layoutArcs } from "./relations/arc_layout.js";
import { ArcsView } from "./relations/arcs_view.js";
import { attributesOf, tellingValues } from "../model/attributes.js";
import { Chips } from "./chips.js";
import { setAttribute } from "../look/elements.js";
import { NOTHING, webOf } from "../model/related.js";
import { shortened } from "../model/relation_rows.js";
import { Whereabouts } from "./mark_positions.js";

/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Relation} Relation */
/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/related.js").Link} Link */
/** @typedef {import("../model/related.js").Web} Web */
/** @typedef {import("./mark_positions.js").Place} Place */
/** @typedef {import("./chips.js").Chip} Chip */

/**
 * @typedef {object} FocusSource
 * @property {import("./text_view.js").TextView} text
 * @property {HTMLElement} pane the scroll area
 * @property {HTMLElement} column what scrolls in it
 * @property {import("../wire/types.js").Schema} schema
 * @property {(relation: Relation) => string | null} faultOf
 * @property {(entityId: string) => string} wordsOf
 * @property {(label: string) => string} titleOf
 * @property {() => string | null} cameFrom the entity that one may go back to
 * @property {(chip: Chip) => void} onChip
 */

const MOST_ARCS = 40;
/** How far the trunk of the arcs stands from the text; those of the pointer have one of their own. */
const TRUNK = { focus: 26, hover: 18 };
/** How far beyond the edge of what is in sight an arc is drawn. */
const BEYOND = 40;

export class FocusView {
  /** @param {FocusSource} source */
  constructor(source) {
    this.source = source;
    this.arcs = new ArcsView(false);
    this.hovering = new ArcsView(true);
    this.chips = new Chips(source.schema, source.onChip);
    /** @type {HTMLElement[]} */
    this.marks = [];
    /** @type {HTMLElement[]} */
    this.ends = [];
    /** @type {HTMLElement[]} */
    this.hovered = [];
    /** @type {Web} */
    this.web = NOTHING;
    /** @type {Web} */
    this.hoverWeb = NOTHING;
    /** @type {Item | null} */
    this.hoverItem = null;
  }

  /**
   * Put rings where they belong. Writes only; nothing is measured.
   *
   * @param {Item | null} focus
   * @param {State} state
   */
  ring(focus, state) {
    const { text, schema } = this.source;
    this.web = webOf(state, schema, focus);
    this.hoverWeb = webOf(state, schema, this.hoverItem);
    const marks = focus?.kind === "entity" ? text.marksOf(focus.id) : [];
    const others = new Set(this.web.links.slice(0, MOST_ARCS).map((link) => link.other));
    if (this.web.relation) others.add(this.web.relation.head);
    else others.delete(this.web.hub ?? "");
    const ends = [...others].flatMap((id) => text.marksOf(id));
    swap(this.marks, marks, "data-focused", "true");
    swap(this.ends, ends, "data-end", "");
    this.marks = marks;
    this.ends = ends;
  }

  /** Lay the arcs out and paint them. Measures first, then writes. */
  connect() {
    const where = this.#whereabouts();
    const { arcs, chips } = this.#laid(this.web, where, TRUNK.focus);
    const hovered = this.hoverItem === null ? [] : this.#laid(this.hoverWeb, where, TRUNK.hover).arcs;
    this.arcs.paint(arcs);
    this.hovering.paint(hovered);
    this.chips.paint(chips);
  }

  /**
   * The pointer rests on an item, or on none.
   *
   * @param {Item | null} item
   * @param {State} state
   */
  hover(item, state) {
    if (item === null && this.hoverItem === null) return;
    const drawn =
      item !== null &&
      (item.kind === "relation" ? this.arcs.has(item.id) : item.id === this.web.hub && !this.web.relation);
    this.hoverItem = drawn ? null : item;
    this.hoverWeb = webOf(state, this.source.schema, this.hoverItem);
    const arcs =
      this.hoverItem === null ? [] : this.#laid(this.hoverWeb, this.#whereabouts(), TRUNK.hover).arcs;
    const ends = [
      this.hoverWeb.hub ?? [],
      ...this.hoverWeb.links.slice(0, MOST_ARCS).map((link) => link.other),
    ].flat();
    const marks = ends.flatMap((id) => this.source.text.marksOf(id));
    swap(this.hovered, marks, "data-hovered", "");
    this.hovered = marks;
    this.hovering.paint(arcs);
    this.arcs.emphasise(item?.kind === "relation" ? item.id : null);
  }

  /**
   * Scroll to the focus if it is out of sight or too near to an edge; without room, no further than needed.
   * Measures.
   *
   * @param {number} room pixels
   */
  reveal(room) {
    this.show(this.marks.length > 0 ? this.marks : this.ends, room, this.marks.length === 0);
  }

  /**
   * Scroll to marks. Measures.
   *
   * @param {readonly HTMLElement[]} shown
   * @param {number} room pixels
   * @param {boolean} [last] where they are too far apart: the last of them
   */
  show(shown, room, last = false) {
    if (shown.length === 0) return;
    const { pane } = this.source;
    const view = pane.getBoundingClientRect();
    const places = shown.map((mark) => mark.getBoundingClientRect());
    let top = Math.min(...places.map((place) => place.top));
    const bottom = Math.max(...places.map((place) => place.bottom));
    if (bottom - top > view.height * 0.7) top = places[last ? places.length - 1 : 0].top;
    const low = Math.min(bottom, top + view.height * 0.7);
    if (top >= view.top + room && low <= view.bottom - room) return;
    if (room > 0) pane.scrollTop += top - view.top - view.height * 0.3;
    else pane.scrollTop += top < view.top ? top - view.top - 8 : low - view.bottom + 8;
  }

  /** Whether an entity can be seen. Measures. @param {string} id */
  sees(id) {
    return this.#whereabouts().of(id)?.away === null;
  }

  #whereabouts() {
    const { text, pane, column } = this.source;
    return new Whereabouts(text, pane, column);
  }

  /**
   * @param {Web} web
   * @param {Whereabouts} where
   * @param {number} distance of the trunk from the text
   * @returns {{arcs: import("./relations/arc_layout.js").Arc[], chips: Chip[]}}
   */
  #laid({ hub, links, relation }, where, distance) {
    const at = hub === null ? null : where.of(hub);
    if (hub === null || !at) return { arcs: [], chips: this.#backChip(where, []) };
    /** @type {import("./relations/arc_layout.js").End[]} */
    const ends = [];
    /** @type {Map<string, import("./relations/arc_layout.js").End>} */
    const firstOf = new Map();
    /** @type {Chip[]} */
    const chips =
      at.away === null ? [] : [this.#chip(hub, at, where, relation ? this.#titleOf(relation) : "")];
    let rtl = at.rtl;
    for (const { id, other, direction, relation: found } of links.slice(0, MOST_ARCS)) {
      const place = where.of(other);
      if (!place) continue;
      rtl &&= place.rtl;
      if (place.away !== null) chips.push(this.#chip(other, place, where, this.#titleOf(found)));
      if (place.away !== null && place.away === at.away) continue;
      const twin = firstOf.get(other);
      const title = this.#titleOf(found);
      const end = {
        id,
        ...spot(place, where),
        label: twin ? "" : title,
        direction,
        faulty: this.source.faultOf(found) !== null,
      };
      // several relations with one entity share a line: their labels stand together
      if (twin) twin.label += ` · ${title}`;
      else firstOf.set(other, end);
      ends.push(end);
    }
    const trunk = rtl ? where.right + distance : where.left - distance;
    const arcs = layoutArcs(
      spot(at, where),
      ends,
      { trunk, left: where.left, right: where.right },
      relation !== null,
    );
    return { arcs, chips: this.#backChip(where, chips) };
  }

  /** @param {Relation} relation */
  #titleOf(relation) {
    const title = this.source.titleOf(relation.label);
    const values = tellingValues(attributesOf(this.source.schema, "relation", relation));
    return values.length === 0 ? title : `${title} (${values.join(", ")})`;
  }

  /**
   * @param {string} entity
   * @param {Place} place out of sight
   * @param {Whereabouts} where
   * @param {string} title of the relation; empty for the focused entity itself
   * @returns {Chip}
   */
  #chip(entity, place, where, title) {
    const words = shortened(this.source.wordsOf(entity), 28);
    const text = title === "" ? words : `${title} ${words}`;
    const command = title === "" ? null : "other-end";
    return {
      entity,
      side: place.away ?? "above",
      rows: where.rows(place),
      text,
      name: `go to ${text}`,
      command,
    };
  }

  /**
   * The way back takes the place of any other chip to the same entity.
   *
   * @param {Whereabouts} where
   * @param {Chip[]} chips
   * @returns {Chip[]}
   */
  #backChip(where, chips) {
    const entity = this.source.cameFrom();
    const place = entity === null ? null : where.of(entity);
    if (entity === null || !place || place.away === null) return chips;
    const back = this.#chip(entity, place, where, "back to");
    return [{ ...back, name: back.text, command: "back" }, ...chips.filter((chip) => chip.entity !== entity)];
  }
}

/**
 * Where an arc meets a place; what is far away is met just out of sight.
 *
 * @param {Place} place
 * @param {Whereabouts} where
 * @returns {import("./relations/arc_layout.js").Spot}
 */
function spot({ box, y, away }, where) {
  if (away === null) return { box, y };
  return {
    box: null,
    y: away === "above" ? Math.max(y, where.top - BEYOND) : Math.min(y, where.bottom + BEYOND),
  };
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
