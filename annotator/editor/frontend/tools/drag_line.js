/**
 * What is seen of a drag: a line from the end that stays to the pointer, and legal targets lit up.
 */

import { setAttribute, svgElement } from "../look/elements.js";

/** @typedef {import("../view/scene.js").Scene} Scene */

/** Targets lit up, the nearest ones: more would restyle a whole article. */
const MOST_LIT = 200;

export class DragLine {
  /**
   * @param {Scene} editor
   * @param {string} fixed the entity that the line begins at
   * @param {ReadonlySet<string>} targets legal ones
   */
  constructor(editor, fixed, targets) {
    this.editor = editor;
    this.fixed = fixed;
    this.path = svgElement("path", { class: "an-drag-line" });
    this.tip = svgElement("circle", { class: "an-drag-tip", r: 3.5 });
    this.root = svgElement("svg", { class: "an-arcs", "aria-hidden": "true" }, this.path, this.tip);
    this.lit = this.#nearest(targets).flatMap((id) => editor.text.marksOf(id));
    /** @type {HTMLElement[]} */
    this.over = [];
    for (const mark of this.lit) setAttribute(mark, "data-target", "");
    editor.page.column.append(this.root);
    setAttribute(editor.root, "data-dragging", "");
  }

  /**
   * Measures, then writes.
   *
   * @param {number} x pixels of the page
   * @param {number} y
   * @param {string | null} over the entity that a relation would go to
   * @param {boolean} legal
   */
  follow(x, y, over, legal) {
    const { text, page, root } = this.editor;
    const frame = page.column.getBoundingClientRect();
    const start = text.marksOf(this.fixed)[0]?.getClientRects()[0];
    const marks = over === null ? [] : text.marksOf(over);
    const target = legal ? marks[0]?.getClientRects()[0] : undefined;
    const [fromX, fromY] = start ? [(start.left + start.right) / 2, start.top] : [x, y];
    const [toX, toY] = target ? [(target.left + target.right) / 2, target.top] : [x, y];
    const at = (/** @type {number} */ px, /** @type {number} */ py) =>
      `${Math.round(px - frame.left)},${Math.round(py - frame.top)}`;
    setAttribute(this.path, "d", `M${at(fromX, fromY)} L${at(toX, toY)}`);
    setAttribute(this.tip, "cx", Math.round(toX - frame.left));
    setAttribute(this.tip, "cy", Math.round(toY - frame.top));
    setAttribute(this.root, "data-legal", over === null ? "none" : legal ? "yes" : "no");
    // what is selected meanwhile is not what is meant while the pointer is on a mark
    setAttribute(root, "data-dragging", over === null ? "" : "over");
    for (const mark of this.over) if (!marks.includes(mark)) setAttribute(mark, "data-over", null);
    for (const mark of marks) setAttribute(mark, "data-over", legal ? "yes" : "no");
    this.over = marks;
  }

  /** Take everything away. */
  remove() {
    for (const mark of this.lit) setAttribute(mark, "data-target", null);
    for (const mark of this.over) setAttribute(mark, "data-over", null);
    this.root.remove();
    setAttribute(this.editor.root, "data-dragging", null);
  }

  /** @param {ReadonlySet<string>} targets */
  #nearest(targets) {
    const { entities } = this.editor.review.state;
    const place = entities.get(this.fixed)?.start ?? 0;
    const distance = (/** @type {string} */ id) => Math.abs((entities.get(id)?.start ?? 0) - place);
    return [...targets].sort((one, other) => distance(one) - distance(other)).slice(0, MOST_LIT);
  }
}
