/**
 * One review in the browser: what is shown at once, what is sent, and what the server says to it.
 * An operation is decided here by the server's own rules, applied, put on the queue, and told to whoever draws.
 */

import { Activity } from "./activity.js";
import { operationFor } from "./commands.js";
import { focusAfter, keptFocus } from "./focus.js";
import { History, redone, undone } from "./history.js";
import { Offsets } from "./offsets.js";
import { next, nextPending, placeOf } from "./order.js";
import { Refused, decide } from "./reducer.js";
import { sound } from "./soundness.js";
import { applyChanges, createState, difference, itemKey } from "./state.js";
import { Tokens } from "./tokens.js";

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").EditorData} EditorData */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Notice} Notice */
/** @typedef {import("./types.js").OpenRequest} OpenRequest */
/** @typedef {import("./types.js").Operation} Operation */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").ReviewEvent} ReviewEvent */

/** @type {OpenRequest} */
const NEXT = { next: true };

export class Review {
  /**
   * @param {EditorData} data
   * @param {import("./outbox.js").Outbox} outbox
   * @param {{clock?: import("./types.js").Clock}} [given]
   */
  constructor(data, outbox, { clock = outbox.clock } = {}) {
    this.outbox = outbox;
    this.activity = new Activity(clock);
    /** @type {Set<(event: ReviewEvent) => void>} */
    this.listeners = new Set();
    /** @type {Set<number>} numbers whose refusal has been told */
    this.told = new Set();
    this.data = data;
    this.article = data.article;
    this.schema = data.schema;
    this.offsets = new Offsets(data.article.text);
    this.tokens = new Tokens(this.offsets);
    this.state = createState(data, this.offsets.length);
    this.history = new History();
    /** @type {Item | null} */
    this.focus = null;
    this.collisions = data.collisions;
    this.progress = data.progress;
    this.previous = data.previous;
    this.load(data, false);
    this.focus = nextPending(this.state, null, 1);
    this.unsubscribe = outbox.subscribe(() => this.emit({}));
  }

  /** The last revision of this article that the server told of. */
  get revision() {
    return this.state.revision;
  }

  get status() {
    return this.outbox.status;
  }

  get saved() {
    return this.outbox.saved;
  }

  get canUndo() {
    return this.history.newest("undo") !== null || this.previous !== null;
  }

  get canRedo() {
    return this.history.newest("redo") !== null;
  }

  /** @param {(event: ReviewEvent) => void} listener @returns {() => void} */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Nobody uses this review any more. */
  close() {
    this.unsubscribe();
    this.listeners.clear();
  }

  /** The reviewer is at work: a key, a movement of the mouse. */
  touch() {
    this.activity.touch();
  }

  /** An id for an item to be added, not used before. */
  newId() {
    return this.outbox.newId();
  }

  /** @param {Item | null} item */
  focusOn(item) {
    const previousFocus = this.focus;
    this.focus = item !== null && this.state.item(item.kind, item.id) !== undefined ? item : null;
    this.emit({ previousFocus });
  }

  /**
   * Do what a key asks for, if it needs no screen.
   * @param {import("./types.js").Command} command
   * @returns {Result | null} null: it does
   */
  run(command) {
    switch (command.command) {
      case "next-pending":
        return this.step(nextPending(this.state, this.focus, 1));
      case "previous-pending":
        return this.step(nextPending(this.state, this.focus, -1));
      case "next":
        return this.step(next(this.state, this.focus, 1));
      case "previous":
        return this.step(next(this.state, this.focus, -1));
      case "undo":
        return this.undo();
      case "redo":
        return this.redo();
    }
    const operation = operationFor(this, command);
    if (operation === null) return null;
    return typeof operation === "string" ? refusal(operation) : this.dispatch(operation);
  }

  /** @param {Item | null} item none: the focus stays @returns {Result} */
  step(item) {
    if (item !== null) this.focusOn(item);
    return { refused: null, changed: new Set(), open: null };
  }

  /**
   * Do an operation: shown at once, sent as soon as nothing is under way.
   * @param {Operation} operation
   * @returns {Result}
   */
  dispatch(operation) {
    let changes;
    try {
      changes = this.changesOf(operation);
    } catch (error) {
      if (error instanceof Refused) return refusal(error.message);
      throw error;
    }
    const open = operation.op === "complete" || operation.op === "skip" ? NEXT : null;
    const previousFocus = this.focus;
    const place = "kind" in operation ? placeOf(this.state, operation) : -1;
    applyChanges(this.state, changes ?? []);
    this.focus = focusAfter(this.state, previousFocus, operation, changes ?? [], place);
    const idle = changes !== null && changes.length === 0 && !("target" in operation);
    if (idle && open !== null) this.outbox.requestOpen(open);
    if (!idle) {
      const stamped = { ...operation, article_id: this.article.id, revision: this.revision, seconds: this.activity.take() };
      const seq = this.outbox.add(stamped, { open, resync: changes === null });
      this.record(operation, seq, changes ?? []);
    }
    const changed = keysOf(changes ?? []);
    this.emit({ changed, previousFocus, review: !idle });
    return { refused: null, changed, open };
  }

