/**
 * Relations by dragging: from a mark to another mark, or the end of an arc to another mark.
 *
 * A drag that begins on a mark and ends on another one means a relation; one that ends in plain text, or in a
 * mark around or inside of the first one, means the text in between, as does any with Alt or Shift. The
 * browser selects meanwhile, so that nothing has to be guessed before the pointer is let go. A finger scrolls
 * the text: it drags from the focused mark only.
 */

import { DragLine } from "./drag_line.js";
import { join, targetsOf } from "./relation_join.js";
import { entitiesAt, entitiesUnder, select } from "../view/selection.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("./relation_join.js").Quest} Quest */

/**
 * @typedef {object} Press
 * @property {Quest | null} quest null: no relation can begin here
 * @property {readonly string[]} from entities under the beginning; none where an arc's end is dragged
 * @property {ReadonlySet<string>} targets legal ones
 * @property {number} x
 * @property {number} y
 * @property {boolean} begun the pointer has left the beginning
 * @property {string | null} over the entity under the pointer that a relation would go to
 */

const STILL = 6;
/** How near to an edge of the text the pointer scrolls it, and how fast, in pixels. */
const EDGE = 28;
const STEP = 14;

export class Drag {
  /** @param {Stage} editor @param {import("./relation_hints.js").Relate} relate */
  constructor(editor, relate) {
    this.editor = editor;
    this.relate = relate;
    /** @type {Press | null} */
    this.press = null;
    /** @type {DragLine | null} */
    this.line = null;
    this.frame = 0;
    /** Left with Escape: what the button lets go of then is nothing. */
    this.left = false;
    this.x = 0;
    this.y = 0;
  }

  /** @param {PointerEvent} event pointerdown */
  down(event) {
    this.cancel();
    this.left = false;
    if (event.button !== 0 || event.altKey || event.shiftKey || this.relate.isOpen) return;
    const target = event.target instanceof Element ? event.target : null;
    const handle = target?.closest("[data-handle]");
    if (handle) return this.#grip(handle, event);
    const from = entitiesUnder(target);
    const { focus } = this.editor.review;
    const focused = focus?.kind === "entity" && from.includes(focus.id) ? focus.id : null;
    if (from.length === 0 || (event.pointerType === "touch" && focused === null)) return;
    this.#press(event, from, { fixed: focused ?? from[0], end: "tail", relation: null });
  }

  /** @param {PointerEvent} event pointermove */
  track(event) {
    if (!this.press) return;
    [this.x, this.y] = [event.clientX, event.clientY];
    this.frame ||= requestAnimationFrame(() => this.#follow());
  }

  /**
   * The pointer is let go.
   *
   * @param {PointerEvent} event pointerup
   * @returns {boolean} whether it was about a relation
   */
  up(event) {
    const { press, left, editor } = this;
    this.left = false;
    if (left) select(editor.text, null);
    if (!press) return left;
    [this.x, this.y] = [event.clientX, event.clientY];
    this.#look();
    const { begun, over, quest, from } = press;
    this.cancel();
    this.left = false;
    if (!begun || !quest) return false;
    if (over === null) return from.length === 0;
    select(editor.text, null);
    editor.picking.end(() => join(editor, quest, over));
    return true;
  }

  /** Leave; nothing becomes of it. */
  cancel() {
    this.left = this.press?.begun ?? false;
    this.press = null;
    this.line?.remove();
    this.line = null;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** @param {Element} handle @param {PointerEvent} event */
  #grip(handle, event) {
    const { review, pane } = this.editor;
    const id = handle.closest("[data-arc]")?.getAttribute("data-arc") ?? "";
    const relation = review.state.relations.get(id);
    if (!relation) return;
    event.preventDefault();
    pane.setPointerCapture(event.pointerId);
    const end = handle.getAttribute("data-handle") === "head" ? "head" : "tail";
    this.#press(event, [], { fixed: end === "tail" ? relation.head : relation.tail, end, relation });
  }

  /** @param {PointerEvent} event @param {readonly string[]} from @param {Quest} quest */
  #press({ clientX: x, clientY: y }, from, quest) {
    this.press = { quest, from, targets: new Set(), x, y, begun: false, over: null };
  }

  /** Once a frame while the pointer moves, and while it stays at an edge. */
  #follow() {
    this.frame = 0;
    this.#look();
    const { press, line, editor } = this;
    if (!press || !line) return;
    line.follow(this.x, this.y, press.over, press.over !== null && press.targets.has(press.over));
    const view = editor.pane.getBoundingClientRect();
    const step = this.y < view.top + EDGE ? -STEP : this.y > view.bottom - EDGE ? STEP : 0;
    if (step === 0) return;
    editor.pane.scrollTop += step;
    this.frame = requestAnimationFrame(() => this.#follow());
  }

  /** What the pointer is over. */
  #look() {
    const { press } = this;
    if (!press?.quest) return;
    const under = entitiesAt(this.x, this.y);
    const outside = under.every((id) => !press.from.includes(id));
    if (!press.begun) {
      const moved = Math.hypot(this.x - press.x, this.y - press.y) >= STILL;
      if (!moved || (under.length > 0 && !outside)) return;
      this.#begin(press, press.quest);
    }
    press.over = outside ? (under.find((id) => press.targets.has(id)) ?? under[0] ?? null) : null;
  }

  /**
   * The pointer has left where it began: show what it may go to.
   *
   * @param {Press} press
   * @param {Quest} quest
   */
  #begin(press, quest) {
    press.begun = true;
    press.targets = new Set(targetsOf(this.editor.review, quest).map(({ id }) => id));
    this.line = new DragLine(this.editor, quest.fixed, press.targets);
  }
}
