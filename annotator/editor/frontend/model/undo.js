/**
 * What can be taken back and done again: the mirror of annotator/core/fold.py, with what this page knows of
 * it.
 */

import { Refused } from "./checks.js";
import { applyChanges, holds, inverse } from "./state.js";

/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").DecisionRef} DecisionRef */
/** @typedef {import("../wire/types.js").UndoEntry} UndoEntry */
/** @typedef {import("./state.js").State} State */
/** @typedef {"undo" | "redo"} Side */

/** Decisions whose changes are kept; older ones are undone by the server. */
const KNOWN = 500;

/**
 * The changes that take a decision back. A status of the review that moved on since is left as it is. What
 * was done meanwhile may not bear it: sound() has the last word.
 * @param {State} state
 * @param {readonly Change[]} target the changes of the decision
 * @returns {Change[]}
 * @throws {Refused} an item of it has been changed since
 */
export function undone(state, target) {
  return replayed(state, [...target].reverse().map(inverse));
}

/**
 * The changes that do a decision again that was taken back.
 * @param {State} state
 * @param {readonly Change[]} target
 * @returns {Change[]}
 * @throws {Refused} an item of it has been changed since
 */
export function redone(state, target) {
  return replayed(state, target);
}

/** @param {State} state @param {readonly Change[]} changes */
function replayed(state, changes) {
  const trial = state.fork();
  return changes.filter((change) => {
    if (holds(trial, change, "before")) {
      applyChanges(trial, [change]);
      return true;
    }
    if (change[0] === "review") return false;
    throw new Refused(`${change[0] === "entity" ? "an entity" : "a relation"} of it has been changed since`);
  });
}

/** The undo and redo stacks of one reviewer in one article. */
export class History {
  constructor() {
    /** Newest last. @type {Record<Side, UndoEntry[]>} */
    this.stacks = { undo: [], redo: [] };
    /** @type {Map<string, Change[]>} */
    this.known = new Map();
  }

  /**
   * The stacks as the server has them; changes that are known here stay known.
   *
   * @param {UndoEntry[]} undo
   * @param {UndoEntry[]} redo
   */
  reset(undo, redo) {
    this.stacks = { undo: [...undo], redo: [...redo] };
  }

  /**
   * A new decision; there is nothing to do again after it.
   *
   * @param {UndoEntry} entry
   * @param {Change[]} changes
   */
  record(entry, changes) {
    this.stacks.undo.push(entry);
    this.stacks.redo = [];
    this.remember(entry, changes);
  }

  /** @param {DecisionRef} ref @param {Change[]} changes */
  remember(ref, changes) {
    this.known.delete(refKey(ref));
    this.known.set(refKey(ref), changes);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KNOWN) break;
      this.known.delete(oldest);
    }
  }

  /** What comes next on a side, or null. @param {Side} side @returns {UndoEntry | null} */
  newest(side) {
    return this.stacks[side].at(-1) ?? null;
  }

  /**
   * The name of the operation that an undo or redo is about.
   *
   * @param {import("../wire/types.js").Operation} operation
   */
  verbOf(operation) {
    if (!("target" in operation)) return operation.op;
    const { client, seq } = operation.target;
    return (
      this.stacks[operation.op].find((entry) => entry.client === client && entry.seq === seq)?.verb ??
      "decision"
    );
  }

  /** The changes of a decision, where this page has seen them. @param {DecisionRef} ref */
  changesOf(ref) {
    return this.known.get(refKey(ref)) ?? null;
  }

  /**
   * A decision could not be taken back, or done again: what lies below it comes next.
   *
   * @param {Side} side
   * @param {DecisionRef} ref
   */
  pass(side, ref) {
    this.stacks[side] = this.stacks[side].filter(
      ({ client, seq }) => client !== ref.client || seq !== ref.seq,
    );
  }

  /**
   * A decision changes sides.
   * @param {Side} from
   * @param {DecisionRef} ref
   */
  turn(from, ref) {
    const stack = this.stacks[from];
    const place = stack.findIndex((entry) => entry.client === ref.client && entry.seq === ref.seq);
    if (place >= 0) this.stacks[from === "undo" ? "redo" : "undo"].push(...stack.splice(place, 1));
  }
}

/** @param {DecisionRef} ref */
function refKey({ client, seq }) {
  return `${client} ${seq}`;
}
