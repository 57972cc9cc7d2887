/**
 * What no decision may leave behind: the mirror of annotator/core/soundness.py. decide() and undone() answer
 * for the items that they are about; what comes back through them meets what was done meanwhile.
 */

import {
  Refused,
  checkEndsAreThere,
  checkNoTwin,
  checkNoTwinRelation,
  completionFault,
  staysComplete,
} from "./checks.js";
import { applyChanges, reviewChange } from "./state.js";

/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("../wire/types.js").Relation} Relation */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {import("./state.js").State} State */

const AS_PROPOSED = ["pending", "accepted"];

/**
 * The changes as they may be made.
 * @param {State} state before them
 * @param {Schema} schema
 * @param {Change[]} changes
 * @param {boolean} replayed whether it is an undo or redo. A complete review stays complete while it is
 *   sound, and one that is not ready does not become complete by it.
 * @returns {Change[]}
 * @throws {Refused} an item would stand twice, or a relation without a standing end
 */
export function sound(state, schema, changes, replayed) {
  const returning = changes.filter((change) => change[0] !== "review" && (replayed || revives(change)));
  if (returning.length === 0 && !replayed) return changes;
  const trial = applyChanges(state.fork(), changes);
  for (const [kind, id] of returning) {
    if (kind === "relation") checkRelationStands(trial, schema, id);
    else checkEntityStands(trial, id);
  }
  return replayed ? withStatus(state, trial, schema, changes) : changes;
}

/** @param {Change} change */
function revives([, , before]) {
  return before !== null && before.status === "rejected";
}

/** @param {State} trial @param {Schema} schema @param {string} id */
function checkRelationStands(trial, schema, id) {
  const relation = trial.relations.get(id);
  if (relation === undefined || relation.status === "rejected") return;
  checkEndsAreThere(trial, relation);
  checkNoTwinRelation(trial, schema, relation, (other) => clash(relation, other));
}

/** @param {State} trial @param {string} id */
function checkEntityStands(trial, id) {
  const entity = trial.entities.get(id);
  if (entity !== undefined && entity.status !== "rejected") {
    checkNoTwin(trial, entity, (other) => clash(entity, other));
  } else if (trial.relationsOf(id).some((found) => entity === undefined || found.status !== "rejected")) {
    throw new Refused(`a relation ends at entity ${id} since; delete that first`);
  }
}

/**
 * Twins that are both as they were proposed are the extractor's: they do not stand in the way of an undo.
 * @param {Entity | Relation} one
 * @param {Entity | Relation} other
 */
function clash(one, other) {
  return (
    other.status !== "rejected" && !(AS_PROPOSED.includes(one.status) && AS_PROPOSED.includes(other.status))
  );
}

/** @param {State} state @param {State} trial @param {Schema} schema @param {Change[]} changes */
function withStatus(state, trial, schema, changes) {
  if (trial.status !== "complete") return changes;
  const items = changes.filter(([kind]) => kind !== "review");
  if (state.status === "complete") {
    if (staysComplete(state, schema, changes)) return changes;
    return items.length > 0 ? [...changes, ...reviewChange(trial, { status: "in_progress" })] : changes;
  }
  const fault = completionFault(trial, schema);
  if (fault === null) return changes;
  if (items.length === 0) throw new Refused(fault);
  return [...items, ...reviewChange(state, { status: "in_progress" })];
}
