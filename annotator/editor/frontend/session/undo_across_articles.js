/**
 * Going back and forth through one's own decisions, also where the next one was made in another article: that
 * one is opened, and what was pressed meanwhile is done when it stands there.
 */

import { askedBeyond, asking } from "./caution.js";
import { refusal } from "../model/checks.js";
import { notRetraced } from "./refusals.js";
import { toldNotice } from "./telling.js";

/** @typedef {import("../model/undo.js").Side} Side */
/** @typedef {import("../wire/types.js").EditorData} EditorData */
/** @typedef {import("../wire/types.js").PreviousDecision} PreviousDecision */
/** @typedef {import("../wire/types.js").Result} Result */
/**
 * @typedef {import("./at_work.js").AtWork & {
 *   dispatch: (operation: import("../wire/types.js").Operation) => Result,
 *   emit: (event: Partial<import("../wire/types.js").ReviewEvent>) => void,
 *   goAhead: (data: EditorData) => void,
 *   cross: (side: Side) => void,
 *   caution: import("./caution.js").Caution,
 *   refusals: import("./refusals.js").Refusals,
 *   waitFor: (opening: import("./at_work.js").Opening | null) => void,
 * }} Review
 *   cross: what was nearest in another article is taken; waitFor: an article that a step leads to
 */

/**
 * What comes in another article when nothing is left in this one.
 *
 * @type {Readonly<Record<Side, "previous" | "following">>}
 */
const BEYOND = { undo: "previous", redo: "following" };
/** @type {Readonly<Record<Side, string>>} */
const NOTHING = { undo: "nothing to undo", redo: "nothing to do again" };

/**
 * One step back or forth.
 *
 * @param {Review} review
 * @param {Side} side
 * @returns {Result}
 */
export function retrace(review, side) {
  const { opening } = review;
  if (opening !== null) {
    opening.steps.push(side);
    return { refused: null, changed: new Set(), open: { article_id: opening.article_id } };
  }
  const entry = review.history.newest(side);
  if (entry !== null) {
    const operation = { op: side, target: { client: entry.client, seq: entry.seq } };
    const result = review.dispatch(operation);
    return result.refused === null ? result : passOver(review, operation, entry.verb, result.refused);
  }
  const beyond = review[BEYOND[side]];
  if (beyond === null) return refusal(NOTHING[side]);
  const asked = askedBeyond(review, side, beyond);
  return review.caution.passes(asked) ? cross(review, side, beyond) : asking(asked);
}

/**
 * A step that cannot be made must not stand in the way of those below it. The server keeps it in the log, so
 * that it is passed over after a reload too; its own refusal has been told already.
 *
 * @param {Review} review
 * @param {{op: Side, target: import("../wire/types.js").DecisionRef}} operation
 * @param {string} verb
 * @param {string} reason
 * @returns {Result}
 */
function passOver(review, operation, verb, reason) {
  const { history, outbox, refusals } = review;
  history.pass(operation.op, operation.target);
  const stamped = {
    ...operation,
    article_id: review.article.id,
    revision: review.revision,
    seconds: review.activity.take(),
  };
  refusals.told.add(outbox.add(stamped, { resync: true }));
  review.emit({ review: true });
  return refusal(notRetraced(operation.op, reason, verb));
}

/** @param {Review} review @param {Side} side @param {PreviousDecision} beyond @returns {Result} */
function cross(review, side, { article_id, client, seq, verb }) {
  const open = { article_id };
  const revision = review.outbox.revisions.get(article_id) ?? 0;
  review.cross(side);
  review.outbox.add(
    { op: side, target: { client, seq }, article_id, revision, seconds: review.activity.take() },
    { open },
  );
  const left = review.left?.article.id === article_id ? review.left : null;
  const told = toldNotice(
    `${side === "undo" ? "Undid" : "Did again"}: ${verb.replaceAll("_", " ")}, in this article.`,
  );
  if (left !== null) {
    review.goAhead(left);
    review.emit({ notices: [told] });
  } else {
    review.waitFor({ article_id, steps: [], told });
    review.emit({ review: true });
  }
  return { refused: null, changed: new Set(), open };
}

/** The article that a step led to stands there: do what was pressed meanwhile. @param {Review} review */
export function arrive(review) {
  const { opening } = review;
  if (opening?.article_id !== review.article.id) return;
  review.waitFor(null);
  review.emit({ notices: [opening.told] });
  for (const side of opening.steps) retrace(review, side);
  // nobody has seen what was asked meanwhile
  review.caution.forget();
}

/**
 * What comes beyond an article that is shown before the server's picture of it is here: what is nearest in
 * the article left, else what came beyond that one. The article's own picture may be older than what was done
 * since.
 *
 * @param {Review} review the article left
 * @param {Side} side
 * @param {EditorData} data the article shown
 * @returns {PreviousDecision | null}
 */
export function beyondIn(review, side, data) {
  const here = review.article.id;
  const entry = review.history.newest(side);
  if (entry !== null) return { ...entry, article_id: here };
  const known = [review[BEYOND[side]], data[BEYOND[side]]];
  return (
    known.find((found) => found && found.article_id !== here && found.article_id !== data.article.id) ?? null
  );
}
