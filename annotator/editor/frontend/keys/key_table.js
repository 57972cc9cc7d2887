/**
 * Every key of the editor but those of labels and attributes, which the label schema names; it may also give
 * a command other keys than those here (bindings.js). annotator/core/key_table.py has the same rows; a test
 * holds the two alike. The one source for what keys do, for the `?` overlay, for the captions of buttons and
 * for the documentation. `Ctrl` means Cmd as well. A letter without `Shift+` is typed without it; signs are
 * named by what is typed.
 */

/** @typedef {import("../wire/types.js").Mode} Mode */
/**
 * @typedef {{command: string, keys: string[], modes: Mode[], group: string, does: string, extend?: boolean,
 *   numbered?: boolean}} Binding
 *   numbered: the command is told which of the keys it was, from 0 */

/** @type {Mode[]} */
const NORMAL = ["normal"];
/** @type {Mode[]} */
const CARET = ["caret"];
/** @type {Mode[]} */
const RECORD = ["normal", "history"];
/** @type {Mode[]} */
const ALL = [
  "normal",
  "select",
  "caret",
  "hint",
  "choose",
  "preview",
  "list",
  "input",
  "help",
  "settings",
  "history",
  "missed",
  "search",
  "adjudicate",
];

/** Commands whose keys stay: without them nothing that is open could be left or taken. */
export const FIXED_COMMANDS = new Set(["cancel", "confirm", "hint-back"]);

/**
 * @param {string} command
 * @param {string} keys parted by spaces
 * @param {Mode[]} modes
 * @param {string} group
 * @param {string} does
 * @param {boolean} [extend]
 * @returns {Binding}
 */
function bind(command, keys, modes, group, does, extend) {
  const binding = { command, keys: keys.split(" "), modes, group, does };
  return extend === undefined ? binding : { ...binding, extend };
}

