/**
 * The pointer in the text: a click focuses, a drag or double click selects whole words.
 *
 * All work is done in pointerup: a redraw in mouseup would swallow the click.
 */

import { entitiesUnder } from "./selection.js";

/** @typedef {import("./editor.js").Editor} Editor */

const STILL = 5;

/**
 * @param {Editor} editor
 * @returns {() => void} stop
 */
export function followPointer(editor) {
  let downX = 0;
  let downY = 0;
  let clicks = 0;
  /** @param {MouseEvent} event */
  const onDown = (event) => {
    [downX, downY, clicks] = [event.clientX, event.clientY, event.detail];
  };
  /** @param {PointerEvent} event */
  const onUp = (event) => {
    if (event.button !== 0) return;
    const still = Math.abs(event.clientX - downX) < STILL && Math.abs(event.clientY - downY) < STILL;
    const ids = entitiesUnder(event.target);
    if (!editor.tools.relate.isOpen && (!still || clicks > 1) && drafted(editor, still, ids)) return;
    if (still) click(editor, ids);
  };
  editor.pane.addEventListener("mousedown", onDown);
  editor.pane.addEventListener("pointerup", onUp);
  return () => {
    editor.pane.removeEventListener("mousedown", onDown);
    editor.pane.removeEventListener("pointerup", onUp);
  };
}

/**
 * @param {Editor} editor
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
 * @param {Editor} editor
 * @param {readonly string[]} ids
 */
function click(editor, ids) {
  if (ids.length === 0) {
    editor.together(() => editor.tools.leave());
    return;
  }
  const { focus } = editor.review;
  const at = focus?.kind === "entity" ? ids.indexOf(focus.id) : -1;
  editor.pick({ kind: "entity", id: ids[(at + 1) % ids.length] }, { still: true });
}
