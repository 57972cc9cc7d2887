/**
 * From a command of the keyboard to the operation it asks for, given what is focused. Commands that need the
 * screen (lists, hints, the caret, dialogs) are not answered here.
 */

import { keysOf } from "../keys/bindings.js";
import { attributesFor, labelChoices, nextAttributeValue } from "../model/legal.js";
import { pendingItems } from "../model/order.js";

/** @typedef {import("../wire/types.js").Command} Command */
/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {import("../wire/types.js").Decided} Decided */
/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../text/tokens.js").Tokens} Tokens */
/** @typedef {{state: State, schema: Schema, tokens: Tokens, focus: Item | null}} Scene */

const BOUNDARIES = ["end-right", "end-left", "start-right", "start-left"];
/** Commands that do something with the focused item. */
export const ABOUT_FOCUS = ["accept", "reject", "delete", "relabel", "attribute", "flip", ...BOUNDARIES];

/** What to say where a command needs a focused item. @param {Schema} schema */
export function noFocus(schema) {
  const [key] = keysOf("next-pending", schema);
  return `nothing is focused${key ? `: ${key} goes to the next item to decide` : ""}`;
}

/**
 * The operation of a command, the sentence that says why there is none, or null where the command needs the
 * screen.
 * @param {Scene} scene
 * @param {Command} command
 * @returns {Decided | string | null}
 */
export function operationFor(scene, command) {
  if (command.command === "complete" || command.command === "skip") return { op: command.command };
  if (command.command === "accept-all") {
    const items = pendingItems(scene.state);
    return items.length === 0 ? "nothing is left to decide in this article" : { op: "accept_all", items };
  }
  if (!ABOUT_FOCUS.includes(command.command)) return null;
  return scene.focus === null ? noFocus(scene.schema) : aboutFocus(scene, scene.focus, command);
}

/**
 * @param {Scene} scene
 * @param {Item} focus
 * @param {Command} command
 * @returns {Decided | string}
 */
function aboutFocus(scene, { kind, id }, command) {
  switch (command.command) {
    case "accept":
    case "reject":
    case "delete":
      return { op: command.command, kind, id };
    case "relabel": {
      const label =
        command.label ?? labelChoices(scene.state, scene.schema, { kind, id })[command.index ?? 0]?.label;
      return label === undefined
        ? "no label stands at this place of the list"
        : { op: "relabel", kind, id, label };
    }
    case "attribute":
      return nextValue(scene, { kind, id }, command.name ?? "");
    case "flip":
      return kind === "relation" ? { op: "flip", kind, id } : "only a relation has a direction to turn round";
    default:
      return kind === "entity" ? moved(scene, id, command.command) : "only an entity has boundaries to move";
  }
}

/** @param {Scene} scene @param {Item} item @param {string} name @returns {Decided | string} */
function nextValue({ state, schema }, { kind, id }, name) {
  const item = state.item(kind, id);
  const attribute = item && attributesFor(schema, kind, item.label).find((found) => found.name === name);
  if (item === undefined || attribute === undefined) return `${name} is not an attribute of this ${kind}`;
  return { op: "set_attribute", kind, id, name, value: nextAttributeValue(attribute, item) };
}

/** @param {Scene} scene @param {string} id @param {string} command @returns {Decided | string} */
function moved({ state, schema, tokens }, id, command) {
  const entity = state.entities.get(id);
  if (entity === undefined) return noFocus(schema);
  const { start, end } = entity;
  const span = {
    "end-right": [start, tokens.nextTokenEnd(end)],
    "end-left": [start, tokens.previousTokenEnd(end)],
    "start-right": [tokens.nextTokenStart(start), end],
    "start-left": [tokens.previousTokenStart(start), end],
  }[command];
  const [from, to] = span ?? [null, null];
  if (from === null || to === null) return "the text ends here";
  if (from >= to) {
    const [key] = keysOf("delete", schema);
    return `an entity needs at least one word${key ? `; ${key} takes it away` : ""}`;
  }
  return { op: "move", kind: "entity", id, start: from, end: to };
}
