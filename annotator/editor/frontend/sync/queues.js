/**
 * All queues that one page has to send: its own and those it took over from tabs that are gone, each of them
 * kept in the browser's storage for as long as the server lacks it.
 */

import { Queue } from "./queue.js";
import { QueueStore } from "./unsent_storage.js";

/** @typedef {import("../wire/types.js").Numbered} Numbered */

/** Acknowledged operations kept in case older data from the server arrives after their acknowledgement. */
const RECENT = 200;

export class Queues {
  /**
   * @param {import("../wire/types.js").KeyStorage} storage
   * @param {string} client the id of this page
   */
  constructor(storage, client) {
    this.store = new QueueStore(storage);
    this.own = new Queue(client);
    /** @type {string | null} who decides in this page; null: not known yet */
    this.reviewer = null;
    /** @type {Map<string, Queue>} of tabs that are gone */
    this.adopted = new Map();
    /** @type {Numbered[]} operations of this page that the server has */
    this.recent = [];
    /** @type {string | null} why the storage did not take what was typed last */
    this.fault = null;
  }

  /** Those of dead tabs first: they are older. */
  get all() {
    return [...this.adopted.values(), this.own];
  }

  /** How many operations are not acknowledged, those of dead tabs included. */
  get pending() {
    return this.all.reduce((count, { entries }) => count + entries.length, 0);
  }

  /** Keep an operation of this page. @param {Numbered} operation @param {boolean} resync */
  add(operation, resync) {
    this.own.entries.push({ operation, resync });
    this.fault = this.#save(this.own);
  }

  /**
   * The client ids of the queues in this browser that hold decisions of whoever decides here: those of
   * somebody else wait until that reviewer is back, as the server would take them for ours.
   * @returns {string[]}
   */
  clients() {
    return this.store
      .clients()
      .filter((client) => [null, this.reviewer].includes(this.store.ownerOf(client)));
  }

  /** @param {Queue} queue */
  #save(queue) {
    return this.store.save(queue.client, queue.entries, this.reviewer);
  }

  /**
   * Take over what a dead tab left.
   * @param {string} client
   * @param {() => void} drained called when the server has it all
   * @returns {boolean} whether it left anything
   */
  adopt(client, drained) {
    const entries = this.store.load(client);
    if (entries.length > 0) this.adopted.set(client, new Queue(client, entries, drained));
    return entries.length > 0;
  }

  /** The server has a client's operations up to a number. @param {string} client @param {number} acked */
  trim(client, acked) {
    const queue = client === this.own.client ? this.own : this.adopted.get(client);
    const done = queue?.trim(acked) ?? [];
    if (queue === undefined || done.length === 0) return;
    const fault = this.#save(queue);
    if (queue === this.own) {
      this.recent = [...this.recent, ...done].slice(-RECENT);
      this.fault = fault;
    } else if (queue.entries.length === 0) {
      this.adopted.delete(client);
      queue.drained();
    }
  }

  /**
   * Data from the server holds this page's operations up to a number: no older data can come.
   *
   * @param {number} acked
   */
  forget(acked) {
    this.recent = this.recent.filter(({ seq }) => seq > acked);
  }

  /** A queue goes on under another client id. @param {Queue} queue @param {string} client */
  rename(queue, client) {
    const former = queue.client;
    queue.rename(client);
    if (this.adopted.delete(former)) this.adopted.set(client, queue);
    if (this.#save(queue) === null) this.store.save(former, []);
  }

  /** One of the newest operations of this page. @param {number} seq @returns {Numbered | null} */
  find(seq) {
    return [...this.recent, ...this.own.operations].find((operation) => operation.seq === seq) ?? null;
  }

  /**
   * Operations of this page that data from the server does not hold yet.
   * @param {string} articleId
   * @param {import("../wire/types.js").DecisionRef | null} acked what the data holds
   * @returns {Numbered[]}
   */
  after(articleId, acked) {
    const queued = this.own.operations;
    const all =
      acked?.client === this.own.client
        ? [...this.recent, ...queued].filter(({ seq }) => seq > acked.seq)
        : queued;
    return all.filter((operation) => operation.article_id === articleId);
  }
}