  /** Take the last decision back, also one that was made in another article or before the page was loaded. @returns {Result} */
  undo() {
    const entry = this.history.newest("undo");
    if (entry !== null) return this.dispatch({ op: "undo", target: { client: entry.client, seq: entry.seq } });
    if (this.previous === null) return refusal("nothing to undo");
    const { article_id, client, seq } = this.previous;
    const open = { article_id };
    const revision = this.outbox.revisions.get(article_id) ?? 0;
    this.previous = null;
    this.outbox.add({ op: "undo", target: { client, seq }, article_id, revision, seconds: this.activity.take() }, { open });
    this.emit({ review: true });
    return { refused: null, changed: new Set(), open };
  }

  /** Do again what was taken back last. @returns {Result} */
  redo() {
    const entry = this.history.newest("redo");
    if (entry === null) return refusal("nothing to do again");
    return this.dispatch({ op: "redo", target: { client: entry.client, seq: entry.seq } });
  }

  /** Show another article, after everything typed so far is written. @param {OpenRequest} request */
  navigate(request) {
    this.outbox.requestOpen(request);
  }

  /**
   * The server's picture, of this article or another one. Operations that it does not hold yet are done on it again;
   * one that is refused then stays on the queue, as the server decides.
   * @param {EditorData} data
   */
  receive(data) {
    const opened = data.article.id !== this.article.id;
    // a picture that was shown already may come again when the page is put together anew; ours is newer
    if (opened || data.generation !== this.data.generation) this.load(data, opened);
  }

  /** @param {EditorData} data @param {boolean} opened */
  load(data, opened) {
    const former = this.state;
    const previousFocus = this.focus;
    const reset = opened || JSON.stringify(data.schema) !== JSON.stringify(this.schema);
    if (opened || data.article.text !== this.article.text) {
      this.offsets = new Offsets(data.article.text);
      this.tokens = new Tokens(this.offsets);
    }
    this.data = data;
    this.article = data.article;
    this.schema = data.schema;
    this.collisions = data.collisions;
    this.progress = data.progress;
    this.previous = data.previous;
    this.state = createState(data, this.offsets.length);
    this.history.reset(data.undo, data.redo);
    const notices = this.replay(data.acked);
    const changed = difference(former, this.state);
    this.focus = opened ? nextPending(this.state, null, 1) : keptFocus(former, this.state, previousFocus);
    this.emit({ changed, previousFocus: opened ? null : previousFocus, reset, review: true, notices });
    this.outbox.received(data.acked, data.article.id);
  }

  /** What the server has written; passed on to the outbox. @param {import("./types.js").Acknowledgement} ack */
  acknowledge(ack) {
    const own = ack.client === this.outbox.client;
    this.outbox.acknowledge(ack);
    // a picture that must be replaced is not of this revision: what is decided on it must be able to collide
    if (ack.article_id === this.article.id && !ack.resync) this.state.revision = Math.max(this.state.revision, ack.revision);
    if (ack.progress) this.progress = ack.progress;
    /** @type {Notice[]} */
    const notices = [];
    for (const { seq, outcome, reason } of ack.refused) {
      if (own && this.told.has(seq)) continue;
      if (own) this.told.add(seq);
      notices.push({ kind: outcome, seq, reason });
    }
    this.emit({ notices, review: true });
  }

  /** @param {Operation} operation @returns {Change[] | null} null: made before this page was loaded, only the server knows */
  changesOf(operation) {
    if (!("target" in operation)) return sound(this.state, this.schema, decide(this.state, this.schema, operation), false);
    const target = this.history.changesOf(operation.target);
    if (target === null) return null;
    const changes = operation.op === "undo" ? undone(this.state, target) : redone(this.state, target);
    return sound(this.state, this.schema, changes, true);
  }

  /** @param {Operation} operation @param {number} seq @param {Change[]} changes */
  record(operation, seq, changes) {
    if ("target" in operation) this.history.turn(operation.op, operation.target);
    else this.history.record({ client: this.outbox.client, seq, verb: operation.op }, changes);
  }

  /** @param {import("./types.js").DecisionRef | null} acked @returns {Notice[]} */
  replay(acked) {
    /** @type {Notice[]} */
    const notices = [];
    for (const operation of this.outbox.operationsAfter(this.article.id, acked)) {
      try {
        const changes = this.changesOf(operation);
        applyChanges(this.state, changes ?? []);
        if (changes === null || changes.length > 0) this.record(operation, operation.seq, changes ?? []);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        notices.push({ kind: "refused", seq: operation.seq, reason: error.message });
      }
    }
    return notices;
  }

  /** @param {Partial<ReviewEvent>} event */
  emit(event) {
    const { status, saved } = this.outbox.state;
    const { focus } = this;
    const full = { changed: new Set(), focus, previousFocus: focus, status, saved, reset: false, review: false, notices: [], ...event };
    for (const listener of this.listeners) listener(full);
  }
}

/** @param {string} refused @returns {Result} */
function refusal(refused) {
  return { refused, changed: new Set(), open: null };
}

/** @param {Change[]} changes @returns {Set<string>} */
function keysOf(changes) {
  return new Set(changes.filter(([kind]) => kind !== "review").map(([kind, id]) => itemKey(kind, id)));
}
