/**
 * How keys are written on buttons, and which buttons make sense now. Words only, no DOM.
 */

import { keysOf } from "./bindings.js";

/** @typedef {import("../wire/types.js").Mode} Mode */
/** @typedef {import("../wire/types.js").Kind} Kind */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {{command: string, keys: string, title: string}} KeyButton */

/** @type {Readonly<Record<string, string>>} */
const SIGNS = {
  Shift: "⇧",
  Ctrl: "Ctrl",
  Alt: "Alt",
  Right: "→",
  Left: "←",
  Up: "↑",
  Down: "↓",
  Enter: "↵",
  Escape: "Esc",
  Delete: "Del",
};

/**
 * @param {string} keys such as `Shift+Right`
 * @returns {string} such as `⇧ →`
 */
export function caption(keys) {
  return keys
    .split("+")
    .map((part) => SIGNS[part] ?? part)
    .join(" ");
}

/** @type {Readonly<Record<string, [string, string][]>>} command and title */
const BUTTONS = {
  entity: [
    ["accept", "accept"],
    ["reject", "reject"],
    ["end-right", "boundary"],
    ["label-list", "label"],
    ["relate", "relation"],
    ["help", "all keys"],
    ["undo", "undo"],
    ["next-pending", "next"],
    ["caret", "entity"],
    ["accept-all", "accept all"],
    ["skip", "skip"],
    ["flag", "flag"],
    ["history", "history"],
  ],
  relation: [
    ["accept", "accept"],
    ["reject", "reject"],
    ["label-list", "label"],
    ["flip", "flip"],
    ["relate", "tail"],
    ["help", "all keys"],
    ["undo", "undo"],
    ["next-pending", "next"],
    ["caret", "entity"],
    ["accept-all", "accept all"],
    ["skip", "skip"],
    ["flag", "flag"],
    ["history", "history"],
  ],
  none: [
    ["next-pending", "next"],
    ["caret", "entity"],
    ["help", "all keys"],
    ["undo", "undo"],
    ["accept-all", "accept all"],
    ["skip", "skip"],
    ["flag", "flag"],
    ["history", "history"],
  ],
  select: [
    ["label-list", "label"],
    ["cancel", "leave"],
  ],
  caret: [
    ["caret-right", "next word"],
    ["label-list", "label"],
    ["cancel", "leave"],
  ],
  hint: [
    ["hint-back", "back"],
    ["cancel", "leave"],
  ],
  choose: [
    ["label-list", "list"],
    ["cancel", "leave"],
  ],
  settings: [["cancel", "done"]],
  missed: [
    ["missed-yes", "yes"],
    ["missed-no", "no"],
    ["undo", "undo"],
    ["cancel", "enough"],
  ],
  adjudicate: [
    ["take-both", "both"],
    ["take-neither", "neither"],
    ["why", "why"],
    ["next-pending", "next"],
    ["help", "all keys"],
    ["undo", "undo"],
    ["label-list", "label"],
    ["accept", "accept"],
    ["reject", "reject"],
    ["end-right", "boundary"],
    ["relate", "relation"],
    ["history", "history"],
  ],
  list: [
    ["confirm", "take"],
    ["cancel", "leave"],
  ],
  history: [
    ["confirm", "go there"],
    ["undo", "undo"],
    ["redo", "redo"],
    ["cancel", "leave"],
  ],
  input: [
    ["confirm", "take"],
    ["cancel", "leave"],
  ],
  search: [
    ["confirm", "next, or open"],
    ["search-scope", "other articles"],
    ["cancel", "leave"],
  ],
  preview: [
    ["toggle", "in or out"],
    ["confirm", "take"],
    ["cancel", "leave"],
  ],
};

/** @type {Readonly<Record<"entity" | "relation" | "none", [string, string][]>>} command and title */
const DETAIL = {
  entity: [
    ["relate", "relation"],
    ["other-end", "along it"],
    ["mentions", "all mentions"],
    ["label-list", "label"],
    ["guidelines", "guidelines"],
  ],
  relation: [
    ["accept", "accept"],
    ["reject", "reject"],
    ["label-list", "label"],
    ["flip", "flip"],
    ["reattach-head", "head"],
    ["relate", "tail"],
    ["other-end", "other end"],
  ],
  none: [["next-pending", "next"]],
};

/**
 * The buttons below the relation list.
 *
 * @param {"entity" | "relation" | "none"} kind of what is focused
 * @param {Schema} schema
 * @returns {KeyButton[]}
 */
export function detailButtons(kind, schema) {
  return DETAIL[kind].map(([command, title]) => ({ command, title, keys: captionOf(command, schema) }));
}

/**
 * The buttons of the status line, the most useful first: what has no room is cut off at the end.
 *
 * @param {Mode} mode
 * @param {Kind | null} focusKind
 * @param {Schema} schema
 * @returns {KeyButton[]}
 */
export function buttonsFor(mode, focusKind, schema) {
  const rows = BUTTONS[mode === "normal" ? (focusKind ?? "none") : mode] ?? [];
  return rows.map(([command, title]) => ({ command, title, keys: captionOf(command, schema) }));
}

/**
 * The key of a command as buttons show it; empty where it has none.
 *
 * @param {string} command
 * @param {Schema} schema
 */
export function captionOf(command, schema) {
  return caption(keysOf(command, schema)[0] ?? "");
}
