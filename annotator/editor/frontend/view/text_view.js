/**
 * The text of an article with its marks: draws every line once, then only the lines that change.
 */

import { element, setAttribute } from "../look/elements.js";
import { nest } from "../text/nesting.js";
import { blocksOf, estimatedHeight, lineAt, linesOf, splitLines } from "../text/lines.js";

/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("../text/nesting.js").Fragment} Fragment */
/** @typedef {import("../text/lines.js").Line} Line */
/** @typedef {{start: number, end: number, label: string}} Drawn */

/**
 * @typedef {object} TextSource
 * @property {string} text
 * @property {readonly (readonly [number, number])[]} furniture
 * @property {import("../text/offsets.js").Offsets} offsets
 * @property {(entity: Entity) => string} describe name of a mark for screen readers
 * @property {(entity: Entity) => string} time that a date names, shown where the pointer rests; empty for
 *   anything else
 * @property {(entity: Entity) => string} telling values of its attributes to show behind its label; may be
 *   empty
 * @property {(label: string) => string} hue the CSS variable of a label's colour
 */

const BLOCK = 3000;
const LONG = 6000;
/** Longest mark that is never broken over two rows. */
const SHORT = 24;
const MEASURE = { row: 36, blank: 12, furniture: 24, columns: 62 };

export class TextView {
  /** @param {TextSource} source */
  constructor(source) {
    this.source = source;
    this.lines = splitLines(source.text, source.offsets, source.furniture);
    /** @type {HTMLElement} */
    this.root = element("div", { class: "an-text", role: "document", "aria-label": "Article text" });
    /** @type {HTMLElement[]} */
    this.lineElements = [];
    /** @type {Set<string>[]} */
    this.entitiesOfLine = this.lines.map(() => new Set());
    /** @type {Map<string, Drawn>} */
    this.drawn = new Map();
    /** @type {ReadonlyMap<string, Entity>} */
    this.entities = new Map();
    /**
     * Marks without words, to be copied: that takes a third of making one.
     *
     * @type {Map<string, HTMLElement>}
     */
    this.patterns = new Map();
  }

  /**
   * Draw everything, once, in steps of a block.
   *
   * @param {ReadonlyMap<string, Entity>} entities
   * @returns {Generator<undefined, void>}
   */
  *drawing(entities) {
    this.entities = entities;
    for (const [id, entity] of entities) this.#enter(id, entity);
    const long = this.source.text.length > LONG;
    for (const [first, last] of blocksOf(this.lines, BLOCK)) {
      yield;
      const lines = this.lines.slice(first, last);
      const block = element("div", { class: long ? "an-block an-far" : "an-block" });
      const rows = (estimatedHeight(lines, MEASURE) / MEASURE.row).toFixed(2);
      if (long)
        block.style.setProperty("contain-intrinsic-size", `auto 640px auto calc(${rows} * var(--row))`);
      block.append(...lines.map((line) => this.#makeLine(line)));
      this.root.append(block);
    }
  }

  /**
   * Bring changed entities up to date; touches only their lines.
   *
   * @param {Iterable<string>} ids
   * @param {ReadonlyMap<string, Entity>} entities
   * @returns {boolean} whether any line was drawn anew
   */
  update(ids, entities) {
    this.entities = entities;
    /** @type {Set<number>} */
    const dirty = new Set();
    for (const id of ids) {
      const now = entities.get(id);
      const before = this.drawn.get(id);
      if (
        now &&
        before &&
        before.start === now.start &&
        before.end === now.end &&
        before.label === now.label
      ) {
        for (const mark of this.marksOf(id)) this.#dress(mark, now);
        continue;
      }
      if (before) for (const line of this.#leave(id, before)) dirty.add(line);
      if (now) for (const line of this.#enter(id, now)) dirty.add(line);
    }
    for (const line of dirty) this.#fill(this.lineElements[line], this.lines[line]);
    return dirty.size > 0;
  }

  /**
   * The fragments of an entity, in order of the text.
   *
   * @param {string} id
   * @returns {HTMLElement[]}
   */
  marksOf(id) {
    const drawn = this.drawn.get(id);
    if (!drawn) return [];
    const [first, last] = linesOf(this.lines, drawn.start, drawn.end);
    const found = [];
    for (let line = first; line <= last; line += 1) {
      const selector = `[data-entity-id="${CSS.escape(id)}"]`;
      for (const mark of this.lineElements[line].querySelectorAll(selector)) {
        found.push(/** @type {HTMLElement} */ (mark));
      }
    }
    return found;
  }

  /**
   * The element of the line that a code point lies in.
   *
   * @param {number} codePoint
   */
  lineElementAt(codePoint) {
    return this.lineElements[lineAt(this.lines, codePoint)];
  }

  /**
   * @param {string} id
   * @param {Entity} entity
   */
  #enter(id, entity) {
    this.drawn.set(id, { start: entity.start, end: entity.end, label: entity.label });
    return this.#each(entity, (line) => this.entitiesOfLine[line].add(id));
  }

  /**
   * @param {string} id
   * @param {Drawn} drawn
   */
  #leave(id, drawn) {
    this.drawn.delete(id);
    return this.#each(drawn, (line) => this.entitiesOfLine[line].delete(id));
  }

  /**
   * @param {{start: number, end: number}} span
   * @param {(line: number) => unknown} visit
   * @returns {number[]} the lines visited
   */
  #each(span, visit) {
    const [first, last] = linesOf(this.lines, span.start, span.end);
    const visited = [];
    for (let line = first; line <= last; line += 1) {
      visit(line);
      visited.push(line);
    }
    return visited;
  }

  /** @param {Line} line */
  #makeLine(line) {
    const kind = line.blank ? "an-line an-blank" : line.furniture ? "an-line an-furniture" : "an-line";
    const made = element("div", { class: kind, dir: "auto", "data-line": line.index });
    this.lineElements[line.index] = made;
    this.#fill(made, line);
    return made;
  }

