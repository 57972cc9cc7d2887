/**
 * The queue between the reviewer's hands and the database. What is typed is written to the browser's storage
 * first, sent at once if nothing is under way, and kept until the server says that it is committed.
 *
 * A client id lasts as long as one loaded page. An id kept over a reload could come to life twice (a
 * duplicated tab) or with old numbers (a restored one), and the server drops numbers it has seen: edits would
 * be lost in silence. What a page leaves unsent is sent by the next one, under the id it was typed with.
 */

import { Liveness } from "./liveness.js";
import { Queues } from "./queues.js";

/** @typedef {import("../wire/types.js").Numbered} Numbered */
/** @typedef {import("../wire/types.js").Message} Message */
/** @typedef {import("../wire/types.js").OpenRequest} OpenRequest */
/** @typedef {import("../wire/types.js").SaveState} SaveState */
/** @typedef {import("../wire/types.js").DecisionRef} DecisionRef */
/** @typedef {import("./queue.js").Queue} Queue */
/** @typedef {{client: string, number: number, first: number | null, open: OpenRequest | null}} Flight */

const PATIENCE = 3000;
/** Opening an article may take longer, and asking twice could open the one after it. */
const OPEN_PATIENCE = 10_000;
const LONGEST_PATIENCE = 15_000;
/** Most operations in one message; the rest follows in the next one. */
const MOST = 5000;

export class Outbox {
  /**
   * @param {{storage: import("../wire/types.js").KeyStorage, locks: import("../wire/types.js").Locks | null,
   *   clock: import("../wire/types.js").Clock, send: (message: Message) => void, randomId: () => string,
   *   onState?: (state: SaveState) => void}} given
   *   send may throw when there is nothing to send with; randomId gives 6 or more letters and digits
   */
  constructor({ storage, locks, clock, send, randomId, onState }) {
    this.clock = clock;
    this.send = send;
    this.randomId = randomId;
    this.queues = new Queues(storage, `c-${randomId()}`);
    this.seq = 0;
    this.ids = 0;
    this.stamp = randomId().slice(0, 6); // everybody sees it in the ids of items: no part of the client id
    this.number = 0;
    this.failures = 0;
    /** @type {Map<string, number>} per article, the last revision that an acknowledgement named */
    this.revisions = new Map();
    this.flight = /** @type {Flight | null} */ (null); // the message that waits for its answer
    this.wanted = /** @type {OpenRequest | null} */ (null);
    this.shown = ""; // the article that the last data was about
    this.fault = /** @type {string | null} */ (null); // why the last message could not be sent
    /** @type {Set<(state: SaveState) => void>} */
    this.listeners = new Set(onState === undefined ? [] : [onState]);
    this.told = JSON.stringify(this.state);
    this.liveness = new Liveness({ client: this.client, storage, locks, clock });
    /** @type {any} */
    this.timer = null;
    this.liveness.watch(
      () => this.queues.clients(),
      (gone) => this.adopt(gone),
    );
  }

  /** Who decides in this page. @param {string} reviewer */
  belongsTo(reviewer) {
    if (this.queues.reviewer === reviewer) return;
    this.queues.reviewer = reviewer;
    this.liveness.scan();
  }

  get client() {
    return this.queues.own.client;
  }

  /** How many operations are not acknowledged, those of dead tabs included. */
  get pending() {
    return this.queues.pending;
  }

  /** @returns {SaveState} */
  get state() {
    const pending = this.pending;
    const saved = pending === 0;
    const failing = this.failures > 0 && !(saved && this.wanted === null);
    const offline = failing || (!saved && this.queues.fault !== null);
    const status = offline ? "offline" : saved ? "saved" : "saving";
    return { status, saved, pending, message: saved ? null : (this.queues.fault ?? this.fault) };
  }

  get status() {
    return this.state.status;
  }

  get saved() {
    return this.pending === 0;
  }

  /** Whether something waits for the server: an operation, or an article that was asked for. */
  get busy() {
    return this.flight !== null || this.wanted !== null || !this.saved;
  }

  /**
   * Keep an operation and send it as soon as nothing is under way.
   * @param {import("../wire/types.js").Stamped} operation
   * @param {{open?: OpenRequest | null, resync?: boolean}} [wishes] open: an article to be opened once it is
   *   written
   * @returns {number} its number
   */
  add(operation, { open = null, resync = false } = {}) {
    this.seq += 1;
    this.queues.add({ ...operation, seq: this.seq }, resync);
    if (open !== null) this.wanted = open;
    this.pump();
    return this.seq;
  }

  /** One of the newest operations of this page. @param {number} seq @returns {Numbered | null} */
  find(seq) {
    return this.queues.find(seq);
  }

  /** An id for an item to be added, which no other page makes. */
  newId() {
    this.ids += 1;
    return `h${this.stamp}-${this.ids}`;
  }

  /** Ask for an article, after everything typed so far. @param {OpenRequest} open */
  requestOpen(open) {
    this.wanted = open;
    this.pump();
  }

