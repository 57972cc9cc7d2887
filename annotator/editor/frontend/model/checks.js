/**
 * What must hold: the checks of annotator/core/decide.py, sentence by sentence. `tests/conformance/` holds
 * cases that both must answer alike; change them together.
 */

import { keysOf } from "../keys/bindings.js";
import { allows, relationLabel } from "./legal.js";
import { quoted } from "./python_repr.js";
import { applyChanges } from "./state.js";

/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("../wire/types.js").Relation} Relation */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {import("./state.js").State} State */

/** An operation is not allowed as things stand; the message is the sentence to show. */
export class Refused extends Error {}

/**
 * The result of what is not done, with the sentence that says why.
 *
 * @param {string} refused
 * @returns {import("../wire/types.js").Result}
 */
export function refusal(refused) {
  return { refused, changed: new Set(), open: null };
}

/**
 * Why a relation may not stand in gold as it is, or null.
 * @param {State} state
 * @param {Schema} schema
 * @param {Relation} relation
 * @returns {string | null}
 */
export function relationFault(state, schema, relation) {
  const head = state.entities.get(relation.head);
  const tail = state.entities.get(relation.tail);
  if (head === undefined || tail === undefined) return `relation ${relation.id} has lost an end`;
  if (head.status === "rejected" || tail.status === "rejected") {
    return `relation ${relation.id} (${relation.label}) ends at a rejected entity`;
  }
  return labelFault(schema, relation, head, tail);
}

/**
 * @param {Schema} schema
 * @param {Relation} relation
 * @param {Entity} head
 * @param {Entity} tail
 * @returns {string | null}
 */
function labelFault(schema, relation, head, tail) {
  const found = relationLabel(schema, relation.label);
  if (found === undefined) return `${quoted(relation.label)} is not a relation label of this schema`;
  if (!allows(found, head.label, tail.label))
    return `${relation.label} cannot go from ${head.label} to ${tail.label}`;
  return null;
}

/**
 * Whether a relation that is still to be decided cannot be accepted as it is: the schema forbids it.
 * @param {State} state
 * @param {Schema} schema
 * @param {Relation} relation
 */
export function isForbidden(state, schema, relation) {
  const head = state.entities.get(relation.head);
  const tail = state.entities.get(relation.tail);
  if (relation.status !== "pending" || head === undefined || tail === undefined) return false;
  return labelFault(schema, relation, head, tail) !== null;
}

/**
 * Whether it was so when it was proposed: no reviewer has changed what it joins.
 * @param {State} state
 * @param {Schema} schema
 * @param {Relation} relation
 */
export function isWrong(state, schema, relation) {
  const ends = [state.entities.get(relation.head), state.entities.get(relation.tail)];
  const asProposed = ends.every((end) => end?.status === "pending" || end?.status === "accepted");
  return asProposed && isForbidden(state, schema, relation);
}

/**
 * Why a review cannot be completed as it stands, or null. A relation that cannot be accepted is not among
 * those that accepting all would decide.
 *
 * @param {State} state
 * @param {Schema} schema
 * @returns {string | null}
 */
export function completionFault(state, schema) {
  let pending = 0;
  for (const entity of state.entities.values()) if (entity.status === "pending") pending += 1;
  const relations = [...state.relations.values()].filter((relation) => !isWrong(state, schema, relation));
  for (const relation of relations) {
    if (relation.status === "pending" && !isForbidden(state, schema, relation)) pending += 1;
  }
  if (pending > 0) return `${pending} left to decide${waysOn(schema)}`;
  const illegal = [];
  for (const relation of relations) {
    const fault = relation.status === "rejected" ? null : relationFault(state, schema, relation);
    if (fault !== null) illegal.push(fault);
  }
  if (illegal.length === 0) return null;
  const more = illegal.length > 1 ? ` (and ${illegal.length - 1} more)` : "";
  return `${illegal[0]}${more}: relabel, flip or delete it first`;
}

/** Whether no entity stands: as gold the article would say that there is none. @param {State} state */
export function isEmpty(state) {
  for (const entity of state.entities.values()) if (entity.status !== "rejected") return false;
  return true;
}