/** @type {readonly Binding[]} */
export const BINDINGS = [
  bind("next-pending", "j", NORMAL, "Move", "next item to decide"),
  bind("previous-pending", "k", NORMAL, "Move", "previous item to decide"),
  bind("next", "Right Down", ["normal", "preview"], "Move", "next item of any status"),
  bind("previous", "Left Up", ["normal", "preview"], "Move", "previous item of any status"),
  bind("next", "j", ["preview"], "Same label on all mentions", "next mention"),
  bind("previous", "k", ["preview"], "Same label on all mentions", "previous mention"),
  bind("next", "Down", ["list", "input", "settings", "history", "search"], "Lists", "next entry"),
  bind("previous", "Up", ["list", "input", "settings", "history", "search"], "Lists", "previous entry"),

  bind("accept", "a", NORMAL, "Decide", "accept the focused item, then go to the next one to decide"),
  bind("reject", "x", NORMAL, "Decide", "reject the focused item, then go to the next one to decide"),
  bind("accept-all", "Shift+A", NORMAL, "Decide", "accept everything left to decide in this article"),
  bind(
    "delete",
    "Delete Backspace",
    NORMAL,
    "Decide",
    "delete the focused item (reject it, if it was proposed)",
  ),
  bind("undo", "u Ctrl+Z", RECORD, "Decide", "undo"),
  bind("redo", "Shift+U Ctrl+Shift+Z", RECORD, "Decide", "redo"),

  bind("label-list", "l", ["normal", "select", "caret", "choose"], "Change", "choose a label from a list"),
  bind("end-right", "Shift+Right", NORMAL, "Change", "the entity ends one word later"),
  bind("end-left", "Shift+Left", NORMAL, "Change", "the entity ends one word earlier"),
  bind("start-right", "Alt+Right", NORMAL, "Change", "the entity begins one word later"),
  bind("start-left", "Alt+Left", NORMAL, "Change", "the entity begins one word earlier"),
  bind(
    "reattach-head",
    "Shift+R",
    NORMAL,
    "Change",
    "another head for the focused relation (r: another tail)",
  ),
  bind("flip", "f", NORMAL, "Change", "turn the focused relation round"),
  bind("mentions", "m", NORMAL, "Change", "the same label on every identical mention"),

  bind("caret", "i", NORMAL, "Add", "add an entity: a caret that moves word by word"),
  bind("missed", "Shift+M", ["normal", "missed"], "Add", "ask about what was probably missed"),
  bind("missed-yes", "y", ["missed"], "What was missed", "yes: add it"),
  bind("missed-no", "n", ["missed"], "What was missed", "no: never ask again in this article"),
  {
    ...bind(
      "take",
      "1 2 3 4 5 6 7 8 9",
      ["adjudicate"],
      "Where reviewers differ",
      "take the version of this reviewer",
    ),
    numbered: true,
  },
  bind("take-both", "b", ["adjudicate"], "Where reviewers differ", "take what all have there"),
  bind("take-neither", "n", ["adjudicate"], "Where reviewers differ", "take nothing of it"),
  bind("why", "w", ["adjudicate"], "Where reviewers differ", "say why the next choice is as it is"),
  bind(
    "relate",
    "r",
    NORMAL,
    "Add",
    "add a relation from the focused entity; another tail for the focused relation",
  ),

  bind("complete", "Ctrl+Enter", NORMAL, "Article", "complete the article and open the next one"),
  bind("skip", "Shift+S", NORMAL, "Article", "skip the article and open the next one"),
  bind("flag", "Shift+F", NORMAL, "Article", "flag the article with a comment"),
  bind("search", "/", NORMAL, "Article", "search in the article and in all others"),
  bind(
    "search-scope",
    "Tab",
    ["search"],
    "Article",
    "from the places in this article to the other articles, and back",
  ),
  bind("history", "Shift+H", RECORD, "Article", "history of the article; again: close it"),
  bind(
    "origin",
    "Shift+G",
    NORMAL,
    "Article",
    "where the focused item comes from: who proposed it, who decided",
  ),
  bind(
    "other-end",
    "]",
    NORMAL,
    "Move",
    "the other end of the focused relation; from an entity along its relations, one after the other",
  ),
  bind("back", "[", NORMAL, "Move", "back to where ] or a chip began"),
  bind(
    "filter-list",
    "Shift+L",
    NORMAL,
    "Move",
    "filter the relations: Enter keeps the filter, Escape clears it",
  ),
  bind("guidelines", "g", NORMAL, "Article", "guidelines of the focused label"),
  bind(
    "settings",
    ",",
    ["normal", "settings"],
    "Article",
    "settings: typeface, size, order of the queue; again: close them",
  ),
  bind("menu", ".", NORMAL, "Article", "all actions, with their keys"),
  bind("help", "?", ["normal", "select", "caret", "help"], "Article", "all keys; again: close them"),
  bind("cancel", "Escape", ALL, "Article", "leave what is open; close a message"),
  bind("cancel", "Enter", ["settings"], "Article", "close the settings"),

  bind("caret-right", "Right", CARET, "Caret", "next word", false),
  bind("caret-left", "Left", CARET, "Caret", "previous word", false),
  bind("caret-right", "Shift+Right", CARET, "Caret", "add the next word", true),
  bind("caret-left", "Shift+Left", CARET, "Caret", "give the last word back", true),
  bind("caret-word-right", "Ctrl+Right Alt+Right", CARET, "Caret", "past the next space", false),
  bind("caret-word-left", "Ctrl+Left Alt+Left", CARET, "Caret", "back past the space before", false),
  bind(
    "caret-word-right",
    "Ctrl+Shift+Right Alt+Shift+Right",
    CARET,
    "Caret",
    "add up to the next space",
    true,
  ),
  bind(
    "caret-word-left",
    "Ctrl+Shift+Left Alt+Shift+Left",
    CARET,
    "Caret",
    "give back up to the space before",
    true,
  ),
  bind("caret-down", "Down", CARET, "Caret", "next sentence", false),
  bind("caret-up", "Up", CARET, "Caret", "previous sentence", false),
  bind("caret-down", "Shift+Down", CARET, "Caret", "add up to the next sentence", true),
  bind("caret-up", "Shift+Up", CARET, "Caret", "give back up to the sentence before", true),

  bind("hint-back", "Backspace", ["hint"], "Relation", "take the last letter back"),
  bind("confirm", "Enter", ["caret", "preview", "list", "input", "history", "search"], "Lists", "take it"),
  bind("confirm", "Ctrl+Enter", ["preview", "list", "input"], "Lists", "take it"),
  bind(
    "toggle",
    "Space x",
    ["preview"],
    "Same label on all mentions",
    "leave this mention out, or take it in again",
  ),
];
