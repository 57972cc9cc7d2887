import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keysOf } from "../../../annotator/editor/frontend/keys/bindings.js";
import { operationFor } from "../../../annotator/editor/frontend/session/operation_of_command.js";
import { BINDINGS, FIXED_COMMANDS } from "../../../annotator/editor/frontend/keys/key_table.js";
import { commandFor, keyHelp } from "../../../annotator/editor/frontend/keys/command_of_key.js";
import { schema } from "../build.js";

/** A press written as people write it: `Ctrl+Shift+Z`, `a`, `Shift+Right`. */
function press(keys, given = {}) {
  const parts = keys === "+" ? ["+"] : keys.split("+");
  const name = parts.at(-1);
  const named = { Right: "ArrowRight", Left: "ArrowLeft", Up: "ArrowUp", Down: "ArrowDown", Space: " " };
  const letter = /^[A-Za-z]$/.test(name);
  const shiftKey = parts.includes("Shift");
  const code = letter ? `Key${name.toUpperCase()}` : /^\d$/.test(name) ? `Digit${name}` : "";
  const key = letter ? (shiftKey ? name.toUpperCase() : name.toLowerCase()) : (named[name] ?? name);
  return {
    key,
    code,
    ctrlKey: parts.includes("Ctrl"),
    metaKey: parts.includes("Cmd"),
    shiftKey,
    altKey: parts.includes("Alt"),
    ...given,
  };
}

const told = (keys, focusKind = "entity", mode = "normal", given = {}) =>
  commandFor(press(keys, given), schema, { focusKind, mode });

describe("keys of the normal mode", () => {
  const TABLE = {
    j: "next-pending",
    k: "previous-pending",
    Right: "next",
    Down: "next",
    Left: "previous",
    Up: "previous",
    a: "accept",
    x: "reject",
    l: "label-list",
    "Shift+Right": "end-right",
    "Shift+Left": "end-left",
    "Alt+Right": "start-right",
    "Alt+Left": "start-left",
    Delete: "delete",
    Backspace: "delete",
    i: "caret",
    r: "relate",
    f: "flip",
    m: "mentions",
    "Shift+A": "accept-all",
    u: "undo",
    "Ctrl+Z": "undo",
    "Cmd+Z": "undo",
    "Shift+U": "redo",
    "Ctrl+Shift+Z": "redo",
    "Cmd+Shift+Z": "redo",
    "Ctrl+Enter": "complete",
    "Cmd+Enter": "complete",
    "Shift+S": "skip",
    "Shift+F": "flag",
    "?": "help",
    g: "guidelines",
    "/": "search",
    ",": "settings",
    "Shift+M": "missed",
    ".": "menu",
    Escape: "cancel",
  };
  for (const [keys, command] of Object.entries(TABLE)) {
    test(`${keys}: ${command}`, () => {
      for (const focus of ["entity", "relation", null]) assert.deepEqual(told(keys, focus), { command });
    });
  }

  const LABELS = [
    ["1", "entity", { command: "relabel", label: "PERSON" }],
    ["d", "entity", { command: "relabel", label: "DATE" }],
    ["4", "entity", { command: "relabel", index: 3 }],
    ["0", "entity", { command: "relabel", index: 9 }],
    ["w", "relation", { command: "relabel", label: "met_with" }],
    ["Shift+K", "relation", { command: "relabel", label: "works_with" }],
    ["2", "relation", { command: "relabel", index: 1 }],
    ["p", "relation", { command: "attribute", name: "polarity" }],
    ["y", "entity", { command: "attribute", name: "role" }],
    ["p", "entity", null],
    ["w", "entity", null],
    ["1", null, null],
    ["z", "entity", null],
  ];
  for (const [keys, focus, command] of LABELS) {
    test(`${keys} with ${focus ?? "nothing"} focused: ${JSON.stringify(command)}`, () =>
      assert.deepEqual(told(keys, focus), command));
  }

  test("a label's own digit wins over its place in the list", () => {
    const own = structuredClone(schema);
    own.relation_labels[3].key = "1";
    assert.deepEqual(commandFor(press("1"), own, { focusKind: "relation", mode: "normal" }), {
      command: "relabel",
      label: "works_with",
    });
  });

  for (const keys of [
    "Ctrl+C",
    "Ctrl+A",
    "Cmd+R",
    "Alt+j",
    "Ctrl+j",
    "F5",
    "Tab",
    "Enter",
    "Shift+Enter",
    "Ctrl+Alt+Z",
    "Shift+J",
    "Ctrl+1",
  ]) {
    test(`the browser keeps ${keys}`, () => assert.equal(told(keys), null));
  }
});

