/**
 * What is probably missing in an article, one after the other: names first, then pairs, then the question
 * whether an article really has no relation. Pure; in steps.
 */

import { isDecided, missedEntities } from "./entities.js";
import { missedRelations } from "./relations.js";

/** @typedef {import("./entities.js").Ground} Ground */
/** @typedef {{kind: "entity", key: string, found: import("./entities.js").MissedEntity}} EntityQuestion */
/**
 * @typedef {{kind: "relation", key: string, found: import("./relations.js").MissedRelation}} RelationQuestion
 */
/**
 * @typedef {{kind: "none", key: string, one: string}} NoneQuestion  one: an entity that a relation could
 *   begin at
 */
/**
 * @typedef {EntityQuestion | RelationQuestion | NoneQuestion} Question  key: what it is known by, whatever
 *   ids there are
 */

/** More is no help: an article that lacks so much wants another extractor. */
const MOST = 60;

/**
 * @param {Ground} ground
 * @param {(key: string) => boolean} declined whether the reviewer said no to it before
 * @returns {Generator<undefined, Question[]>}
 */
export function* questions(ground, declined) {
  /** @type {Question[]} */
  const names = (yield* missedEntities(ground)).map((found) => ({
    kind: "entity",
    key: `e ${found.start} ${found.end} ${found.label}`,
    found,
  }));
  const { asked, any } = yield* missedRelations(ground);
  /** @type {Question[]} */
  const pairs = asked.map((found) => ({
    kind: "relation",
    key: `r ${found.one.start} ${found.one.end} ${found.other.start} ${found.other.end}`,
    found,
  }));
  /** @type {Question[]} */
  const none =
    any !== null && hasNoRelation(ground.state) ? [{ kind: "none", key: "none", one: any.head }] : [];
  return [...names, ...pairs, ...none].filter((question) => !declined(question.key)).slice(0, MOST);
}

/** @param {import("../../model/state.js").State} state */
function hasNoRelation(state) {
  for (const relation of state.relations.values())
    if (relation.status === "pending" || isDecided(relation)) return false;
  return true;
}

/**
 * The operation of a yes.
 *
 * @param {EntityQuestion | RelationQuestion} question
 * @param {string} id for what is added
 * @param {string} [label] of a relation that may have several
 * @returns {import("../../wire/types.js").Simple | null} null: a label has to be chosen first
 */
export function answered(question, id, label) {
  if (question.kind === "entity") {
    const { start, end, label: same } = question.found;
    return { op: "add_entity", id, start, end, label: same };
  }
  const { ways } = question.found;
  const way =
    label === undefined
      ? ways.length === 1
        ? ways[0]
        : undefined
      : ways.find((found) => found.label === label);
  return way === undefined ? null : { op: "add_relation", id, ...way };
}