  /**
   * What the server has written. Harmless when it comes twice, late or for another tab.
   * @param {import("../wire/types.js").Acknowledgement} ack
   */
  acknowledge(ack) {
    if (ack.article_id !== null) {
      this.revisions.set(ack.article_id, Math.max(ack.revision, this.revisions.get(ack.article_id) ?? 0));
    }
    this.queues.trim(ack.client, ack.acked);
    // a client id that is bound to another reviewer: what waits under it goes on under a new one
    for (const queue of ack.renew ? this.queues.all : []) if (queue.client === ack.client) this.rename(queue);
    const flight = this.flight;
    if (flight !== null && flight.client === ack.client && flight.number === ack.number) {
      this.land();
      if (flight.open !== null && flight.open === this.wanted) this.wanted = null;
      this.judge(flight, ack.acked);
    }
    this.pump();
  }

  /**
   * Data for the editor arrived from the server, so it is there.
   * @param {DecisionRef | null} acked what the data holds
   * @param {string} articleId
   * @param {{afresh?: boolean}} [how] afresh: the page was put together for this article, whatever was wanted
   *   before
   */
  received(acked, articleId, { afresh = false } = {}) {
    if (acked !== null) {
      this.queues.trim(acked.client, acked.seq);
      if (acked.client === this.client) this.queues.forget(acked.seq);
    }
    if (articleId !== this.shown) {
      this.shown = articleId;
      const flown = this.flight?.open ?? null;
      // what is wanted may be newer than what brought this article: the reviewer has gone on meanwhile
      if (afresh || (this.wanted !== null && leadsTo(this.wanted, articleId, flown))) this.wanted = null;
      if (flown !== null && leadsTo(flown, articleId, flown)) this.land();
    }
    if (this.failures > 0) this.land();
    this.pump();
  }

  /**
   * Operations of this page that data from the server does not hold yet.
   * @param {string} articleId
   * @param {DecisionRef | null} acked what the data holds
   * @returns {Numbered[]}
   */
  operationsAfter(articleId, acked) {
    return this.queues.after(articleId, acked);
  }

  /** Send now, whatever was waited for: the connection is back. */
  retry() {
    for (const queue of this.queues.all) queue.notBefore = 0;
    this.land();
    this.pump();
  }

  /** @param {(state: SaveState) => void} listener @returns {() => void} */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The page goes: the next one takes what is left. One that comes back from the history must load again. */
  close() {
    this.clock.clearTimeout(this.timer);
    this.liveness.close();
  }

  /** @param {string} client @returns {Promise<void>} fulfilled when the server has it all */
  adopt(client) {
    return new Promise((resolve) => {
      if (!this.queues.adopt(client, () => resolve())) return resolve();
      this.pump();
    });
  }

  /** The message under way needs no more waiting for. */
  land() {
    this.flight = null;
    this.clock.clearTimeout(this.timer);
  }

  /**
   * An answer that took nothing must not be asked for again at once.
   *
   * @param {Flight} flight
   * @param {number} acked
   */
  judge(flight, acked) {
    const queue = this.queues.all.find(({ client }) => client === flight.client);
    if (queue === undefined || flight.first === null || queue.first !== flight.first) {
      this.failures = 0;
      return;
    }
    this.failures += 1;
    if (queue.refuse(acked, this.clock.now() + this.patience())) this.rename(queue);
  }

  /** @param {Queue} queue */
  rename(queue) {
    this.queues.rename(queue, `c-${this.randomId()}`);
    this.liveness.keep(queue.client);
  }

  /** Send what is next, if nothing is under way. */
  pump() {
    if (this.flight === null) {
      const now = this.clock.now();
      const { all, own } = this.queues;
      const waiting = all.filter((queue) => queue.first !== null || (queue === own && this.wanted !== null));
      const due = waiting.find(({ notBefore }) => notBefore <= now);
      if (due !== undefined) this.dispatch(due);
      else if (waiting.length > 0)
        this.later(() => this.pump(), Math.min(...waiting.map(({ notBefore }) => notBefore)) - now);
    }
    this.tell();
  }

  /** @param {Queue} queue */
  dispatch(queue) {
    this.number += 1;
    const client = queue.client;
    const operations = queue.operations.slice(0, MOST);
    const foreign = queue !== this.queues.own;
    const open = foreign ? null : this.wanted;
    // this page has not shown what another one did: it needs the server's picture
    const resync = foreign || queue.resync;
    this.flight = { client, number: this.number, first: queue.first, open };
    this.later(() => {
      this.failures += 1; // no answer came
      this.land();
      this.pump();
    }, this.patience());
    this.fault = null;
    try {
      this.send({ format: "annotator-message/1", client, number: this.number, resync, open, operations });
    } catch (error) {
      this.failures = Math.max(this.failures, 1); // the timeout tries again
      this.fault = `not sent: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** How long to wait for an answer: longer after each failure. */
  patience() {
    const first = this.flight?.open ? OPEN_PATIENCE : PATIENCE;
    return Math.min(first * 2 ** Math.min(this.failures, 8), LONGEST_PATIENCE);
  }

  /** @param {() => void} job @param {number} milliseconds */
  later(job, milliseconds) {
    this.clock.clearTimeout(this.timer);
    this.timer = this.clock.setTimeout(job, milliseconds);
  }

  tell() {
    const state = this.state;
    const told = JSON.stringify(state);
    if (told === this.told) return;
    this.told = told;
    for (const listener of this.listeners) listener(state);
  }
}

/**
 * Whether an article is what was asked for.
 * @param {OpenRequest} open
 * @param {string} articleId
 * @param {OpenRequest | null} flown what the message under way asks for
 */
function leadsTo(open, articleId, flown) {
  return "article_id" in open ? open.article_id === articleId : open === flown;
}
