/**
 * The pointer in the text: a click focuses, a drag from mark to mark makes a relation, any other drag and a
 * double click select whole words.
 *
 * All work is done in pointerup: a redraw in mouseup would swallow the click.
 */

import { entitiesAt, entitiesUnder } from "../view/selection.js";

/**
 * @typedef {import("../tools/tool.js").Stage & {tools: import("../tools/tools.js").Tools,
 *   picking: import("./picking.js").Picking}} Working
 */

const STILL = 5;

/**
 * @param {Working} editor
 * @returns {() => void} stop
 */
export function followPointer(editor) {
  let downX = 0;
  let downY = 0;
  let clicks = 0;
  const { drag } = editor.tools;
  /** @param {PointerEvent} event */
  const onDown = (event) => {
    [downX, downY, clicks] = [event.clientX, event.clientY, 1];
    drag.down(event);
  };
  // a pointerdown counts no clicks; of a finger, mousedown comes only after it was lifted
  const onMouseDown = (/** @type {MouseEvent} */ event) => {
    clicks = event.detail;
  };
  /** @param {PointerEvent} event */
  const onUp = (event) => {
    if (event.button !== 0 || drag.up(event)) return;
    const still = Math.abs(event.clientX - downX) < STILL && Math.abs(event.clientY - downY) < STILL;
    const arc =
      event.target instanceof Element ? event.target.closest("[data-arc]")?.getAttribute("data-arc") : null;
    const ids = arc ? entitiesAt(event.clientX, event.clientY) : entitiesUnder(event.target);
    if (!editor.tools.relate.isOpen && (!still || clicks > 1) && drafted(editor, still, ids)) return;
    if (still && arc && ids.length === 0) editor.picking.item({ kind: "relation", id: arc }, { still: true });
    else if (still) click(editor, ids);
  };
  /** @type {[string, (event: any) => void][]} */
  const heard = [
    ["pointerdown", onDown],
    ["mousedown", onMouseDown],
    ["pointermove", (event) => drag.track(event)],
    ["pointerup", onUp],
    ["pointercancel", () => drag.cancel()],
    ["dragstart", (event) => event.preventDefault()],
  ];
  /** @param {PointerEvent} event */
  const elsewhere = (event) => {
    if (!editor.pane.contains(/** @type {Node} */ (event.target))) drag.cancel();
  };
  // touch-action means nothing to an inline element: this keeps a finger that drags from scrolling
  const hold = (/** @type {Event} */ event) => {
    if (drag.press) event.preventDefault();
  };
  for (const [name, listener] of heard) editor.pane.addEventListener(name, listener);
  editor.pane.addEventListener("touchmove", hold, { passive: false });
  document.addEventListener("pointerup", elsewhere);
  return () => {
    document.removeEventListener("pointerup", elsewhere);
    editor.pane.removeEventListener("touchmove", hold);
    for (const [name, listener] of heard) editor.pane.removeEventListener(name, listener);
  };
}

/**
 * @param {Working} editor
 * @param {boolean} still a double click
 * @param {readonly string[]} ids entities under the pointer
 * @returns {boolean} whether a new entity has begun
 */
function drafted(editor, still, ids) {
  return editor.together(() => {
    if (!editor.tools.draft.fromSelection()) return false;
    const { stretch } = editor.tools.draft;
    const { state } = editor.review;
    // a double click on a mark of exactly this word means the mark
    const same = ids.some((id) => {
      const entity = state.entities.get(id);
      return entity?.start === stretch?.start && entity?.end === stretch?.end;
    });
    if (!still || !same) return true;
    editor.tools.draft.cancel();
    return false;
  });
}

/**
 * Focus the innermost entity under the pointer; clicked again, the next one around it.
 *
 * @param {Working} editor
 * @param {readonly string[]} ids
 */
function click(editor, ids) {
  if (ids.length === 0) {
    editor.together(() => editor.tools.leave());
    return;
  }
  const { focus } = editor.review;
  const at = focus?.kind === "entity" ? ids.indexOf(focus.id) : -1;
  editor.picking.item({ kind: "entity", id: ids[(at + 1) % ids.length] }, { still: true });
}
