/**
 * What is legal by the label schema: which labels a list offers and which entities a relation may go to.
 * The lists here are what is shown, so digits count in them too.
 */

import { readingOrder } from "./order.js";

/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {import("../wire/types.js").EntityLabel} EntityLabel */
/** @typedef {import("../wire/types.js").RelationLabel} RelationLabel */
/** @typedef {import("../wire/types.js").Attribute} Attribute */
/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Kind} Kind */
/** @typedef {import("./state.js").State} State */
/**
 * @typedef {{id: string, labels: RelationLabel[]}} Target an entity, and the labels of a relation to or from
 *   it
 */

/** The relation label of that name. @param {Schema} schema @param {string} label */
export function relationLabel(schema, label) {
  return schema.relation_labels.find((found) => found.label === label);
}

/**
 * Whether a relation of this label may join two entity labels; a symmetric one may be written either way
 * round.
 * @param {RelationLabel} found
 * @param {string} head
 * @param {string} tail
 */
export function allows(found, head, tail) {
  const forward = found.head.includes(head) && found.tail.includes(tail);
  return forward || (found.symmetric && found.head.includes(tail) && found.tail.includes(head));
}

/**
 * The entity labels that may be chosen: all of them, in the order of the schema.
 *
 * @param {Schema} schema
 * @returns {EntityLabel[]}
 */
export function legalEntityLabels(schema) {
  return schema.entity_labels;
}

/**
 * The relation labels that may go from one entity to another, in the order of the schema.
 * @param {State} state
 * @param {Schema} schema
 * @param {string} headId
 * @param {string} tailId
 * @returns {RelationLabel[]} none where an end is gone, rejected, or both ends are the same
 */
export function legalRelationLabels(state, schema, headId, tailId) {
  const head = state.entities.get(headId);
  const tail = state.entities.get(tailId);
  if (head === undefined || tail === undefined || headId === tailId) return [];
  if (head.status === "rejected" || tail.status === "rejected") return [];
  return schema.relation_labels.filter((found) => allows(found, head.label, tail.label));
}

/**
 * The entities that a relation from this one may go to, in reading order, each with the labels it may have.
 * A label that joins the two already is left out.
 * @param {State} state
 * @param {Schema} schema
 * @param {string} headId
 * @returns {Target[]}
 */
export function legalTargets(state, schema, headId) {
  return legalEnds(state, schema, headId, "tail", null);
}

/**
 * The entities that may be one end of a relation whose other end is given, in reading order, each with the
 * labels it may have. A label that joins the two already is left out.
 * @param {State} state
 * @param {Schema} schema
 * @param {string} fixedId the entity at the other end
 * @param {"head" | "tail"} end the end that is looked for
 * @param {string | null} except a relation that is not in its own way
 * @returns {Target[]}
 */
export function legalEnds(state, schema, fixedId, end, except) {
  const taken = takenLabels(state, schema, fixedId, end, except);
  /** @type {Map<string, RelationLabel[]>} */
  const byLabel = new Map();
  const targets = [];
  for (const { kind, id } of readingOrder(state)) {
    const entity = kind === "entity" ? state.entities.get(id) : undefined;
    if (entity === undefined || id === fixedId || entity.status === "rejected") continue;
    let labels = byLabel.get(entity.label);
    if (labels === undefined) {
      const [head, tail] = end === "tail" ? [fixedId, id] : [id, fixedId];
      byLabel.set(entity.label, (labels = legalRelationLabels(state, schema, head, tail)));
    }
    const joined = taken.get(id);
    const free = joined === undefined ? labels : labels.filter((found) => !joined.has(found.label));
    if (free.length > 0) targets.push({ id, labels: free });
  }
  return targets;
}

/**
 * The labels by which an entity is joined to others already, symmetric ones from either side.
 * @param {State} state
 * @param {Schema} schema
 * @param {string} fixedId
 * @param {"head" | "tail"} end where the others stand
 * @param {string | null} except
 */
function takenLabels(state, schema, fixedId, end, except) {
  /** @type {Map<string, Set<string>>} */
  const taken = new Map();
  for (const relation of state.relationsOf(fixedId)) {
    if (relation.status === "rejected" || relation.id === except) continue;
    const there = end === "tail" ? relation.head === fixedId : relation.tail === fixedId;
    if (!there && !relationLabel(schema, relation.label)?.symmetric) continue;
    const other = relation.head === fixedId ? relation.tail : relation.head;
    taken.set(other, (taken.get(other) ?? new Set()).add(relation.label));
  }
  return taken;
}

/**
 * The labels that an item may be given: what the list of `l` shows, and what digits count on a relation.
 * @param {State} state
 * @param {Schema} schema
 * @param {Item} item
 * @returns {(EntityLabel | RelationLabel)[]}
 */
export function labelChoices(state, schema, { kind, id }) {
  if (kind === "entity") return legalEntityLabels(schema);
  const relation = state.relations.get(id);
  return relation === undefined ? [] : legalRelationLabels(state, schema, relation.head, relation.tail);
}

/**
 * The attributes that an item of this kind and label may carry.
 *
 * @param {Schema} schema
 * @param {Kind} kind
 * @param {string} label
 * @returns {Attribute[]}
 */
export function attributesFor(schema, kind, label) {
  return schema.attributes.filter(
    (found) => found.on === kind && (found.labels === null || found.labels.includes(label)),
  );
}

/**
 * The value after the present one, going round: what one press of the attribute's key gives.
 * @param {Attribute} attribute
 * @param {{attributes: Record<string, string>}} item
 */
export function nextAttributeValue(attribute, item) {
  const present = item.attributes[attribute.name] ?? attribute.default;
  const place = present === null ? -1 : attribute.values.indexOf(present);
  return attribute.values[(place + 1) % attribute.values.length];
}