describe("keyboards of the world", () => {
  const PRESSES = [
    ["Cyrillic а on the key of f", { key: "а", code: "KeyF" }, { command: "flip" }],
    ["Cyrillic with Shift", { key: "Ф", code: "KeyA", shiftKey: true }, { command: "accept-all" }],
    ["Cyrillic Ctrl+Z", { key: "я", code: "KeyZ", ctrlKey: true }, { command: "undo" }],
    ["Greek", { key: "ξ", code: "KeyJ" }, { command: "next-pending" }],
    ["Arabic letter", { key: "ش", code: "KeyA" }, { command: "accept" }],
    ["Arabic digit", { key: "١", code: "Digit1" }, { command: "relabel", label: "PERSON" }],
    ["French row of digits", { key: "&", code: "Digit1" }, { command: "relabel", label: "PERSON" }],
    ["number pad", { key: "1", code: "Numpad1" }, { command: "relabel", label: "PERSON" }],
    ["an input method at work", { key: "Process", code: "KeyJ" }, { command: "next-pending" }],
    [
      "Dvorak goes by what is typed, not by the place",
      { key: "j", code: "KeyC" },
      { command: "next-pending" },
    ],
    ["Caps Lock is not Shift", { key: "A", code: "KeyA" }, { command: "accept" }],
    ["Caps Lock with Shift is Shift", { key: "a", code: "KeyA", shiftKey: true }, { command: "accept-all" }],
    ["? wherever it lies", { key: "?", code: "Minus", shiftKey: true }, { command: "help" }],
    ["? on an Arabic keyboard", { key: "؟", code: "Slash", shiftKey: true }, { command: "help" }],
    ["a dead key", { key: "Dead", code: "Quote" }, null],
  ];
  for (const [name, given, command] of PRESSES) {
    test(`${name} is understood`, () =>
      assert.deepEqual(told("a", "entity", "normal", { shiftKey: false, ...given }), command));
  }

  test("a label key outside ASCII is typed as it stands", () => {
    const own = structuredClone(schema);
    own.entity_labels[0].key = "ж";
    own.entity_labels[1].key = "@";
    const context = { focusKind: "entity", mode: "normal" };
    assert.deepEqual(commandFor({ ...press("a"), key: "ж", code: "Semicolon" }, own, context), {
      command: "relabel",
      label: "PERSON",
    });
    assert.deepEqual(commandFor({ ...press("Ctrl+Alt+q"), key: "@" }, own, context), {
      command: "relabel",
      label: "ORG",
    });
  });
});

describe("keys of the other modes", () => {
  const PRESSES = [
    ["select", "1", { command: "add-entity", label: "PERSON" }],
    ["select", "4", { command: "add-entity", index: 3 }],
    ["select", "a", null],
    ["select", "l", { command: "label-list" }],
    ["caret", "Right", { command: "caret-right", extend: false }],
    ["caret", "Shift+Right", { command: "caret-right", extend: true }],
    ["caret", "Ctrl+Shift+Left", { command: "caret-word-left", extend: true }],
    ["caret", "Down", { command: "caret-down", extend: false }],
    ["caret", "d", { command: "add-entity", label: "DATE" }],
    ["caret", "Enter", { command: "confirm" }],
    ["hint", "a", { command: "hint", letter: "a" }],
    ["hint", "r", { command: "hint", letter: "r" }],
    ["hint", "Backspace", { command: "hint-back" }],
    ["hint", "1", null],
    ["choose", "w", { command: "choose", label: "met_with" }],
    ["choose", "2", { command: "choose", index: 1 }],
    ["choose", "l", { command: "label-list" }],
    ["preview", "Enter", { command: "confirm" }],
    ["preview", "Space", { command: "toggle" }],
    ["preview", "j", { command: "next" }],
    ["list", "2", { command: "choose", index: 1 }],
    ["list", "Down", { command: "next" }],
    ["list", "a", null],
    ["input", "a", null],
    ["input", "Backspace", null],
    ["input", "Enter", { command: "confirm" }],
    ["input", "?", null],
    ["help", "?", { command: "help" }],
    ["missed", "y", { command: "missed-yes" }],
    ["missed", "n", { command: "missed-no" }],
    ["missed", "u", { command: "undo" }],
    ["missed", "Ctrl+Enter", { command: "complete" }],
    ["settings", ",", { command: "settings" }],
    ["settings", "Enter", { command: "cancel" }],
    ["settings", "Down", { command: "next" }],
    ["settings", "Right", null],
    ["help", "a", null],
  ];
  for (const [mode, keys, command] of PRESSES) {
    test(`${mode}: ${keys} is ${JSON.stringify(command)}`, () =>
      assert.deepEqual(told(keys, "entity", mode), command));
  }

  for (const mode of [
    "select",
    "caret",
    "hint",
    "choose",
    "preview",
    "list",
    "input",
    "help",
    "settings",
    "missed",
  ]) {
    test(`Escape leaves the mode ${mode}`, () =>
      assert.deepEqual(told("Escape", null, mode), { command: "cancel" }));
  }
});

