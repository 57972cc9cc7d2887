/**
 * The outbox of a page, on what the browser has: its storage, locks, clock and random numbers.
 */

import { Outbox } from "./outbox.js";

/** @type {import("../wire/types.js").Clock} */
export const browserClock = {
  now: () => Date.now(),
  setTimeout: (job, milliseconds) => globalThis.setTimeout(job, milliseconds),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
};

/** What this browser keeps. @type {import("../wire/types.js").KeyStorage} */
export const browserStorage = localStorageOrMemory();

/** Where the client ids of this browser are kept; naming.js reads it. */
const CLIENTS = "annotator:clients";
const MOST_CLIENTS = 50;

/** 16 hexadecimal digits. crypto.randomUUID is missing on plain http from another machine, this is not. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Call `close()` on pagehide, and load the page again when it comes back from the browser's history.
 * @param {(message: import("../wire/types.js").Message) => void} send
 * @param {(state: import("../wire/types.js").SaveState) => void} [onState]
 */
export function browserOutbox(send, onState) {
  /** @type {import("../wire/types.js").Locks | null} */
  const locks = navigator.locks ?? null;
  const box = new Outbox({ storage: browserStorage, locks, clock: browserClock, send, randomId, onState });
  box.subscribe(() => known(box.client));
  return box;
}

/**
 * Whoever says their name takes along what was decided here: remember under which ids.
 *
 * @param {string} client
 */
function known(client) {
  try {
    const kept = JSON.parse(browserStorage.getItem(CLIENTS) ?? "[]");
    if (!Array.isArray(kept) || kept.at(-1) === client) return;
    browserStorage.setItem(CLIENTS, JSON.stringify([...kept, client].slice(-MOST_CLIENTS)));
  } catch {
    return; // a storage that is full, or damaged: the seats of this page stay with the name before
  }
}

/** @returns {import("../wire/types.js").KeyStorage} */
function localStorageOrMemory() {
  try {
    return globalThis.localStorage;
  } catch {
    // cookies are blocked: what is kept lives as long as the page
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
      key: (index) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    };
  }
}
