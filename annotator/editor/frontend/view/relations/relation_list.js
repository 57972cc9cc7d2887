/**
 * The list of relations beside the text: built once, rows brought up to date in place.
 */

import { element, keyCap, setAttribute, setText } from "../../look/elements.js";
import { captionOf } from "../../keys/captions.js";
import { atOnce } from "../../sync/idle.js";
import { RelationRow } from "./relation_row.js";
import { fits, groupRelations, shortened } from "../../model/relation_rows.js";

/** @typedef {import("../../wire/types.js").Relation} Relation */
/** @typedef {import("../../model/state.js").State} State */

/** @typedef {import("./relation_row.js").ListSource} ListSource */

export class RelationList {
  /** @param {ListSource} source */
  constructor(source) {
    this.source = source;
    this.numbers = element("span", {});
    this.word = element("span", { class: "an-count-word" });
    this.count = element("span", {}, this.numbers, this.word);
    this.rows = element("div", {
      class: "an-rows",
      role: "listbox",
      "aria-label": "Relations",
      tabindex: "0",
    });
    this.root = element("aside", { class: "an-list" });
    this.filter = element("input", {
      class: "an-filter",
      type: "search",
      placeholder: "filter",
      "aria-label": "Filter the relations",
      autocomplete: "off",
      spellcheck: "false",
    });
    this.empty = element("p", { class: "an-empty" });
    this.field = element(
      "div",
      { class: "an-filter-field" },
      this.filter,
      keyCap(captionOf("filter-list", source.schema)),
    );
    this.root.append(
      element("header", {}, element("h2", {}, "Relations"), this.count),
      this.field,
      this.empty,
      this.rows,
    );
    this.filter.addEventListener("input", () => {
      this.#sift();
      this.rows.scrollTop = 0;
    });
    /** @type {[string, string]} */
    this.counted = ["", ""];
    /** @type {Map<string, RelationRow>} */
    this.rowOf = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.groupOf = new Map();
    /** @type {RelationRow | null} */
    this.focused = null;
    /** @type {RelationRow[]} */
    this.near = [];
    this.rows.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[data-relation-id]");
      if (row) source.onPick(/** @type {string} */ (row.getAttribute("data-relation-id")));
    });
  }

  /** Draw or re-order everything; rows that exist already are kept. @param {State} state */
  arrange(state) {
    atOnce(this.arranging(state));
  }

  /**
   * The same in steps of a group.
   *
   * @param {State} state
   * @returns {Generator<undefined, void>}
   */
  *arranging(state) {
    for (const [id, row] of this.rowOf) {
      if (state.relations.has(id)) continue;
      row.root.remove();
      this.rowOf.delete(id);
    }
    const groups = groupRelations(state.relations, state.entities, this.source.wordsOf);
    const kept = new Set(groups.map((group) => group.key));
    for (const [key, group] of this.groupOf) {
      if (kept.has(key)) continue;
      group.remove();
      this.groupOf.delete(key);
    }
    /** @type {Element | null} */
    let place = this.rows.firstElementChild;
    for (const { key, title, goesOn, rows } of groups) {
      const group = this.#group(key, title, goesOn);
      group.style.setProperty("--rows", String(rows.length));
      if (group === place) place = place.nextElementSibling;
      else this.rows.insertBefore(group, place);
      this.#fillGroup(group, rows, state);
      yield;
    }
    this.#sayEmpty(state);
    if (this.filter.value) this.#sift();
  }

  /**
   * Bring rows up to date where they stand.
   *
   * @param {Iterable<string>} ids
   * @param {State} state
   */
  update(ids, state) {
    for (const id of ids) {
      const relation = state.relations.get(id);
      const row = this.rowOf.get(id);
      if (relation && row) row.dress(relation);
    }
  }

  /**
   * Show how far the review of relations is.
   *
   * @param {number} decided
   * @param {number} all
   */
  showCount(decided, all) {
    this.counted = all === 0 ? ["", ""] : [`${decided} of ${all}`, " decided"];
    if (this.filter.value === "") this.#count(this.counted);
  }

  /**
   * @param {Relation | null} relation the focused one
   * @param {readonly string[]} near relations of the focused entity
   */
  focus(relation, near) {
    const row = relation ? (this.rowOf.get(relation.id) ?? null) : null;
    if (this.focused !== row) this.focused?.mark(false);
    this.focused = row;
    row?.mark(true);
    for (const old of this.near) setAttribute(old.root, "data-near", false);
    this.near = near.flatMap((id) => this.rowOf.get(id) ?? []);
    for (const found of this.near) setAttribute(found.root, "data-near", true);
    setAttribute(this.rows, "aria-activedescendant", row ? row.root.id : null);
  }

  /** Scroll what belongs to the focus into view; measured after everything has been written. */
  reveal() {
    const shown = [this.focused ?? [], ...this.near].flat().find((row) => !row.root.hidden);
    if (!shown) return;
    const pane = this.rows.getBoundingClientRect();
    const place = shown.root.getBoundingClientRect();
    if (place.top < pane.top + 30 || place.bottom > pane.bottom - 10) {
      const away = place.top - pane.top - pane.height * 0.3;
      this.rows.scrollTop += away;
    }
  }

  /**
   * @param {string} key
   * @param {string} title
   * @param {boolean} goesOn
   */
  #group(key, title, goesOn) {
    const known = this.groupOf.get(key);
    if (known) return known;
    const made = element("div", { class: "an-group", role: "group", "aria-label": shortened(title, 60) });
    made.append(
      element(
        "div",
        { class: "an-group-title", "aria-hidden": "true", hidden: goesOn },
        shortened(title, 60),
      ),
    );
    setAttribute(made, "data-goes-on", goesOn);
    this.groupOf.set(key, made);
    return made;
  }

  /**
   * @param {HTMLElement} group
   * @param {readonly string[]} ids
   * @param {State} state
   */
  #fillGroup(group, ids, state) {
    /** @type {Element | null} */
    let place = group.children[1] ?? null;
    for (const id of ids) {
      const relation = /** @type {Relation} */ (state.relations.get(id));
      const row = this.rowOf.get(id) ?? this.#row(id, relation);
      if (row.root === place) place = place.nextElementSibling;
      else group.insertBefore(row.root, place);
    }
  }

  /**
   * @param {string} id
   * @param {Relation} relation
   */
  #row(id, relation) {
    const row = new RelationRow(this.source, relation);
    this.rowOf.set(id, row);
    return row;
  }

  /** @param {State} state */
  #sayEmpty(state) {
    const key = captionOf("relate", this.source.schema);
    const how = key === "" ? "choose “relation”" : `press ${key}`;
    setText(
      this.empty,
      state.relations.size > 0 ? "" : `No relations yet. Focus an entity and ${how} to add one.`,
    );
    this.empty.hidden = state.relations.size > 0;
    this.rows.hidden = !this.empty.hidden;
    this.field.hidden = !this.empty.hidden;
  }

  /** @param {[string, string]} counted numbers, and the word that a narrow list leaves out */
  #count([numbers, word]) {
    setText(this.numbers, numbers);
    setText(this.word, word);
  }

  /** Whether the filter has the keyboard. */
  get isFiltering() {
    return this.root.ownerDocument.activeElement === this.filter;
  }

  /** Give the filter the keyboard. @returns {boolean} whether there is anything to filter */
  beginFilter() {
    if (this.field.hidden) return false;
    this.filter.focus({ preventScroll: true });
    this.filter.select();
    return true;
  }

  /** Show every row again. */
  clearFilter() {
    if (this.filter.value === "") return;
    this.filter.value = "";
    this.#sift();
  }

  /**
   * The row before or after the focused one among those shown, going round at the ends.
   *
   * @param {1 | -1} step
   * @returns {string | null} the relation
   */
  shownBeside(step) {
    const shown = [...this.rows.querySelectorAll(".an-row:not([hidden])")];
    if (shown.length === 0) return null;
    const at = this.focused ? shown.indexOf(this.focused.root) : -1;
    const next = at < 0 ? (step === 1 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length;
    return shown[next].getAttribute("data-relation-id");
  }

  /**
   * Show only rows that hold what has been typed. What stops fitting later stays until the filter is changed,
   * so that nothing jumps while one decides.
   */
  #sift() {
    const wanted = this.filter.value;
    let count = 0;
    for (const group of this.groupOf.values()) {
      let any = false;
      for (const root of group.querySelectorAll(".an-row")) {
        const row = this.rowOf.get(root.getAttribute("data-relation-id") ?? "");
        const fit = row !== undefined && fits(row.sought, wanted);
        /** @type {HTMLElement} */ (root).hidden = !fit;
        any ||= fit;
        if (fit) count += 1;
      }
      group.hidden = !any;
    }
    this.#count(wanted === "" ? this.counted : [`${count} of ${this.rowOf.size}`, " shown"]);
  }
}
