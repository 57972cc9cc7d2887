/**
 * What a reviewer is told of what has just been done: what undo and redo did, and what an edit made of an
 * article that is complete. Words only, no DOM.
 */

import { keysOf } from "../keys/bindings.js";
import { historyWords } from "./history_words.js";
import { caption } from "../keys/captions.js";
import { completionFault } from "../model/checks.js";
import { inverse } from "../model/state.js";

/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").HistoryItem} HistoryItem */
/** @typedef {import("../wire/types.js").HistoryRow} HistoryRow */
/** @typedef {import("../wire/types.js").ItemThen} ItemThen */
/** @typedef {import("../wire/types.js").Notice} Notice */
/** @typedef {import("../wire/types.js").Operation} Operation */
/** @typedef {import("./at_work.js").AtWork} AtWork */

/**
 * To be called before an operation is done; what it gives, after it.
 *
 * @param {AtWork} review
 * @param {Operation} operation
 * @param {readonly Change[] | null} changes null: only the server knows
 * @returns {() => Notice[]}
 */
export function telling(review, operation, changes) {
  const { status } = review.state;
  const isReplay = "target" in operation;
  if (!isReplay && (status !== "complete" || ["complete", "skip", "flag"].includes(operation.op)))
    return () => [];
  const words = isReplay ? retraced(review, operation, changes) : done(review, operation.op, changes ?? []);
  const items = (changes ?? []).filter(([kind]) => kind !== "review").length;
  return () => {
    if (!isReplay && items === 0) return [];
    const [tone, standing] = standingOf(review, status, items > 0);
    return [toldNotice(`${words}.${standing}`, tone)];
  };
}

/** @param {string} sentence @param {"told" | "gold" | "lost"} [tone] @returns {Notice} */
export function toldNotice(sentence, tone = "told") {
  return { kind: "told", seq: 0, reason: sentence, elsewhere: null, tone };
}

/**
 * What undo or redo do, in words.
 *
 * @param {AtWork} review
 * @param {{op: "undo" | "redo", target: import("../wire/types.js").DecisionRef}} operation
 * @param {readonly Change[] | null} changes
 */
function retraced(review, operation, changes) {
  const verb = review.history.verbOf(operation);
  const lead = operation.op === "undo" ? "Undid" : "Did again";
  if (changes === null) return `${lead}: ${verb.replaceAll("_", " ")}`;
  const original = operation.op === "undo" ? [...changes].reverse().map(inverse) : changes;
  return `${lead}: ${inLog(review, verb, original)}`;
}

/** @param {AtWork} review @param {string} verb @param {readonly Change[]} changes */
function done(review, verb, changes) {
  const words = inLog(review, verb, changes);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Whether the article is complete, where something was said of it or is to be said now.
 *
 * @param {AtWork} review
 * @param {string} before its status
 * @param {boolean} edited
 * @returns {["told" | "gold" | "lost", string]}
 */
function standingOf({ schema, state }, before, edited) {
  const now = state.status;
  if (before === "complete" && now === "complete") {
    return edited ? ["gold", " The article stays complete: its gold is as you see it now."] : ["told", ""];
  }
  if (now === "complete") return ["gold", " The article is complete again."];
  if (before !== "complete") return ["told", ""];
  const [key] = keysOf("complete", schema);
  const fault = completionFault(state, schema);
  const ways = [
    fault === null ? "" : ` ${fault}.`,
    key === undefined ? "" : ` ${caption(key)} completes it${fault === null ? "" : " then"}.`,
  ];
  return ["lost", ` The article is not complete any more.${ways.join("")}`];
}

/** As the history tells it. @param {AtWork} review @param {string} verb @param {readonly Change[]} changes */
function inLog(review, verb, changes) {
  const titles = new Map(review.schema.relation_labels.map(({ label, title }) => [label, title || label]));
  // an entity before its relations: it is what the decision was about
  const items = [...changes]
    .sort(([one], [other]) => Number(one === "relation") - Number(other === "relation"))
    .flatMap((change) => itemOf(review, change));
  const comment = changes.find(([kind]) => kind === "review")?.[3]?.comment ?? "";
  const row = { verb, of: "", outcome: "applied", items, count: items.length, comment };
  return historyWords(
    /** @type {HistoryRow} */ (/** @type {unknown} */ (row)),
    (label) => titles.get(label) ?? label,
  );
}

/** @param {AtWork} review @param {Change} change @returns {HistoryItem[]} */
function itemOf({ offsets, state }, [kind, id, before, after]) {
  if (kind === "review") return [];
  const present = state.item(kind, id) ?? {};
  const wordsAt = (/** @type {Record<string, any>} */ { start, end }) => offsets.slice(start, end);
  const wordsOf = (/** @type {string} */ end) => {
    const entity = state.entities.get(end);
    return entity ? wordsAt(entity) : "…";
  };
  /** @param {Record<string, any> | null} side @returns {ItemThen | null} */
  const then = (side) => {
    if (side === null) return null;
    const whole = /** @type {Record<string, any>} */ ({ ...present, ...side });
    const { label, attributes, status } = whole;
    const words =
      kind === "entity"
        ? { words: wordsAt(whole), head: "", tail: "" }
        : { words: "", head: wordsOf(whole.head), tail: wordsOf(whole.tail) };
    return { label, attributes, rejected: status === "rejected", ...words };
  };
  return [{ kind, id, start: 0, end: 0, before: then(before), after: then(after) }];
}
