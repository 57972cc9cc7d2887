/**
 * What a reviewer is asked before it happens, in the message bar: the same thing once more does it. No single
 * key takes a completion back, leads into another article, or says that an article has no entity.
 */

import { keysOf } from "../keys/bindings.js";
import { caption } from "../keys/captions.js";
import { completionFault, isEmpty } from "../model/checks.js";
import { applyChanges } from "../model/state.js";

/** @typedef {import("../wire/types.js").Asked} Asked */
/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").Operation} Operation */
/** @typedef {import("../wire/types.js").Result} Result */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {import("./at_work.js").AtWork} AtWork */
/** @typedef {{sentence: string, yes: string}} Question */

export class Caution {
  constructor() {
    /** @type {string | null} what was asked about, as long as the question stands on screen */
    this.pending = null;
  }

  /** Whether it was asked about just before; else it is from now on. @param {Asked} asked */
  passes({ what }) {
    const again = this.pending === what;
    this.pending = again ? null : what;
    return again;
  }

  forget() {
    this.pending = null;
  }
}

/** The result of what is asked about first: nothing has happened. @param {Asked} asks @returns {Result} */
export function asking(asks) {
  return { refused: null, changed: new Set(), open: null, asks };
}

/**
 * What has to be asked before an operation, or null.
 *
 * @param {AtWork} review
 * @param {Operation} operation
 * @param {readonly Change[] | null} changes what it would do; null: only the server knows
 * @returns {Asked | null}
 */
export function askedFirst(review, operation, changes) {
  const question = questionOf(review, operation, changes);
  if (question === null) return null;
  return { what: [review.article.id, review.outbox.seq, JSON.stringify(operation)].join(" "), ...question };
}

/**
 * @param {AtWork} review
 * @param {Operation} operation
 * @param {readonly Change[] | null} changes
 * @returns {Question | null}
 */
function questionOf({ history, schema, state }, operation, changes) {
  if (operation.op === "complete") {
    if (state.status === "complete" || !isEmpty(state)) return null;
    const confirm = again("complete", schema);
    const sentence = `No entity is marked here. ${confirm} completes the article as one without any.`;
    return { sentence, yes: "complete it without any" };
  }
  if (state.status !== "complete") return null;
  if (changes === null) return undoing(history.verbOf(operation), operation.op, schema);
  if (!changes.some(([kind, , , after]) => kind === "review" && after?.status !== "complete")) return null;
  if (operation.op === "flag") return null;
  if (operation.op === "skip") {
    return {
      sentence: `This article is complete. Skipped it is no gold. ${again("skip", schema)} skips it.`,
      yes: "skip it",
    };
  }
  if ("target" in operation && history.verbOf(operation) === "complete")
    return undoing("complete", operation.op, schema);
  const trial = applyChanges(state.fork(), changes);
  const fault = completionFault(trial, schema) ?? "no entity is left";
  return {
    sentence: `The article would not be complete any more: ${fault}. The same once more does it.`,
    yes: "do it",
  };
}

/**
 * What has to be asked before the comment of a flag is, or null.
 *
 * @param {AtWork} review
 * @returns {Asked | null}
 */
export function askedBeforeFlag({ article, outbox, schema, state }) {
  if (state.status !== "complete") return null;
  const confirm = again("flag", schema);
  const sentence = `This article is complete. Flagged it is no gold. ${confirm} asks for the comment.`;
  return { what: [article.id, outbox.seq, "flag"].join(" "), sentence, yes: "flag it" };
}

/** @param {string} verb of a decision @param {string} side @param {Schema} schema @returns {Question} */
function undoing(verb, side, schema) {
  const changed = `${side === "undo" ? "without" : "with"} “${verb.replaceAll("_", " ")}”`;
  const what =
    verb === "complete" && side === "undo"
      ? "This takes the completion of the article back: it is no gold then."
      : `The article is complete; ${changed} it may not be any more.`;
  return {
    sentence: `${what} ${again(side, schema)} does it.`,
    yes: side === "undo" ? "take it back" : "do it again",
  };
}

/**
 * What has to be asked before undo or redo lead into another article.
 *
 * @param {AtWork & {refusals: import("./refusals.js").Refusals}} review
 * @param {import("../model/undo.js").Side} side
 * @param {import("../wire/types.js").PreviousDecision} beyond
 * @returns {Asked}
 */
export function askedBeyond({ refusals, schema }, side, { article_id, client, seq, verb }) {
  const title = refusals.titles.get(article_id) ?? article_id;
  const words = verb.replaceAll("_", " ");
  const leads =
    side === "undo"
      ? `Your last decision before was made in “${title}”: ${words}.`
      : `What comes next is in “${title}”: ${words}.`;
  const takes =
    verb === "complete" && side === "undo"
      ? " and takes its completion back"
      : side === "undo"
        ? " and takes it back"
        : " and does it again";
  return {
    what: [side, article_id, client, seq].join(" "),
    sentence: `${leads} ${again(side, schema)} goes there${takes}.`,
    yes: "go there",
  };
}

/** @param {string} command @param {Schema} schema */
function again(command, schema) {
  const [key] = keysOf(command, schema);
  return key === undefined ? "Once more" : `${caption(key)} once more`;
}
