/**
 * One review in the browser: what is shown at once, what is sent, and what the server says to it. An
 * operation is decided here by the server's own rules, applied, put on the queue, and told to whoever draws.
 */

import { Activity } from "./activity.js";
import { Caution, askedFirst, asking } from "./caution.js";
import { operationFor } from "./operation_of_command.js";
import { focusAfter, focusAtFirst, keptFocus } from "../model/focus.js";
import { History } from "../model/undo.js";
import { Offsets } from "../text/offsets.js";
import { STEPS, placeOf } from "../model/order.js";
import { Refusals } from "./refusals.js";
import { changesOf, pictureOf, record, replay } from "./replay.js";
import { arrive, beyondIn, retrace } from "./undo_across_articles.js";
import { Refused, isEmpty, refusal } from "../model/checks.js";
import { applyChanges, createState, difference, keysOf } from "../model/state.js";
import { telling } from "./telling.js";
import { Tokens } from "../text/tokens.js";

/** @typedef {import("../wire/types.js").EditorData} EditorData */
/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").OpenRequest} OpenRequest */
/** @typedef {import("../wire/types.js").Operation} Operation */
/** @typedef {import("../wire/types.js").Result} Result */
/** @typedef {import("../wire/types.js").ReviewEvent} ReviewEvent */

export class Review {
  /**
   * @param {EditorData} data
   * @param {import("../sync/outbox.js").Outbox} outbox
   * @param {{clock?: import("../wire/types.js").Clock, prefetch?: import("./prefetch.js").Prefetch | null,
   *   places?: import("./kept_places.js").Places | null, walk?: () => import("../model/order.js").Walk}}
   *   [given] walk: how the reviewer goes through what is left, as chosen now
   */
  constructor(
    data,
    outbox,
    { clock = outbox.clock, prefetch = null, places = null, walk = () => "reading" } = {},
  ) {
    this.outbox = outbox;
    this.prefetch = prefetch;
    this.places = places;
    this.walk = walk;
    this.activity = new Activity(clock);
    /** @type {Set<(event: ReviewEvent) => void>} */
    this.listeners = new Set();
    this.refusals = new Refusals();
    this.caution = new Caution();
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
    this.following = data.following;
    /** @type {import("./at_work.js").Opening | null} */
    this.opening = null;
    /** @type {Set<string>} articles that were left before the server showed the one on screen */
    this.trail = new Set();
    /** @type {EditorData | null} the article left last, as it stood */
    this.left = null;
    this.load(data, false, this);
    outbox.received(data.acked, data.article.id, { afresh: true });
    this.focus = this.begin();
    prefetch?.rest(data.article.id);
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
    return this.history.newest("undo") !== null || this.previous !== null || this.opening !== null;
  }

  get canRedo() {
    return this.history.newest("redo") !== null || this.following !== null || this.opening !== null;
  }

  /** @param {(event: ReviewEvent) => void} listener @returns {() => void} */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Nobody uses this review any more. */
  close() {
    this.unsubscribe();
    this.prefetch?.close();
    this.listeners.clear();
  }

  /** The reviewer is at work: a key, a movement of the mouse. */
  touch() {
    this.activity.touch();
    this.prefetch?.rest(this.article.id);
  }

  /** An id for an item to be added, not used before. */
  newId() {
    return this.outbox.newId();
  }

  /** @param {Item | null} item */
  focusOn(item) {
    this.caution.forget();
    const previousFocus = this.focus;
    this.focus = item !== null && this.state.item(item.kind, item.id) !== undefined ? item : null;
    this.emit({ previousFocus });
  }

  /**
   * Do what a key asks for, if it needs no screen.
   * @param {import("../wire/types.js").Command} command
   * @returns {Result | null} null: it does
   */
  run(command) {
    const { command: name } = command;
    if (name === "undo" || name === "redo") return retrace(this, name);
    const step = STEPS[name];
    if (step) return this.step(step(this.state, this.focus, this.walk()));
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
    if (this.data.locked) return refusal(this.data.locked);
    let changes;
    try {
      if (operation.op === "complete" && isEmpty(this.state)) operation = { op: "complete", empty: true };
      changes = changesOf(this, operation);
    } catch (error) {
      if (error instanceof Refused) return refusal(error.message);
      throw error;
    }
    const asked = askedFirst(this, operation, changes);
    if (asked !== null && !this.caution.passes(asked)) return asking(asked);
    this.caution.forget();
    const tell = telling(this, operation, changes);
    const closing = operation.op === "complete" || operation.op === "skip";
    const following = closing ? (this.prefetch?.take(this.article.id) ?? null) : null;
    /** @type {OpenRequest} */
    const onward = following
      ? { article_id: following.data.article.id }
      : { next: true, after: this.article.id };
    const open = closing ? onward : null;
    const previousFocus = this.focus;
    const place = "kind" in operation ? placeOf(this.state, operation) : -1;
    applyChanges(this.state, changes ?? []);
    this.focus = focusAfter(this.state, previousFocus, operation, changes ?? [], place, this.walk());
    const idle = changes !== null && changes.length === 0 && !("target" in operation);
    if (idle && open !== null) this.outbox.requestOpen(open);
    if (!idle) {
      const stamped = {
        ...operation,
        article_id: this.article.id,
        revision: this.revision,
        seconds: this.activity.take(),
      };
      const seq = this.outbox.add(stamped, { open, resync: changes === null });
      record(this, operation, seq, changes ?? []);
      if (!("target" in operation)) this.following = null;
    }
    const changed = keysOf(changes ?? []);
    this.emit({ changed, previousFocus, review: !idle, notices: tell() });
    // nothing is done again after a new decision; the picture may be older than that
    if (following !== null)
      this.goAhead(idle ? following.data : { ...following.data, redo: [] }, following.subject);
    return { refused: null, changed, open };
  }

