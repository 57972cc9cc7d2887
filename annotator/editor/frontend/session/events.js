/**
 * What a review tells its screen: two events as one, and whether an item is the same. Values only.
 */

/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").ReviewEvent} ReviewEvent */

/**
 * Two events told as one.
 *
 * @param {ReviewEvent} before
 * @param {ReviewEvent} after
 * @returns {ReviewEvent}
 */
export function merged(before, after) {
  return {
    ...after,
    changed: new Set([...before.changed, ...after.changed]),
    // an event that only tells of saving may come first, and has the new focus on both sides
    previousFocus: sameItem(before.previousFocus, before.focus) ? after.previousFocus : before.previousFocus,
    reset: before.reset || after.reset,
    review: before.review || after.review,
    notices: [...before.notices, ...after.notices],
  };
}

/**
 * @param {Item | null} one
 * @param {Item | null} other
 */
export function sameItem(one, other) {
  return one?.kind === other?.kind && one?.id === other?.id;
}
