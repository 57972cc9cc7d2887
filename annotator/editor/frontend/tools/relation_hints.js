/**
 * A relation by keyboard: letters on the legal ends, then the label, chosen by itself where only one is
 * legal. From an entity it is a new relation; from a relation, another end for it.
 */

import { setAttribute } from "../look/elements.js";
import { HINT_LETTERS, hintCodes, typedHint } from "../keys/hint_codes.js";
import { join, targetsOf } from "./relation_join.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("./relation_join.js").Quest} Quest */
/** @typedef {import("../wire/types.js").Item} Item */

/** Letters shown at once, around the place that is read; scrolling moves them on. */
const MOST_HINTS = 200;
/** Marks that begin at most so many code points apart would have their letters on each other. */
const CLOSE = 2;
/** Pixels that the sign of a code is wide (marks.css). */
const LETTER = { edges: 9, each: 10 };
/** Pixels of scrolling that leave the letters where they are. */
const STEADY = 108;

export class Relate {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = {
      relate: () => this.begin("tail"),
      "reattach-head": () => this.begin("head"),
      hint: ({ letter }) => this.letter(letter ?? ""),
      "hint-back": () => this.back(),
    };
    /** @type {Quest | null} */
    this.quest = null;
    /** @type {Map<string, string>} code to entity */
    this.codes = new Map();
    /** @type {string[]} */
    this.targets = [];
    this.typed = "";
    this.scrolled = 0;
    /** @type {HTMLElement[]} */
    this.hinted = [];
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    return this.isOpen ? "hint" : null;
  }

  get isOpen() {
    return this.codes.size > 0;
  }

  /**
   * Look for an end: of a new relation from the focused entity, or of the focused relation.
   *
   * @param {"head" | "tail"} end
   */
  begin(end) {
    const { review, messages } = this.editor;
    const quest = this.#questOf(review.focus, end);
    if (typeof quest === "string") return messages.refuse(quest);
    const targets = targetsOf(review, quest);
    if (targets.length === 0) return messages.refuse(nobody(quest));
    this.quest = quest;
    this.targets = targets.map((target) => target.id);
    this.#assign(review.state.entities.get(quest.relation?.[end] ?? quest.fixed)?.start ?? 0);
    this.editor.modeChanged();
    messages.say(`${targets.length} entities may be the ${end}; type the letters shown`);
  }

  /** The text was scrolled: what is in sight now shall have the short codes. */
  recentre() {
    if (!this.isOpen || this.typed !== "" || this.targets.length <= HINT_LETTERS.length) return;
    if (Math.abs(this.editor.pane.scrollTop - this.scrolled) >= STEADY)
      this.#assign(this.editor.page.placeInMiddle());
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
   * The end is chosen, by its letters or by a click.
   *
   * @param {string} other
   */
  target(other) {
    const { quest } = this;
    this.cancel();
    if (quest) join(this.editor, quest, other);
  }

  /** Leave. */
  cancel() {
    this.codes = new Map();
    this.quest = null;
    this.#show();
    this.editor.modeChanged();
  }

  /**
   * @param {Item | null} focus
   * @param {"head" | "tail"} end
   * @returns {Quest | string} why there is none
   */
  #questOf(focus, end) {
    const { state } = this.editor.review;
    const relation = focus?.kind === "relation" ? (state.relations.get(focus.id) ?? null) : null;
    if (relation) return { fixed: end === "tail" ? relation.head : relation.tail, end, relation };
    if (end === "head") return "only a relation has a head to be changed: focus one first";
    if (focus?.kind !== "entity") return "a relation begins at an entity: focus one first";
    return { fixed: focus.id, end, relation: null };
  }

  /** Give the shortest codes to what is nearest. @param {number} place code point */
  #assign(place) {
    const { entities } = this.editor.review.state;
    const distance = (/** @type {string} */ id) => Math.abs((entities.get(id)?.start ?? 0) - place);
    const nearest = [...this.targets]
      .sort((one, other) => distance(one) - distance(other))
      .slice(0, MOST_HINTS);
    const codes = hintCodes(nearest.length);
    this.typed = "";
    this.scrolled = this.editor.pane.scrollTop;
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
    this.#spread(shown);
    this.hinted = shown;
  }

  /** Put the letters of marks that begin at one place side by side. @param {readonly HTMLElement[]} shown */
  #spread(shown) {
    const { entities } = this.editor.review.state;
    const placed = shown.map((mark) => ({
      mark,
      start: entities.get(mark.dataset.entityId ?? "")?.start ?? 0,
    }));
    placed.sort((one, other) => one.start - other.start);
    let [last, shift] = [-Infinity, 0];
    for (const { mark, start } of placed) {
      if (start - last > CLOSE) shift = 0;
      mark.style.setProperty("--hint-shift", `${shift}px`);
      shift += LETTER.edges + LETTER.each * (mark.dataset.hint ?? "").length;
      last = start;
    }
  }
}

/** @param {Quest} quest */
function nobody({ end, relation }) {
  return relation
    ? `no other entity here may be the ${end} of this relation`
    : `no entity here may be the ${end} of a relation from this one`;
}
