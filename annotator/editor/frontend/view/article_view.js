/**
 * Everything that is drawn for one article: header, text, focus, relation list. Knows what to redraw, decides
 * nothing.
 */

import { attributesInWords, attributesOf, tellingValues } from "../model/attributes.js";
import { contextOf } from "../text/sentence_context.js";
import { DATE_LABELS, timeInWords } from "../session/dates.js";
import { Detail } from "./relations/relation_detail.js";
import { element } from "../look/elements.js";
import { FocusView } from "./focus_view.js";
import { countItems, Header } from "./header.js";
import { relationFault } from "../model/decide.js";
import { RelationList } from "./relations/relation_list.js";
import { STATUS_WORDS } from "../model/relation_rows.js";
import { TextView } from "./text_view.js";
import { hues } from "../look/theme.js";

/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Relation} Relation */
/**
 * @typedef {Pick<import("../session/review.js").Review, "data" | "schema" | "offsets" | "state" | "focus">}
 *   Shown a review, or one that is to come
 */

export class Page {
  /**
   * @param {Shown} review
   * @param {HTMLElement} pane the scroll area of the text
   * @param {(item: Item) => void} onPick
   * @param {(command: string) => void} onCommand
   * @param {Pick<import("./focus_view.js").FocusSource, "cameFrom" | "onChip">} ways to what is out of sight
   * @param {import("../session/dates.js").Dates} dates
   */
  constructor(review, pane, onPick, onCommand, ways, dates) {
    const { article } = review.data;
    this.review = review;
    this.pane = pane;
    this.dates = dates;
    /** Whether the article was complete while it was on screen. */
    this.wasComplete = false;
    this.layout = review.state.layout;
    this.hue = hues(review.schema);
    this.text = new TextView({
      text: article.text,
      furniture: article.furniture,
      offsets: review.offsets,
      hue: this.hue,
      describe: this.describe,
      telling: this.telling,
      time: this.timeOf,
    });
    this.header = new Header(article);
    const { wordsOf, faultOf, readOf, titleOf, timeOf } = this;
    this.list = new RelationList({
      schema: review.schema,
      wordsOf,
      titleOf,
      faultOf,
      onPick: (id) => onPick({ kind: "relation", id }),
    });
    this.detail = new Detail({
      schema: review.schema,
      wordsOf,
      faultOf,
      contextOf: readOf,
      titleOf,
      timeOf,
      onCommand,
    });
    this.list.root.append(this.detail.root);
    this.column = element("div", { class: "an-column" }, this.header.root, this.text.root);
    this.focusView = new FocusView({
      text: this.text,
      pane,
      column: this.column,
      schema: review.schema,
      wordsOf,
      faultOf,
      titleOf,
      ...ways,
    });
    this.column.append(this.focusView.hovering.root, this.focusView.arcs.root);
  }

  /** Draw everything, in steps. @returns {Generator<undefined, this>} */
  *drawing() {
    const { state } = this.review;
    yield* this.text.drawing(state.entities);
    yield* this.list.arranging(state);
    this.showCounts();
    return this;
  }

  /** The words of an entity. @type {(entityId: string) => string} */
  wordsOf = (entityId) => {
    const entity = this.review.state.entities.get(entityId);
    return entity ? this.review.offsets.slice(entity.start, entity.end) : "…";
  };

  /**
   * Why a relation may not stand in gold as it is; rejected ones may be anything.
   *
   * @type {(relation: Relation) => string | null}
   */
  faultOf = (relation) => {
    if (relation.status === "rejected") return null;
    return relationFault(this.review.state, this.review.schema, relation);
  };

  /**
   * What a relation was read in, with its ends marked.
   *
   * @type {(relation: Relation) => import("../text/sentence_context.js").Piece[]}
   */
  readOf = (relation) => {
    const { state, offsets } = this.review;
    const [head, tail] = [state.entities.get(relation.head), state.entities.get(relation.tail)];
    return head && tail ? contextOf(offsets, this.text.lines, head, tail) : [];
  };

  /** How a label reads. @type {(label: string) => string} */
  titleOf = (label) => {
    const { entity_labels, relation_labels } = this.review.schema;
    const found = [...entity_labels, ...relation_labels].find((known) => known.label === label);
    return found?.title || label;
  };

  /** @type {(entity: import("../wire/types.js").Entity) => string} */
  describe = (entity) => {
    const words = this.review.offsets.slice(entity.start, entity.end);
    const time = this.timeOf(entity);
    const attributes = attributesInWords(entity.attributes);
    const named = `${words}, ${entity.label}, ${STATUS_WORDS[entity.status]}${attributes}`;
    return time === "" ? named : `${named}, means ${time}`;
  };

  /**
   * The time that a date names; empty for what is none, and where it is not known.
   *
   * @type {(entity: import("../wire/types.js").Entity) => string}
   */
  timeOf = ({ label, start, end }) => {
    if (!DATE_LABELS.has(label)) return "";
    const time = this.dates.of({
      published: this.review.data.article.published,
      words: this.review.offsets.slice(start, end),
    });
    return time === null ? "" : timeInWords(time);
  };

  /**
   * The words of those of some items that are dates.
   *
   * @param {Iterable<string>} changed keys of items
   * @returns {string[]}
   */
  datesAmong(changed) {
    const { state, offsets } = this.review;
    return [...changed].flatMap((key) => {
      const entity = key.startsWith("entity:") ? state.entities.get(key.slice("entity:".length)) : undefined;
      return entity && DATE_LABELS.has(entity.label) ? [offsets.slice(entity.start, entity.end)] : [];
    });
  }

