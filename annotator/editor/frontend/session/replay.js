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
/** @typedef {import("./at_work.js").AtWork} AtWork */

/**
 * @param {AtWork} review
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
 * @param {AtWork} review
 * @param {Operation} operation
 * @param {number} seq
 * @param {Change[]} changes
 */
export function record(review, operation, seq, changes) {
  const { history, outbox } = review;
  if ("target" in operation) return history.turn(operation.op, operation.target);
  history.record({ client: outbox.client, seq, verb: operation.op }, changes);
}

/**
 * Do on a picture what it does not hold yet.
 *
 * @param {AtWork & {refusals: import("./refusals.js").Refusals}} review
 * @param {import("../wire/types.js").DecisionRef | null} acked what it holds
 * @returns {{notices: Notice[], decided: boolean}} decided: something new was, after which nothing is done
 *   again
 */
export function replay(review, acked) {
  /** @type {Notice[]} */
  const notices = [];
  let decided = false;
  for (const operation of review.outbox.operationsAfter(review.article.id, acked)) {
    try {
      const changes = changesOf(review, operation);
      applyChanges(review.state, changes ?? []);
      if (changes !== null && changes.length === 0) continue;
      record(review, operation, operation.seq, changes ?? []);
      decided ||= !("target" in operation);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if ("target" in operation) review.history.pass(operation.op, operation.target);
      if (!review.refusals.told.has(operation.seq))
        notices.push({ kind: "refused", seq: operation.seq, reason: error.message, elsewhere: null });
    }
  }
  return { notices, decided };
}

/**
 * The review as it stands here, everything typed included, in the shape of the server's picture. It is for
 * this page alone: `acked` says what it holds, not what is stored, and must never reach the outbox.
 *
 * @param {AtWork} review
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
