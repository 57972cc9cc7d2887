/**
 * What an operation does to a review: the mirror of annotator/core/decide.py, rule by rule and sentence by
 * sentence. `tests/conformance/` holds cases that both must answer alike; change them together.
 */

import { quoted } from "./python_repr.js";
import {
  Refused,
  checkEndsStand,
  checkEntityLabel,
  checkNoTwin,
  checkNoTwinRelation,
  checkRelation,
  checkSpan,
  completionFault,
  entityOf,
  isEmpty,
  isForbidden,
  isWrong,
  relationFault,
  relationOf,
  staysComplete,
} from "./checks.js";
import { added, applyChanges, edited, removed, reviewChange, sameValue } from "./state.js";

/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("../wire/types.js").Relation} Relation */
/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Kind} Kind */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {import("../wire/types.js").Simple} Simple */
/** @typedef {import("./state.js").State} State */

export { Refused, relationFault } from "./checks.js";

/**
 * The changes that an operation makes, the change of the review's own status included.
 * @param {State} state
 * @param {Schema} schema
 * @param {import("../wire/types.js").Decided} operation undo and redo need the history (history.js)
 * @returns {Change[]} none where nothing would change
 * @throws {Refused} nothing changes then
 */
export function decide(state, schema, operation) {
  switch (operation.op) {
    case "complete": {
      const fault = completionFault(state, schema);
      if (fault !== null) throw new Refused(fault);
      if (isEmpty(state) && !operation.empty && state.status !== "complete") {
        throw new Refused("no entity is marked: that there is none has to be confirmed");
      }
      const wrong = [...state.relations.values()].filter((relation) => isWrong(state, schema, relation));
      const rejected = wrong.flatMap((relation) => edited("relation", relation, { status: "rejected" }));
      return [...rejected, ...reviewChange(state, { status: "complete" })];
    }
    case "skip":
      return reviewChange(state, { status: "skipped" });
    case "flag":
      return reviewChange(state, { status: "flagged", comment: operation.comment });
  }
  const changes = itemChanges(state, schema, operation);
  if (changes.length === 0) return [];
  if (state.status === "complete" && staysComplete(state, schema, changes)) return changes;
  return [...changes, ...reviewChange(state, { status: "in_progress" })];
}

/**
 * @param {State} state
 * @param {Schema} schema
 * @param {Simple | {op: "accept_all", items: Item[]} | {op: "batch", operations: Simple[]}} operation
 */
function itemChanges(state, schema, operation) {
  if (operation.op === "accept_all") return many(state, schema, stillPending(state, schema, operation.items));
  if (operation.op === "batch") return many(state, schema, operation.operations);
  return simple(state, schema, operation);
}

/**
 * Accept what is pending, entities before relations, so that no relation waits for its ends. What the schema
 * forbids stays as it is.
 * @param {State} state
 * @param {Schema} schema
 * @param {Item[]} items
 * @returns {Simple[]}
 */
function stillPending(state, schema, items) {
  /** @type {Record<Kind, Set<string>>} */
  const ids = { entity: new Set(), relation: new Set() };
  for (const { kind, id } of items) {
    const relation = kind === "relation" ? state.relations.get(id) : undefined;
    if (relation !== undefined && isForbidden(state, schema, relation)) continue;
    if (state.item(kind, id)?.status === "pending") ids[kind].add(id);
  }
  return [
    ...Array.from(ids.entity, (id) => /** @type {Simple} */ ({ op: "accept", kind: "entity", id })),
    ...Array.from(ids.relation, (id) => /** @type {Simple} */ ({ op: "accept", kind: "relation", id })),
  ];
}

/** @param {State} state @param {Schema} schema @param {Simple[]} operations @returns {Change[]} */
function many(state, schema, operations) {
  const trial = state.fork();
  return operations.flatMap((operation) => {
    const changes = simple(trial, schema, operation);
    applyChanges(trial, changes);
    return changes;
  });
}

/** @param {State} state @param {Schema} schema @param {Simple} operation @returns {Change[]} */
function simple(state, schema, operation) {
  switch (operation.op) {
    case "add_entity":
      return addEntity(state, schema, operation);
    case "add_relation":
      return addRelation(state, schema, operation);
    case "accept":
      return accept(state, schema, operation);
    case "reject":
    case "delete":
      return remove(state, operation);
    case "relabel":
      return operation.kind === "entity"
        ? relabelEntity(state, schema, operation.id, operation.label)
        : relabelRelation(state, schema, operation.id, operation.label);
    case "move":
      return move(state, operation);
    case "flip": {
      const relation = relationOf(state, operation.id);
      return rewired(state, schema, relation, relation.tail, relation.head);
    }
    case "reattach":
      return rewired(state, schema, relationOf(state, operation.id), operation.head, operation.tail);
    case "set_attribute":
      return setAttribute(state, schema, operation);
    default:
      throw new TypeError(
        `${/** @type {{op: string}} */ (operation).op} is not decided from the state alone`,
      );
  }
}

/** @param {State} state @param {Schema} schema @param {Item} item */
function accept(state, schema, { kind, id }) {
  if (kind === "entity") return settledChange(kind, entityOf(state, id));
  return acceptRelation(state, schema, relationOf(state, id));
}

/**
 * Accept a relation: one that the schema forbids never is.
 *
 * @param {State} state
 * @param {Schema} schema
 * @param {Relation} relation
 */
