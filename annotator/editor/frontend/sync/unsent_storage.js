/**
 * Queues of unsaved operations in the browser's storage, one key per client id, so that a closed tab or a
 * dead server loses nothing. Damaged content is set aside under another key and never thrown.
 */

/** @typedef {import("../wire/types.js").Numbered} Numbered */
/**
 * @typedef {{operation: Numbered, resync: boolean}} Entry  resync: the browser cannot foresee what the
 *   operation does
 */

const QUEUE = "annotator:queue:";
const DAMAGED = "annotator:damaged:";

export class QueueStore {
  /** @param {import("../wire/types.js").KeyStorage} storage */
  constructor(storage) {
    this.storage = storage;
  }

  /**
   * Write the queue of a client; an empty one leaves no trace.
   * @param {string} client
   * @param {readonly Entry[]} entries
   * @param {string | null} [reviewer] whose decisions they are; null: not known
   * @returns {string | null} why it could not be written, or null
   */
  save(client, entries, reviewer = null) {
    try {
      if (entries.length === 0) this.storage.removeItem(QUEUE + client);
      else
        this.storage.setItem(
          QUEUE + client,
          JSON.stringify({ format: "annotator-queue/1", reviewer, entries }),
        );
      return null;
    } catch (error) {
      const reason = `this browser's storage takes no more (${nameOf(error)})`;
      return `${reason}; keep this page open until everything is saved`;
    }
  }

  /**
   * The queue of a client; empty where there is none or it is damaged.
   *
   * @param {string} client
   * @returns {Entry[]}
   */
  load(client) {
    const text = this.read(QUEUE + client);
    if (text === null) return [];
    const entries = parsed(text);
    if (entries === null) this.setAside(client, text);
    return entries ?? [];
  }

  /**
   * Whose decisions the queue of a client holds; null: not known.
   *
   * @param {string} client
   * @returns {string | null}
   */
  ownerOf(client) {
    try {
      const { reviewer } = JSON.parse(this.read(QUEUE + client) ?? "{}");
      return typeof reviewer === "string" ? reviewer : null;
    } catch {
      return null; // damaged: whoever loads it sets it aside
    }
  }

  /** The clients that left a queue here. @returns {string[]} */
  clients() {
    const found = [];
    try {
      for (let index = 0; index < this.storage.length; index += 1) {
        const key = this.storage.key(index);
        if (key?.startsWith(QUEUE)) found.push(key.slice(QUEUE.length));
      }
    } catch {
      return found; // storage that may not be read holds nothing for us
    }
    return found;
  }

  /** @param {string} key */
  read(key) {
    try {
      return this.storage.getItem(key);
    } catch {
      return null;
    }
  }

  /** @param {string} client @param {string} text */
  setAside(client, text) {
    try {
      // the copy first: were it refused for lack of space, the original stays
      this.storage.setItem(DAMAGED + client, text);
      this.storage.removeItem(QUEUE + client);
    } catch {
      return;
    }
  }
}

/** @param {string} text @returns {Entry[] | null} */
function parsed(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const entries = value?.entries;
  return Array.isArray(entries) && entries.every(isEntry) && ascends(entries) ? entries : null;
}

/** @param {any} entry */
function isEntry(entry) {
  const operation = entry?.operation;
  return (
    Number.isSafeInteger(operation?.seq) &&
    typeof operation.article_id === "string" &&
    typeof operation.op === "string" &&
    typeof entry.resync === "boolean"
  );
}

/** @param {Entry[]} entries */
function ascends(entries) {
  return entries.every((entry, at) => at === 0 || entry.operation.seq === entries[at - 1].operation.seq + 1);
}

/** @param {unknown} error */
function nameOf(error) {
  return error instanceof Error || error instanceof DOMException ? error.name : String(error);
}
