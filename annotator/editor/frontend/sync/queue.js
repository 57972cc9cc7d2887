/**
 * The unacknowledged operations of one client id: of this page, or of a tab that is gone.
 */

/** @typedef {import("../wire/types.js").Numbered} Numbered */
/** @typedef {import("./unsent_storage.js").Entry} Entry */

export class Queue {
  /**
   * @param {string} client
   * @param {Entry[]} entries in the order of their numbers
   * @param {() => void} [drained] called when the server has them all
   */
  constructor(client, entries = [], drained = () => undefined) {
    this.client = client;
    this.entries = entries;
    this.drained = drained;
    /** Not to be sent before this time, in milliseconds of the clock. */
    this.notBefore = 0;
    /** How often in a row the server answered that it lacks what comes before. */
    this.gaps = 0;
  }

  /** The number of the first operation, or null. */
  get first() {
    return this.entries.length === 0 ? null : this.entries[0].operation.seq;
  }

  /** @returns {Numbered[]} */
  get operations() {
    return this.entries.map(({ operation }) => operation);
  }

  /**
   * Whether the server is asked for its own picture, as what an operation does could not be foreseen here.
   */
  get resync() {
    return this.entries.some((entry) => entry.resync);
  }

  /** Take out what the server has. @param {number} acked @returns {Numbered[]} what went */
  trim(acked) {
    const left = this.entries.findIndex(({ operation }) => operation.seq > acked);
    const done = this.entries.splice(0, left < 0 ? this.entries.length : left);
    if (done.length > 0) this.gaps = 0;
    return done.map(({ operation }) => operation);
  }

  /**
   * Note an answer that took nothing: not to be sent again before a time.
   * @param {number} acked
   * @param {number} notBefore
   * @returns {boolean} whether the server has forgotten what it once had (a restored backup). It lets only an
   *   unknown client begin in the middle, so the queue needs another client id then.
   */
  refuse(acked, notBefore) {
    this.notBefore = notBefore;
    this.gaps = acked < (this.first ?? 0) - 1 ? this.gaps + 1 : 0;
    return this.gaps >= 2;
  }

  /** Go on under another client id, with the same numbers. @param {string} client */
  rename(client) {
    const former = this.client;
    const first = this.first ?? 0;
    this.entries = this.entries.map(({ operation, resync }) => ({
      operation: follow(operation, former, first, client),
      resync,
    }));
    this.client = client;
    this.gaps = 0;
    this.notBefore = 0;
  }
}

/**
 * An undo or redo of an operation that is renamed with it names it anew.
 * @param {Numbered} operation
 * @param {string} former
 * @param {number} first
 * @param {string} client
 * @returns {Numbered}
 */
function follow(operation, former, first, client) {
  if (operation.op !== "undo" && operation.op !== "redo") return operation;
  const { target } = operation;
  return target.client === former && target.seq >= first
    ? { ...operation, target: { client, seq: target.seq } }
    : operation;
}