  /**
   * Take the last decision back, also one that was made in another article or before the page was loaded.
   *
   * @returns {Result}
   */
  undo() {
    return retrace(this, "undo");
  }

  /** Do again what was taken back last, here or in another article. @returns {Result} */
  redo() {
    return retrace(this, "redo");
  }

  /** What was nearest in another article is taken. @param {import("../model/undo.js").Side} side */
  cross(side) {
    if (side === "undo") this.previous = null;
    else this.following = null;
  }

  /**
   * An article that a step leads to, until it is there.
   *
   * @param {import("./at_work.js").Opening | null} opening
   */
  waitFor(opening) {
    this.opening = opening;
  }

  /** Show another article, after everything typed so far is written. @param {OpenRequest} request */
  navigate(request) {
    this.outbox.requestOpen(request);
  }

  /**
   * Show an article before the server does; its own picture comes with the answer to a message that is on its
   * way.
   * @param {EditorData} data
   * @param {import("./prefetch.js").Subject | null} [subject] what was worked out of it already
   */
  goAhead(data, subject = null) {
    const left = pictureOf(this);
    const [previous, following] = [beyondIn(this, "undo", data), beyondIn(this, "redo", data)];
    this.trail.add(this.article.id);
    this.load({ ...data, previous, following }, true, subject);
    this.left = left;
  }

  /**
   * The server's picture, of this article or another one. Operations that it does not hold yet are done on it
   * again; one that is refused then stays on the queue, as the server decides.
   * @param {EditorData} data
   */
  receive(data) {
    const opened = data.article.id !== this.article.id;
    const asked = this.outbox.flight?.open ?? this.outbox.wanted;
    // of an article that was left, on its way since before the server was asked for the one on screen
    const late = opened && this.trail.has(data.article.id) && asked !== null && "article_id" in asked;
    if (!late) this.trail.clear();
    // a picture that was shown already may come again when the page is put together anew; ours is newer
    if (!late && (opened || data.generation !== this.data.generation)) this.load(data, opened);
    this.outbox.received(data.acked, data.article.id);
    arrive(this);
  }

  /**
   * @param {EditorData} data
   * @param {boolean} opened
   * @param {import("./prefetch.js").Subject | null} [subject]
   */
  load(data, opened, subject = null) {
    const former = this.state;
    const previousFocus = this.focus;
    const reset = opened || JSON.stringify(data.schema) !== JSON.stringify(this.schema);
    if (opened || data.article.text !== this.article.text) {
      this.offsets = subject?.offsets ?? new Offsets(data.article.text);
      this.tokens = subject?.tokens ?? new Tokens(this.offsets);
    }
    if (opened) {
      this.left = null;
      this.caution.forget();
      if (data.article.id !== this.opening?.article_id) this.opening = null;
      this.prefetch?.rest(data.article.id);
    }
    this.data = data;
    this.article = data.article;
    this.schema = data.schema;
    this.collisions = data.collisions;
    this.progress = data.progress;
    this.previous = data.previous;
    this.following = data.following;
    this.refusals.meet(data.article);
    // a state that something has to be done on again is not the one that has been drawn
    const drawn =
      this.outbox.operationsAfter(data.article.id, data.acked).length === 0 ? subject?.state : undefined;
    this.state = drawn ?? createState(data, this.offsets.length);
    this.history.reset(data.undo, data.redo);
    const { notices, decided } = replay(this, data.acked);
    if (decided) this.following = null;
    const changed = opened || former === this.state ? new Set() : difference(former, this.state);
    this.focus = opened ? this.begin() : keptFocus(former, this.state, previousFocus, this.walk());
    this.emit({ changed, previousFocus: opened ? null : previousFocus, reset, review: true, notices });
  }

  /** The article has been opened: go on where it was left. @returns {Item | null} what has the focus */
  begin() {
    const place = this.places?.of(this.article.id) ?? null;
    this.activity.begin(place?.since);
    return focusAtFirst(this.state, place?.focus ?? null, this.walk());
  }

  /**
   * What the server has written; passed on to the outbox.
   *
   * @param {import("../wire/types.js").Acknowledgement} ack
   */
  acknowledge(ack) {
    const notices = this.refusals.of(ack, this.article.id, this.outbox);
    this.outbox.acknowledge(ack);
    // a picture that must be replaced is not of this revision: what is decided on it must be able to collide
    if (ack.article_id === this.article.id && !ack.resync)
      this.state.revision = Math.max(this.state.revision, ack.revision);
    if (ack.progress) this.progress = ack.progress;
    // the server stays where an article could not be closed, the reviewer has gone on: ask for this one again
    const stays = notices.some(({ elsewhere }) => elsewhere !== null) && this.trail.size > 0;
    if (stays && this.outbox.wanted === null) this.outbox.requestOpen({ article_id: this.article.id });
    this.emit({ notices, review: true });
  }

  /** @param {Partial<ReviewEvent>} event */
  emit(event) {
    const { status, saved } = this.outbox.state;
    const { focus } = this;
    const full = {
      changed: new Set(),
      focus,
      previousFocus: focus,
      status,
      saved,
      reset: false,
      review: false,
      notices: [],
      ...event,
    };
    for (const listener of this.listeners) listener(full);
  }
}
