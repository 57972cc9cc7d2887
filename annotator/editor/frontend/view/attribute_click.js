/**
 * A click on the small print behind the label of the focused mark gives its attribute the next value.
 */

import { attributesOf } from "../model/attributes.js";

/** @typedef {import("./scene.js").Scene} Scene */

/**
 * @param {Scene} editor
 * @returns {() => void} stop
 */
export function followAttributeClicks(editor) {
  /**
   * @type {string | null} the mark that was focused when the pointer went down: a first click only focuses
   */
  let focused = null;
  const onDown = () => {
    const { focus } = editor.review;
    focused = focus?.kind === "entity" ? focus.id : null;
  };
  /** @param {MouseEvent} event */
  const onClick = (event) => {
    const mark = event.target instanceof HTMLElement ? event.target.closest("[data-attributes]") : null;
    if (!mark || focused === null || mark.getAttribute("data-entity-id") !== focused || event.detail > 1)
      return;
    const entity = editor.review.state.entities.get(focused);
    if (!entity || !isBehindWords(mark, event.clientX, event.clientY)) return;
    const found = attributesOf(editor.review.schema, "entity", entity).find(
      ({ telling, next }) => telling && next !== null,
    );
    if (found) editor.perform({ command: "attribute", name: found.name });
  };
  editor.pane.addEventListener("pointerdown", onDown);
  editor.pane.addEventListener("click", onClick);
  return () => {
    editor.pane.removeEventListener("pointerdown", onDown);
    editor.pane.removeEventListener("click", onClick);
  };
}

/**
 * Whether a place lies where the label stands, which is no text and has no box of its own.
 *
 * @param {Element} mark
 * @param {number} x
 * @param {number} y
 */
function isBehindWords(mark, x, y) {
  const words = document.createRange();
  words.selectNodeContents(mark);
  const over = [...words.getClientRects()].some(
    (box) => box.left <= x && x <= box.right && box.top - 8 <= y && y <= box.bottom + 8,
  );
  return !over && mark.hasAttribute("data-last");
}