/**
 * Whether a complete review is still sound after changes to its items: then they are a revision of gold.
 * Without its last entity it is not: that there is none has to be confirmed.
 *
 * @param {State} state
 * @param {Schema} schema
 * @param {readonly import("../wire/types.js").Change[]} changes
 */
export function staysComplete(state, schema, changes) {
  const trial = applyChanges(state.fork(), changes);
  const emptied = isEmpty(trial) && !isEmpty(state);
  return !emptied && completionFault(trial, schema) === null;
}

/**
 * The keys that help on, as the schema has them; a command without a key is not named.
 *
 * @param {Schema} schema
 */
function waysOn(schema) {
  const does = [
    ["next-pending", "goes to the next one"],
    ["accept-all", "accepts all"],
  ];
  const ways = does.flatMap(([command, words]) =>
    keysOf(command, schema)
      .slice(0, 1)
      .map((key) => `${key} ${words}`),
  );
  return ways.length > 0 ? `: ${ways.join(", ")}` : "";
}

/** @param {State} state @param {string} id @returns {Entity} */
export function entityOf(state, id) {
  const found = state.entities.get(id);
  if (found === undefined) throw new Refused(`entity ${id} is not there any more`);
  return found;
}

/** @param {State} state @param {string} id @returns {Relation} */
export function relationOf(state, id) {
  const found = state.relations.get(id);
  if (found === undefined) throw new Refused(`relation ${id} is not there any more`);
  return found;
}

/** @param {State} state @param {number} start @param {number} end */
export function checkSpan(state, start, end) {
  if (!(start >= 0 && start < end && end <= state.textLength)) {
    throw new Refused(`${start} to ${end} is no span of this text (0 to ${state.textLength})`);
  }
}

/**
 * @param {State} state
 * @param {Entity} entity
 * @param {(twin: Entity) => boolean} [clashes] which twins stand in the way
 */
export function checkNoTwin(state, entity, clashes = stands) {
  const twins = state.entitiesAt(entity.start, entity.end).filter((other) => other.label === entity.label);
  if (twins.some((other) => other.id !== entity.id && clashes(other))) {
    throw new Refused(`there is a ${entity.label} with exactly these boundaries already`);
  }
}

/** @param {Schema} schema @param {string} label */
export function checkEntityLabel(schema, label) {
  if (!schema.entity_labels.some((found) => found.label === label)) {
    throw new Refused(`${quoted(label)} is not an entity label of the schema ${schema.name}`);
  }
}

/** @param {Entity | Relation} item */
function stands(item) {
  return item.status !== "rejected";
}

/** @param {State} state @param {Relation} relation */
export function checkEndsStand(state, relation) {
  checkEndsAreThere(state, relation);
  if (relation.head === relation.tail) throw new Refused("a relation needs two different entities");
}

/** @param {State} state @param {Relation} relation */
export function checkEndsAreThere(state, relation) {
  for (const end of [relation.head, relation.tail]) {
    if (entityOf(state, end).status === "rejected") {
      throw new Refused("one end of this relation is rejected; accept that entity first");
    }
  }
}

/** @param {State} state @param {Schema} schema @param {Relation} relation */
export function checkRelation(state, schema, relation) {
  checkEndsStand(state, relation);
  const fault = relationFault(state, schema, relation);
  if (fault !== null) throw new Refused(fault);
  checkNoTwinRelation(state, schema, relation);
}

/**
 * @param {State} state
 * @param {Schema} schema
 * @param {Relation} relation
 * @param {(twin: Relation) => boolean} [clashes] which twins stand in the way
 */
export function checkNoTwinRelation(state, schema, relation, clashes = stands) {
  const symmetric = relationLabel(schema, relation.label)?.symmetric ?? false;
  for (const other of state.relationsOf(relation.head)) {
    if (other.id === relation.id || other.label !== relation.label || !clashes(other)) continue;
    const same = other.head === relation.head && other.tail === relation.tail;
    const mirrored = symmetric && other.head === relation.tail && other.tail === relation.head;
    if (same || mirrored) throw new Refused(`this ${relation.label} relation is there already`);
  }
}
