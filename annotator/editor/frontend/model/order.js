/**
 * Reading order: which item comes next. Entities stand by (start, longest first, id); a relation follows the
 * later of its ends. What is left to decide may be gone through by certainty instead, least certain first;
 * what has no score comes last. Both orders are kept per state and made again only when an item appears, goes
 * or moves: j, k, a and x on a long article cost a walk along an array, not a sort.
 */

import { itemKey } from "./state.js";

/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("./state.js").State} State */
/** @typedef {1 | -1} Direction */
/**
 * @typedef {"reading" | "uncertain"} Walk how one goes through what is left to decide, as the settings name
 *   it
 */
/** @typedef {{items: Item[], places: Map<string, number>}} Way */
/** @typedef {Way & {layout: number, entities: Entity[], uncertain: Way | null}} Order */

/** @type {WeakMap<State, Order>} */
const orders = new WeakMap();

/**
 * All items in reading order. The array is shared: read it, do not change it.
 *
 * @param {State} state
 * @returns {readonly Item[]}
 */
export function readingOrder(state) {
  return orderOf(state).items;
}

/** The place of an item in reading order, or -1. @param {State} state @param {Item} item */
export function placeOf(state, item) {
  return orderOf(state).places.get(itemKey(item.kind, item.id)) ?? -1;
}

/**
 * The next or previous item of any status; none beyond the ends.
 * @param {State} state
 * @param {Item | null} focus null: from outside, so the first or the last item
 * @param {Direction} direction
 * @returns {Item | null}
 */
export function next(state, focus, direction) {
  const order = orderOf(state);
  return order.items[startPlace(order, focus, direction)] ?? null;
}

/**
 * The next or previous pending item other than the focused one, going round at the ends.
 * @param {State} state
 * @param {Item | null} focus
 * @param {Direction} direction
 * @param {Walk} [walk]
 * @returns {Item | null} null when no other is pending
 */
export function nextPending(state, focus, direction, walk = "reading") {
  const way = wayOf(state, walk);
  const { items } = way;
  const count = items.length;
  let place = startPlace(way, focus, direction);
  for (let step = 0; step < count; step += 1, place += direction) {
    const item = items[(place + count) % count];
    const isFocus = focus !== null && item.kind === focus.kind && item.id === focus.id;
    if (!isFocus && state.item(item.kind, item.id)?.status === "pending") return item;
  }
  return null;
}

/**
 * What the commands that only step lead to.
 *
 * @type {Readonly<Record<string, (state: State, focus: Item | null, walk: Walk) => Item | null>>}
 */
export const STEPS = {
  "next-pending": (state, focus, walk) => nextPending(state, focus, 1, walk),
  "previous-pending": (state, focus, walk) => nextPending(state, focus, -1, walk),
  next: (state, focus) => next(state, focus, 1),
  previous: (state, focus) => next(state, focus, -1),
};

/**
 * What to focus when the item at a place of reading order has gone: the next pending one from there on (the
 * least certain one where that counts), else whatever stands there now.
 * @param {State} state
 * @param {number} place
 * @param {Walk} [walk]
 * @returns {Item | null}
 */
export function itemNear(state, place, walk = "reading") {
  const { items } = orderOf(state);
  const before = place > 0 && walk === "reading" ? (items[place - 1] ?? null) : null;
  return nextPending(state, before, 1, walk) ?? items[Math.min(place, items.length - 1)] ?? null;
}

/** All pending items in reading order. @param {State} state @returns {Item[]} */
export function pendingItems(state) {
  return orderOf(state).items.filter((item) => state.item(item.kind, item.id)?.status === "pending");
}

/** @param {Way} way @param {Item | null} focus @param {Direction} direction */
function startPlace({ items, places }, focus, direction) {
  const place = focus === null ? -1 : (places.get(itemKey(focus.kind, focus.id)) ?? -1);
  if (place >= 0) return place + direction;
  return direction === 1 ? 0 : items.length - 1;
}

/** @param {State} state @param {Walk} walk @returns {Way} */
function wayOf(state, walk) {
  const order = orderOf(state);
  if (walk === "reading") return order;
  order.uncertain ??= leastCertainFirst(state, order.items);
  return order.uncertain;
}

/**
 * Equally certain ones stay in reading order.
 *
 * @param {State} state
 * @param {readonly Item[]} items
 * @returns {Way}
 */
function leastCertainFirst(state, items) {
  const scored = items.map((item) => ({ item, score: state.item(item.kind, item.id)?.score ?? Infinity }));
  scored.sort((one, other) => (one.score === other.score ? 0 : one.score - other.score));
  return wayThrough(scored.map(({ item }) => item));
}

/** @param {Item[]} items @returns {Way} */
function wayThrough(items) {
  return { items, places: new Map(items.map((item, place) => [itemKey(item.kind, item.id), place])) };
}

/** @param {State} state @returns {Order} */
function orderOf(state) {
  const known = orders.get(state);
  if (known !== undefined && known.layout === state.layout) return known;
  const made = makeOrder(state, known);
  orders.set(state, made);
  return made;
}

/** @param {State} state @param {Order | undefined} known @returns {Order} */
function makeOrder(state, known) {
  const entities = sortedEntities(state, known?.entities ?? []);
  const ranks = new Map(entities.map((entity, rank) => [entity.id, rank]));
  const following = relationsByLaterEnd(state, ranks);
  /** @type {Item[]} */
  const items = [];
  entities.forEach((entity, rank) => {
    items.push({ kind: "entity", id: entity.id });
    for (const relation of following.get(rank) ?? []) items.push({ kind: "relation", id: relation.id });
  });
  for (const relation of following.get(-1) ?? []) items.push({ kind: "relation", id: relation.id });
  return { ...wayThrough(items), layout: state.layout, entities, uncertain: null };
}

/**
 * The entities in order. The former order comes first, so that the sort finds its input nearly sorted.
 * @param {State} state
 * @param {Entity[]} former
 */
function sortedEntities(state, former) {
  /** @type {Entity[]} */
  const kept = [];
  const seen = new Set();
  for (const { id } of former) {
    const entity = state.entities.get(id);
    if (entity !== undefined) {
      kept.push(entity);
      seen.add(id);
    }
  }
  for (const entity of state.entities.values()) if (!seen.has(entity.id)) kept.push(entity);
  return kept.sort(
    (one, other) => one.start - other.start || other.end - one.end || compareIds(one.id, other.id),
  );
}

/**
 * Relations by the rank of their later end (-1 where both ends are gone), then by the earlier end and id.
 * @param {State} state
 * @param {Map<string, number>} ranks
 */
function relationsByLaterEnd(state, ranks) {
  /** @type {Map<number, {id: string, earlier: number}[]>} */
  const following = new Map();
  for (const relation of state.relations.values()) {
    const head = ranks.get(relation.head) ?? -1;
    const tail = ranks.get(relation.tail) ?? -1;
    const later = Math.max(head, tail);
    const entry = { id: relation.id, earlier: Math.min(head, tail) };
    const list = following.get(later);
    if (list === undefined) following.set(later, [entry]);
    else list.push(entry);
  }
  for (const list of following.values()) {
    list.sort((one, other) => one.earlier - other.earlier || compareIds(one.id, other.id));
  }
  return following;
}

/** @param {string} one @param {string} other */
function compareIds(one, other) {
  return one < other ? -1 : Number(one > other);
}
