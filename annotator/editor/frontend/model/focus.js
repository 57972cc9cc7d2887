/**
 * Where the focus goes after an operation, so that a reviewer need not look for it.
 */

import { itemNear, nextPending, placeOf } from "./order.js";

/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Kind} Kind */
/** @typedef {import("../wire/types.js").Operation} Operation */
/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state after the operation
 * @param {Item | null} focus before it
 * @param {Operation} operation
 * @param {readonly Change[]} changes what it did
 * @param {number} place where the item of the operation stood before, or -1
 * @param {import("./order.js").Walk} [walk] how the reviewer goes through what is left
 * @returns {Item | null}
 */
export function focusAfter(state, focus, operation, changes, place, walk) {
  const standing = focus !== null && state.item(focus.kind, focus.id) !== undefined ? focus : null;
  switch (operation.op) {
    case "accept":
    case "reject":
    case "delete": {
      const { kind, id } = operation;
      if (state.item(kind, id) === undefined) return itemNear(state, Math.max(place, 0), walk);
      return nextPending(state, { kind, id }, 1, walk) ?? standing;
    }
    case "add_entity":
      return { kind: "entity", id: operation.id };
    case "add_relation":
      return { kind: "relation", id: operation.id };
    case "undo":
    case "redo":
      return firstOf(state, changes) ?? standing;
  }
  return standing;
}

/**
 * Where the focus goes when the server's picture takes the place of ours.
 * @param {State} former
 * @param {State} state
 * @param {Item | null} focus
 * @param {import("./order.js").Walk} [walk]
 * @returns {Item | null}
 */
export function keptFocus(former, state, focus, walk) {
  if (focus === null) return null;
  return state.item(focus.kind, focus.id)
    ? focus
    : itemNear(state, Math.max(placeOf(former, focus), 0), walk);
}

/**
 * The first item in reading order that was changed and is there.
 *
 * @param {State} state
 * @param {readonly Change[]} changes
 * @returns {Item | null}
 */
function firstOf(state, changes) {
  let first = null;
  let least = Infinity;
  for (const [kind, id] of changes) {
    const item = { kind: /** @type {Kind} */ (kind), id };
    const place = kind === "review" ? -1 : placeOf(state, item);
    if (place >= 0 && place < least) [first, least] = [item, place];
  }
  return first;
}

/**
 * What has the focus when an article is opened: what had it last, else the first pending item.
 *
 * @param {State} state
 * @param {Item | null} last
 * @param {import("./order.js").Walk} [walk]
 * @returns {Item | null}
 */
export function focusAtFirst(state, last, walk) {
  return last !== null && state.item(last.kind, last.id) !== undefined
    ? last
    : nextPending(state, null, 1, walk);
}
