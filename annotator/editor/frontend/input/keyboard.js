/**
 * The keyboard: every key that the editor knows is its own while it is in the page, and reaches nobody else.
 */

import { commandFor } from "../keys/command_of_key.js";

/** @typedef {import("../tools/tool.js").Stage & {tools: import("../tools/tools.js").Tools}} Working */

const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";

/**
 * Listen on the document, before anybody else hears of a key.
 *
 * @param {() => Working | null} current the editor in the page
 */
export function listen(current) {
  /** @type {Set<string>} codes of the keys that are down and were ours */
  const held = new Set();
  document.addEventListener(
    "keydown",
    (event) => {
      const editor = current();
      if (!editor || event.isComposing || !reaches(editor, event.target)) return;
      const context = { focusKind: editor.review.focus?.kind ?? null, mode: editor.tools.mode };
      const command = commandFor(event, editor.review.schema, context);
      if (!command || isButton(editor, event) || !editor.perform(command)) return;
      held.add(event.code);
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  document.addEventListener(
    "keyup",
    (event) => {
      if (held.delete(event.code)) event.stopPropagation();
    },
    { capture: true },
  );
}

/**
 * Whether a key pressed there is the editor's: not what is typed into a field or an open dialog of somebody
 * else.
 *
 * @param {Working} editor
 * @param {EventTarget | null} target
 */
function reaches(editor, target) {
  if (!(target instanceof Element) || editor.root.contains(target)) return true;
  return (
    !target.closest(FIELDS) &&
    !target.closest("[role='dialog'], dialog[open], [role='menu'], [role='listbox']")
  );
}

/**
 * Enter and Space on a button of ours press the button.
 *
 * @param {Working} editor
 * @param {KeyboardEvent} event
 */
function isButton(editor, event) {
  const { target } = event;
  if (!(target instanceof HTMLButtonElement) || !editor.root.contains(target)) return false;
  return (event.key === "Enter" || event.key === " ") && !event.ctrlKey && !event.metaKey;
}
