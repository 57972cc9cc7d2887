/**
 * Every command with its key, whether it makes sense now, and if not why: what the menu of `.` shows. No DOM.
 */

import { bindingsOf, keysOf } from "../keys/bindings.js";
import { operationFor } from "../session/operation_of_command.js";
import { attributesFor, legalTargets } from "../model/legal.js";
import { mentionsOf } from "../model/mentions.js";
import { nextPending } from "../model/order.js";
import { Refused } from "../model/checks.js";
import { decide } from "../model/decide.js";

/** @typedef {import("../session/review.js").Review} Review */
/** @typedef {import("../wire/types.js").Command} Command */
/**
 * @typedef {{command: Command, group: string, title: string, key: string | null, reason: string | null}}
 *   MenuRow
 *   reason: why it cannot be done now */

/** When keys that belong to something open mean what they say. @type {Readonly<Record<string, string>>} */
const LATER = {
  caret: "while an entity is added by keys",
  preview: "while identical mentions are shown",
  hint: "while letters are shown on the targets",
  list: "while a list is open",
  missed: "while something is asked about what was missed",
  search: "while something is searched for",
  adjudicate: "while the versions of several reviewers are shown",
};

/**
 * Reasons that are not those of an operation.
 *
 * @type {Readonly<Record<string, (review: Review) => string | null>>}
 */
const REASONS = {
  "next-pending": ({ state }) => (nextPending(state, null, 1) === null ? "nothing is left to decide" : null),
  "previous-pending": ({ state }) =>
    nextPending(state, null, 1) === null ? "nothing is left to decide" : null,
  next: ({ state }) =>
    state.entities.size + state.relations.size === 0 ? "there is nothing in this article yet" : null,
  previous: (review) => REASONS.next(review),
  undo: ({ canUndo }) => (canUndo ? null : "nothing to undo"),
  redo: ({ canRedo }) => (canRedo ? null : "nothing to do again"),
  "label-list": (review) => refusalOf(review, { command: "accept" }, false),
  mentions: (review) => {
    const { focus } = review;
    if (focus?.kind !== "entity") return "only an entity has other mentions";
    return mentionsOf(review, focus.id).length === 0
      ? "every other mention of these words has this label already"
      : null;
  },
  relate: ({ focus, state, schema }) => {
    if (focus?.kind !== "entity") return "a relation begins at an entity";
    return legalTargets(state, schema, focus.id).length === 0
      ? "no entity here may be the tail of a relation from this one"
      : null;
  },
};

/**
 * The rows of the menu, in the order of the key table; attributes of the focused item at the end.
 *
 * @param {Review} review
 * @returns {MenuRow[]}
 */
export function menuRows(review) {
  const seen = new Set(["menu", "cancel"]);
  /** @type {MenuRow[]} */
  const rows = [];
  for (const { command, modes, group, does } of bindingsOf(review.schema).rows) {
    if (seen.has(command)) continue;
    seen.add(command);
    const [key = null] = keysOf(command, review.schema);
    const reason = modes.includes("normal") ? reasonFor(review, command) : (LATER[modes[0]] ?? "not now");
    rows.push({ command: { command }, group, title: does, key, reason });
  }
  return [...rows, ...attributeRows(review)];
}

/** @param {Review} review @returns {MenuRow[]} */
function attributeRows({ focus, state, schema }) {
  const item = focus && state.item(focus.kind, focus.id);
  if (!focus || !item) return [];
  return attributesFor(schema, focus.kind, item.label).map(({ name, key, values }) => ({
    command: { command: "attribute", name },
    group: "Attributes",
    title: `${name}: the next of ${values.join(", ")}`,
    key,
    reason: null,
  }));
}

/** @param {Review} review @param {string} command */
function reasonFor(review, command) {
  return Object.hasOwn(REASONS, command) ? REASONS[command](review) : refusalOf(review, { command }, true);
}

/**
 * Why the operation of a command would be refused as things stand; the rules themselves say it.
 *
 * @param {Review} review
 * @param {Command} command
 * @param {boolean} decided whether the rules are asked too, and not only whether there is an operation
 * @returns {string | null}
 */
function refusalOf(review, command, decided) {
  const operation = operationFor(review, command);
  if (operation === null || typeof operation === "string") return operation;
  if (!decided) return null;
  try {
    decide(review.state, review.schema, operation);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return null;
}

/**
 * The rows that hold all words that have been typed, whatever their order.
 *
 * @param {readonly MenuRow[]} rows
 * @param {string} typed
 * @returns {MenuRow[]}
 */
export function sifted(rows, typed) {
  const words = typed.trim().toLocaleLowerCase().split(/\s+/u);
  return rows.filter(({ title, group, command }) => {
    const text = `${title} ${group} ${command.command}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