function acceptRelation(state, schema, relation) {
  checkEndsStand(state, relation);
  const changes = settledChange("relation", relation);
  const fault = relationFault(state, schema, relation);
  if (changes.length > 0 && fault !== null) throw new Refused(`${fault}: relabel, flip or delete it`);
  return changes;
}

/**
 * The change of an item that is accepted: a correction or addition stays one.
 *
 * @param {Kind} kind
 * @param {Entity | Relation} item
 */
function settledChange(kind, item) {
  const asProposed = item.status === "corrected" ? "corrected" : "accepted";
  return edited(kind, item, { status: item.origin === "human" ? "added" : asProposed });
}

/**
 * Edit fields; whatever was proposed counts as corrected from then on.
 * @param {Kind} kind
 * @param {Entity | Relation} item
 * @param {Record<string, any>} fields
 */
function corrected(kind, item, fields) {
  const values = /** @type {Record<string, any>} */ (item);
  if (Object.keys(fields).every((name) => sameValue(values[name], fields[name]))) return [];
  return edited(kind, item, { ...fields, status: item.origin === "human" ? "added" : "corrected" });
}

/**
 * Reject what was proposed, remove what was added; the relations of an entity go first.
 *
 * @param {State} state
 * @param {Item} item
 */
function remove(state, { kind, id }) {
  if (kind === "relation") return gone(kind, relationOf(state, id));
  const entity = entityOf(state, id);
  const relations = state.relationsOf(id);
  return [
    ...relations.flatMap((relation) => gone("relation", relation, entity.origin === "human")),
    ...gone(kind, entity),
  ];
}

/** @param {Kind} kind @param {Entity | Relation} item @param {boolean} [removedEnd] */
function gone(kind, item, removedEnd = false) {
  return item.origin === "human" || removedEnd
    ? [removed(kind, item)]
    : edited(kind, item, { status: "rejected" });
}

/** @param {State} state @param {{id: string, start: number, end: number}} operation */
function move(state, { id, start, end }) {
  const entity = entityOf(state, id);
  checkSpan(state, start, end);
  checkNoTwin(state, { ...entity, start, end });
  return corrected("entity", entity, { start, end });
}

/**
 * @param {State} state
 * @param {Schema} schema
 * @param {{id: string, start: number, end: number, label: string}} operation
 */
function addEntity(state, schema, { id, start, end, label }) {
  if (state.entities.has(id)) throw new Refused(`the id ${id} is taken`);
  checkEntityLabel(schema, label);
  checkSpan(state, start, end);
  /** @type {Entity} */
  const entity = { id, start, end, label, origin: "human", score: null, attributes: {}, status: "added" };
  checkNoTwin(state, entity);
  return [added("entity", entity)];
}

/**
 * @param {State} state
 * @param {Schema} schema
 * @param {{id: string, head: string, tail: string, label: string, pattern?: string}} operation
 */
function addRelation(state, schema, { id, head, tail, label, pattern = undefined }) {
  if (state.relations.has(id)) throw new Refused(`the id ${id} is taken`);
  /** @type {Relation} */
  const relation = {
    id,
    head,
    tail,
    label,
    origin: "human",
    score: null,
    attributes: {},
    status: "added",
    pattern: pattern ?? null,
  };
  checkRelation(state, schema, relation);
  return [added("relation", relation)];
}

/** @param {State} state @param {Schema} schema @param {string} id @param {string} label */
function relabelEntity(state, schema, id, label) {
  const entity = entityOf(state, id);
  checkEntityLabel(schema, label);
  if (entity.label === label) return settledChange("entity", entity);
  checkNoTwin(state, { ...entity, label });
  return corrected("entity", entity, { label });
}

/** @param {State} state @param {Schema} schema @param {string} id @param {string} label */
function relabelRelation(state, schema, id, label) {
  const relation = relationOf(state, id);
  if (relation.label === label) return acceptRelation(state, schema, relation);
  checkRelation(state, schema, { ...relation, label });
  return corrected("relation", relation, { label });
}

/**
 * Other ends for a relation; where its label becomes illegal it stays, shown as such, and blocks completion.
 * @param {State} state
 * @param {Schema} schema
 * @param {Relation} relation
 * @param {string} head
 * @param {string} tail
 */
function rewired(state, schema, relation, head, tail) {
  const wanted = { ...relation, head, tail };
  checkEndsStand(state, wanted);
  checkNoTwinRelation(state, schema, wanted);
  return corrected("relation", relation, { head, tail });
}

/**
 * @param {State} state
 * @param {Schema} schema
 * @param {{kind: Kind, id: string, name: string, value: string}} operation
 */
function setAttribute(state, schema, { kind, id, name, value }) {
  const item = kind === "entity" ? entityOf(state, id) : relationOf(state, id);
  const attribute = schema.attributes.find(
    (found) =>
      found.on === kind &&
      found.name === name &&
      (found.labels === null || found.labels.includes(item.label)),
  );
  if (attribute === undefined) throw new Refused(`${quoted(name)} is not an attribute of ${item.label}`);
  if (!attribute.values.includes(value)) throw new Refused(`${quoted(value)} is not a value of ${name}`);
  return corrected(kind, item, { attributes: { ...item.attributes, [name]: value } });
}