  /**
   * @param {HTMLElement} target
   * @param {Line} line
   */
  #fill(target, line) {
    const spans = [...this.entitiesOfLine[line.index]].map((id) => {
      const { start, end } = /** @type {Drawn} */ (this.drawn.get(id));
      return { id, start, end };
    });
    // the newline itself is part of the last text, so that copied text is the article's text
    target.replaceChildren(...this.#pieces(nest(spans, line.start, line.end), line.start, line.next));
  }

  /**
   * @param {readonly Fragment[]} fragments
   * @param {number} from
   * @param {number} to
   * @returns {(Node | string)[]}
   */
  #pieces(fragments, from, to) {
    /** @type {(Node | string)[]} */
    const made = [];
    let at = from;
    for (const fragment of fragments) {
      if (at < fragment.start) made.push(this.source.offsets.slice(at, fragment.start));
      made.push(this.#mark(fragment));
      at = fragment.end;
    }
    if (at < to) made.push(this.source.offsets.slice(at, to));
    return made;
  }

  /** @param {Fragment} fragment */
  #mark(fragment) {
    const entity = /** @type {Entity} */ (this.entities.get(fragment.id));
    const mark = /** @type {HTMLElement} */ (this.#pattern(fragment, entity).cloneNode(false));
    mark.setAttribute("data-entity-id", fragment.id);
    this.#name(mark, entity);
    mark.append(...this.#pieces(fragment.inside, fragment.start, fragment.end));
    return mark;
  }

  /**
   * A mark as all fragments of this shape with this label and status begin.
   *
   * @param {Fragment} fragment
   * @param {Entity} entity
   */
  #pattern({ first, last, start, end, height }, { label, status }) {
    const short = end - start <= SHORT;
    const key = `${first} ${last} ${short} ${height} ${status} ${label}`;
    const known = this.patterns.get(key);
    if (known) return known;
    const mark = element("span", {
      class: "an-mark",
      role: "group",
      "aria-roledescription": "entity",
      tabindex: "-1",
    });
    setAttribute(mark, "data-first", first);
    setAttribute(mark, "data-last", last);
    setAttribute(mark, "data-short", short);
    setAttribute(mark, "data-height", height > 0 ? Math.min(3, height) : null);
    this.#colour(mark, label, status);
    this.patterns.set(key, mark);
    return mark;
  }

  /**
   * What of a mark may change without its words being others, and its label.
   *
   * @param {HTMLElement} mark
   * @param {Entity} entity
   */
  #dress(mark, entity) {
    this.#colour(mark, entity.label, entity.status);
    this.#name(mark, entity);
  }

  /** @param {HTMLElement} mark @param {string} label @param {string} status */
  #colour(mark, label, status) {
    setAttribute(mark, "data-label", label);
    setAttribute(mark, "data-status", status);
    mark.style.setProperty("--c", this.source.hue(label));
  }

  /** @param {HTMLElement} mark @param {Entity} entity */
  #name(mark, entity) {
    setAttribute(mark, "data-attributes", this.source.telling(entity) || null);
    setAttribute(mark, "title", this.source.time(entity) || null);
    setAttribute(mark, "aria-label", this.source.describe(entity));
  }
}
