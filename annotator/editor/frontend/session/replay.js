/**
 * What an operation changes, whether it is new or was done before the server's picture came; and a picture of
 * our own.
 */

import { decide } from "../model/decide.js";
import { redone, undone } from "../model/undo.js";
import { Refused } from "../model/checks.js";
import { sound } from "../model/soundness.js";
import { applyChanges } from "../model/state.js";

/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").EditorData} EditorData */
/** @typedef {import("../wire/types.js").Notice} Notice */
/** @typedef {import("../wire/types.js").Operation} Operation */
/** @typedef {import("./review.js").Review} Review */

/**
 * @param {Review} review
 * @param {Operation} operation
 * @returns {Change[] | null} null: made before this page was loaded, only the server knows
 */
export function changesOf({ state, schema, history }, operation) {
  if (!("target" in operation)) return sound(state, schema, decide(state, schema, operation), false);
  const target = history.changesOf(operation.target);
  if (target === null) return null;
  const changes = operation.op === "undo" ? undone(state, target) : redone(state, target);
  return sound(state, schema, changes, true);
}

/**
 * Keep it for undo and redo.
 *
 * @param {Review} review
 * @param {Operation} operation
 * @param {number} seq
 * @param {Change[]} changes
 */
export function record(review, operation, seq, changes) {
  const { history, outbox } = review;
  if ("target" in operation) return history.turn(operation.op, operation.target);
  history.record({ client: outbox.client, seq, verb: operation.op }, changes);
  review.following = null;
}

/**
 * Do on a picture what it does not hold yet.
 *
 * @param {Review} review
 * @param {import("../wire/types.js").DecisionRef | null} acked what it holds
 * @returns {Notice[]}
 */
export function replay(review, acked) {
  /** @type {Notice[]} */
  const notices = [];
  for (const operation of review.outbox.operationsAfter(review.article.id, acked)) {
    try {
      const changes = changesOf(review, operation);
      applyChanges(review.state, changes ?? []);
      if (changes === null || changes.length > 0) record(review, operation, operation.seq, changes ?? []);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if ("target" in operation) review.history.pass(operation.op, operation.target);
      if (!review.refusals.told.has(operation.seq))
        notices.push({ kind: "refused", seq: operation.seq, reason: error.message, elsewhere: null });
    }
  }
  return notices;
}

/**
 * The review as it stands here, everything typed included, in the shape of the server's picture. It is for
 * this page alone: `acked` says what it holds, not what is stored, and must never reach the outbox.
 *
 * @param {Review} review
 * @returns {EditorData}
 */
export function pictureOf({ data, state, history, outbox, previous, following, progress, collisions }) {
  return {
    ...data,
    review: { ...data.review, status: state.status, comment: state.comment, revision: state.revision },
    entities: [...state.entities.values()],
    relations: [...state.relations.values()],
    undo: [...history.stacks.undo],
    redo: [...history.stacks.redo],
    previous,
    following,
    collisions,
    progress,
    acked: { client: outbox.client, seq: outbox.seq },
  };
}
