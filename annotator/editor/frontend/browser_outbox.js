/**
 * The outbox of a page, on what the browser has: its storage, locks, clock and random numbers.
 */

import { Outbox } from "./outbox.js";

/** @type {import("./types.js").Clock} */
export const browserClock = {
  now: () => Date.now(),
  setTimeout: (job, milliseconds) => globalThis.setTimeout(job, milliseconds),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
};

/** What this browser keeps. @type {import("./types.js").KeyStorage} */
export const browserStorage = localStorageOrMemory();

/** 16 hexadecimal digits. crypto.randomUUID is missing on plain http from another machine, this is not. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Call `close()` on pagehide, and load the page again when it comes back from the browser's history.
 * @param {(message: import("./types.js").Message) => void} send
 * @param {(state: import("./types.js").SaveState) => void} [onState]
 */
export function browserOutbox(send, onState) {
  /** @type {import("./types.js").Locks | null} */
  const locks = navigator.locks ?? null;
  return new Outbox({ storage: browserStorage, locks, clock: browserClock, send, randomId, onState });
}

/** @returns {import("./types.js").KeyStorage} */
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