  /** Show times that have come to be known. Writes only. */
  showTimes() {
    const { focus, state } = this.review;
    const dates = [...state.entities.values()].filter((entity) => DATE_LABELS.has(entity.label));
    this.text.update(
      dates.map((entity) => entity.id),
      state.entities,
    );
    this.detail.show(focus, state);
  }

  /**
   * Attributes that say something, as they stand behind a label.
   *
   * @type {(entity: import("../wire/types.js").Entity) => string}
   */
  telling = (entity) => {
    // most entities carry none: nothing is looked up for them
    for (const _ in entity.attributes)
      return tellingValues(attributesOf(this.review.schema, "entity", entity)).join(" · ");
    return "";
  };

  /**
   * Bring changed items up to date. Writes only.
   *
   * @param {ReadonlySet<string>} changed keys of items
   */
  update(changed) {
    const { state } = this.review;
    /** @type {string[]} */
    const entities = [];
    /** @type {Set<string>} */
    const relations = new Set();
    for (const key of changed) {
      const at = key.indexOf(":");
      const id = key.slice(at + 1);
      if (key.slice(0, at) === "relation") relations.add(id);
      else entities.push(id);
    }
    this.text.update(entities, state.entities);
    for (const id of entities) for (const relation of state.relationsOf(id)) relations.add(relation.id);
    if (relations.size > 0 && state.layout !== this.layout) this.list.arrange(state);
    this.layout = state.layout;
    this.list.update(relations, state);
    this.showCounts();
  }

  /** How much is left. */
  showCounts() {
    const { state } = this.review;
    const counts = countItems(state);
    this.wasComplete ||= state.status === "complete";
    const lost = this.wasComplete && state.status !== "complete";
    this.header.show(counts, state.status, state.comment, {
      blind: this.review.data.review.mode === "blind",
      lost,
    });
    this.list.showCount(counts.relations - counts.pendingRelations, counts.relations);
  }

  /**
   * Show the focus and give it the keyboard. Writes first, then measures.
   *
   * @param {Item | null} focus
   * @param {number | null} room pixels that it shall be from the edges of the text; null: nothing scrolls
   */
  showFocus(focus, room) {
    const { state } = this.review;
    const relation = focus?.kind === "relation" ? (state.relations.get(focus.id) ?? null) : null;
    const near = focus?.kind === "entity" ? state.relationsOf(focus.id).map((found) => found.id) : [];
    this.focusView.ring(focus, state);
    this.list.focus(relation, near);
    this.detail.show(focus, state);
    this.keepKeyboard(focus);
    if (room !== null) {
      this.focusView.reveal(room);
      this.list.reveal();
    }
    if (relation) this.detail.reveal();
    this.focusView.connect();
  }

  /**
   * Give the focused mark or the list the keyboard, so that screen readers say it, unless something outside
   * has it.
   *
   * @param {Item | null} focus
   */
  keepKeyboard(focus) {
    const active = document.activeElement;
    const ours =
      active === null ||
      active === document.body ||
      this.pane.contains(active) ||
      this.list.root.contains(active);
    if (!ours) return;
    const [mark] = this.focusView.marks;
    if (focus?.kind === "relation") this.list.rows.focus({ preventScroll: true });
    else if (mark && mark !== active) mark.focus({ preventScroll: true });
  }

  /**
   * Where something about an entity may be shown.
   *
   * @param {string} entityId
   * @returns {{left: number, top: number, bottom: number}} pixels of the page
   */
  anchorOf(entityId) {
    const [mark] = this.text.marksOf(entityId);
    const place = mark?.getClientRects()[0] ?? this.pane.getBoundingClientRect();
    return { left: place.left, top: place.top, bottom: place.bottom };
  }

  /** The code point that the caret begins at: the focused entity, else the first line in sight. */
  placeInSight() {
    const { focus, state } = this.review;
    const entity = focus?.kind === "entity" ? state.entities.get(focus.id) : undefined;
    if (entity) return entity.start;
    return this.#firstLineBelow(this.pane.getBoundingClientRect().top + 20)?.start ?? 0;
  }

  /** The code point at the middle of what is in sight. */
  placeInMiddle() {
    const view = this.pane.getBoundingClientRect();
    const middle = view.top + view.height / 2;
    const place = this.#firstLineBelow(middle) ?? this.text.lines[this.text.lines.length - 1];
    return place.start;
  }

  /** @param {number} y pixels of the page */
  #firstLineBelow(y) {
    let low = 0;
    let high = this.text.lineElements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.text.lineElements[middle].getBoundingClientRect().bottom > y) high = middle;
      else low = middle + 1;
    }
    return this.text.lines[low];
  }

  /**
   * Scroll so that a stretch of text can be seen.
   *
   * @param {Range} range
   * @param {number} [foot] pixels that are covered at the foot of the text
   */
  revealRange(range, foot = 40) {
    const view = this.pane.getBoundingClientRect();
    const place = range.getBoundingClientRect();
    if (place.top < view.top + 40 || place.bottom > view.bottom - foot)
      this.pane.scrollTop += place.top - view.top - view.height * 0.35;
  }

  /** What became of an item, for screen readers. @param {Item} item */
  inWords(item) {
    const { state } = this.review;
    const entity = item.kind === "entity" ? state.entities.get(item.id) : undefined;
    if (entity) return this.describe(entity);
    const relation = item.kind === "relation" ? state.relations.get(item.id) : undefined;
    if (!relation) return "deleted";
    const words = `${this.wordsOf(relation.head)} ${relation.label} ${this.wordsOf(relation.tail)}`;
    return `${words}, ${STATUS_WORDS[relation.status]}${attributesInWords(relation.attributes)}`;
  }
}
