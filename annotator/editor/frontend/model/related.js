/**
 * What hangs together with an item: the entity that its arcs begin at, and a link for each relation drawn. No
 * DOM.
 */

import { relationLabel } from "./legal.js";

/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Relation} Relation */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {import("./state.js").State} State */
/** @typedef {{id: string, other: string, direction: "out" | "in" | "both", relation: Relation}} Link */
/**
 * @typedef {{hub: string | null, links: Link[], relation: Relation | null}} Web relation: the item itself, if
 *   it is one
 */

/** @type {Web} */
export const NOTHING = { hub: null, links: [], relation: null };

/**
 * @param {State} state
 * @param {Schema} schema
 * @param {Item | null} item
 * @returns {Web}
 */
export function webOf(state, schema, item) {
  if (item === null) return NOTHING;
  const relation = item.kind === "relation" ? (state.relations.get(item.id) ?? null) : null;
  if (relation) return { hub: relation.head, links: [linkOf(schema, relation, relation.head)], relation };
  if (item.kind !== "entity" || !state.entities.has(item.id)) return NOTHING;
  const links = standingRelations(state, item.id).map((found) => linkOf(schema, found, item.id));
  return { hub: item.id, links, relation: null };
}

/**
 * The relations of an entity that are not rejected, by the place of their other end in the text.
 *
 * @param {State} state
 * @param {string} entityId
 * @returns {Relation[]}
 */
export function standingRelations(state, entityId) {
  const place = (/** @type {Relation} */ found) => state.entities.get(otherEnd(found, entityId))?.start ?? 0;
  return state
    .relationsOf(entityId)
    .filter((relation) => relation.status !== "rejected")
    .sort((one, other) => place(one) - place(other));
}

/** @param {Relation} relation @param {string} entityId */
export function otherEnd(relation, entityId) {
  return relation.head === entityId ? relation.tail : relation.head;
}

/**
 * @param {Schema} schema
 * @param {Relation} relation
 * @param {string} hub
 * @returns {Link}
 */
function linkOf(schema, relation, hub) {
  const symmetric = relationLabel(schema, relation.label)?.symmetric ?? false;
  const direction = symmetric ? "both" : relation.head === hub ? "out" : "in";
  return { id: relation.id, other: otherEnd(relation, hub), direction, relation };
}