describe("what is said about keys", () => {
  test("every binding is in the overlay with the words for it", () => {
    const rows = keyHelp(schema).flatMap((group) => group.rows);
    for (const { keys, does } of BINDINGS)
      assert.ok(
        rows.some((row) => row.keys === keys && row.does === does),
        does,
      );
    assert.ok(rows.some((row) => row.keys[0] === "Shift+K" && row.does === "works with"));
    assert.ok(rows.some((row) => row.keys[0] === "c" && row.does === "certainty of the relation"));
  });

  for (const [command, keys] of [
    ["accept", ["a"]],
    ["undo", ["u", "Ctrl+Z"]],
    ["next", ["Right", "Down"]],
    ["toggle", ["Space", "x"]],
    ["nonsense", []],
  ]) {
    test(`the button of ${command} shows ${keys.join(" or ") || "no key"}`, () =>
      assert.deepEqual(keysOf(command, schema), keys));
  }

  test("no two bindings claim one key in one mode", () => {
    const claimed = BINDINGS.flatMap(({ modes, keys }) =>
      modes.flatMap((mode) => keys.map((key) => `${mode} ${key}`)),
    );
    assert.equal(new Set(claimed).size, claimed.length);
  });
});

describe("keys that the label schema changes", () => {
  const own = {
    ...schema,
    keys: { accept: ["y", "Shift+Y"], "caret-right": ["n"], flip: [], "label-list": [";"] },
  };
  const PRESSES = [
    ["normal", "y", { command: "accept" }],
    ["normal", "Shift+Y", { command: "accept" }],
    ["normal", "a", null],
    ["normal", "f", null],
    ["normal", "x", { command: "reject" }],
    ["normal", ";", { command: "label-list" }],
    ["select", ";", { command: "label-list" }],
    ["select", "l", null],
    ["caret", "n", { command: "caret-right", extend: false }],
    ["caret", "Right", null],
    ["caret", "Shift+Right", { command: "caret-right", extend: true }],
  ];
  for (const [mode, keys, command] of PRESSES) {
    test(`${mode}: ${keys} is ${JSON.stringify(command)}`, () => {
      assert.deepEqual(commandFor(press(keys), own, { focusKind: "entity", mode }), command);
    });
  }

  test("buttons and overlay show the keys that hold", () => {
    assert.deepEqual(keysOf("accept", own), ["y", "Shift+Y"]);
    assert.deepEqual(keysOf("flip", own), []);
    const rows = keyHelp(own).flatMap((group) => group.rows);
    assert.deepEqual(rows.find(({ command }) => command === "accept").keys, ["y", "Shift+Y"]);
  });

  test("the overlay names the command of every key that can be changed, once", () => {
    const named = keyHelp(schema).flatMap(({ rows }) => rows.flatMap(({ command }) => command ?? []));
    const changeable = new Set(
      BINDINGS.map(({ command }) => command).filter((command) => !FIXED_COMMANDS.has(command)),
    );
    assert.deepEqual(named.toSorted(), [...changeable].toSorted());
  });

  test("what is said about a key names the one that holds, or none", () => {
    const scene = (keys) => ({ focus: null, schema: { ...schema, keys } });
    assert.equal(
      operationFor(scene({ "next-pending": ["n"] }), { command: "accept" }),
      "nothing is focused: n goes to the next item to decide",
    );
    assert.equal(operationFor(scene({ "next-pending": [] }), { command: "accept" }), "nothing is focused");
  });
});
