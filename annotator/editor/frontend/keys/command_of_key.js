/**
 * From a key press to a command, without a DOM; and what the overlay and the buttons say about keys.
 */

import { bindingsOf, isChangeable } from "./bindings.js";

/** @typedef {import("../wire/types.js").Command} Command */
/** @typedef {import("../wire/types.js").KeyPress} KeyPress */
/** @typedef {import("../wire/types.js").KeyContext} KeyContext */
/** @typedef {import("../wire/types.js").Schema} Schema */
/**
 * @typedef {{keys: readonly string[], does: string, command: string | null}} HelpRow command: whose keys
 *   these are, where a label schema may change them
 */

/** @type {Record<string, string>} */
const NAMED = {
  ArrowRight: "Right",
  ArrowLeft: "Left",
  ArrowUp: "Up",
  ArrowDown: "Down",
  " ": "Space",
  Esc: "Escape",
  Del: "Delete",
};
const ASCII = /^[\x21-\x7e]$/;
const DIGITS = "1234567890";

/**
 * The command of a key press, or null where the key is not the editor's: then it goes on to the browser.
 * @param {KeyPress} press a KeyboardEvent, or anything like one
 * @param {Schema} schema
 * @param {KeyContext} context
 * @returns {Command | null}
 */
export function commandFor(press, schema, context) {
  const { commands } = bindingsOf(schema);
  for (const keys of combinations(press)) {
    const own = commands.get(`${context.mode} ${keys}`);
    // these lie beside the work: every key that they do not know does what it always does
    const beside = context.mode === "missed" || context.mode === "adjudicate";
    const command =
      own ?? (beside ? commands.get(`normal ${keys}`) : undefined) ?? keyOfLabel(keys, schema, context);
    if (command !== null) return command;
  }
  return null;
}

/**
 * How a press may be written, the likelier way first: `j`, `Shift+A`, `Ctrl+Z`, `Shift+Right`, `?`.
 * @param {KeyPress} press
 * @returns {string[]}
 */
function combinations(press) {
  const { key, shiftKey: shift } = press;
  const control = press.ctrlKey || press.metaKey;
  const modifiers = (control ? "Ctrl+" : "") + (press.altKey ? "Alt+" : "");
  const isCharacter = Array.from(key).length === 1 && key !== " ";
  const unknown = key === "Process" || key === "Unidentified";
  if (!isCharacter && !unknown) return [`${modifiers}${shift ? "Shift+" : ""}${NAMED[key] ?? key}`];
  const found = unknown ? [] : [modifiers + character(key, shift, control)];
  // AltGr reads as Ctrl+Alt: what it types counts
  if (press.ctrlKey && press.altKey && isCharacter) found.push(key);
  const fallback = byPosition(press);
  if (fallback !== null) found.push(modifiers + character(fallback, shift, control));
  return found;
}

/** @param {string} key @param {boolean} shift @param {boolean} control */
function character(key, shift, control) {
  const upper = key.toUpperCase();
  if (upper === key.toLowerCase()) return key;
  // by the shift key, not by the case: Caps Lock is not Shift
  return (shift ? "Shift+" : "") + (shift || control ? upper : key.toLowerCase());
}

/**
 * What the key types on a Latin layout, where the present layout gives nothing in ASCII (Cyrillic, Greek,
 * Arabic …), or no digit on the row of digits (French).
 * @param {KeyPress} press
 */
function byPosition({ key, code, shiftKey }) {
  const letter = /^Key([A-Z])$/.exec(code);
  if (letter !== null) return ASCII.test(key) ? null : letter[1].toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code);
  if (digit !== null) return shiftKey || DIGITS.includes(key) ? null : digit[1];
  if (code === "Slash" && !ASCII.test(key)) return shiftKey ? "?" : "/";
  return null;
}

/** How a key of the label schema reads as a press. @param {string} key */
function pressOf(key) {
  return key.toUpperCase() === key && key.toLowerCase() !== key ? `Shift+${key}` : key;
}

/**
 * Keys of labels and attributes, and digits. A label's own key wins over the place of a label in the list.
 * @param {string} keys
 * @param {Schema} schema
 * @param {KeyContext} context
 * @returns {Command | null}
 */
function keyOfLabel(keys, schema, { mode, focusKind }) {
  const place = DIGITS.indexOf(keys);
  const index = keys.length === 1 && place >= 0 ? place : null;
  if (mode === "list") return index === null ? null : { command: "choose", index };
  if (mode === "hint") return /^[a-z]$/.test(keys) ? { command: "hint", letter: keys } : null;
  if (mode === "choose") return chosen("choose", schema.relation_labels, keys, index);
  if (mode === "select" || mode === "caret") return chosen("add-entity", schema.entity_labels, keys, index);
  if ((mode !== "normal" && mode !== "adjudicate") || focusKind === null) return null;
  const labels = focusKind === "entity" ? schema.entity_labels : schema.relation_labels;
  const attribute = schema.attributes.find((found) => found.on === focusKind && isKey(found, keys));
  if (attribute !== undefined) return { command: "attribute", name: attribute.name };
  return chosen("relabel", labels, keys, index);
}

/**
 * @param {string} command
 * @param {readonly {label: string, key: string | null}[]} labels
 * @param {string} keys
 * @param {number | null} index
 * @returns {Command | null}
 */
function chosen(command, labels, keys, index) {
  const found = labels.find((label) => isKey(label, keys));
  if (found !== undefined) return { command, label: found.label };
  return index === null ? null : { command, index };
}

/** @param {{key: string | null}} entry @param {string} keys */
function isKey(entry, keys) {
  return entry.key !== null && pressOf(entry.key) === keys;
}

/**
 * Everything there is to press, in groups: the `?` overlay, and the tables of the documentation.
 * @param {Schema} schema
 * @returns {{title: string, rows: HelpRow[]}[]}
 */
export function keyHelp(schema) {
  /** @type {Map<string, HelpRow[]>} */
  const groups = new Map();
  for (const row of bindingsOf(schema).rows) {
    const { group, keys, does } = row;
    groups.set(group, [
      ...(groups.get(group) ?? []),
      { keys, does, command: isChangeable(row) ? row.command : null },
    ]);
  }
  groups.set("Relation", [
    { keys: ["a … z"], does: "while letters are shown: the entity with this letter", command: null },
    ...(groups.get("Relation") ?? []),
  ]);
  groups.set("Entity labels", labelRows(schema.entity_labels));
  const digits = {
    keys: ["1 … 9", "0"],
    does: "the label at this place of those that are legal",
    command: null,
  };
  groups.set("Relation labels", [...labelRows(schema.relation_labels), digits]);
  groups.set(
    "Attributes",
    labelRows(schema.attributes.map(({ name, on, key }) => ({ title: `${name} of the ${on}`, key }))),
  );
  return Array.from(groups, ([title, rows]) => ({ title, rows })).filter(({ rows }) => rows.length > 0);
}

/** @param {readonly {title: string, key: string | null}[]} labels @returns {HelpRow[]} */
function labelRows(labels) {
  return labels.flatMap(({ title, key }) =>
    key === null ? [] : [{ keys: [pressOf(key)], does: title, command: null }],
  );
}
