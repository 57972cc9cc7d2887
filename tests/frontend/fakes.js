/**
 * A clock, storage, locks and server that are values: tests of the outbox and the review need no browser and
 * no waiting.
 */

/** A clock that stands until it is advanced. */
export class FakeClock {
  time = 1_000_000;
  jobs = new Map();
  made = 0;
  now = () => this.time;
  setTimeout = (job, milliseconds) => {
    this.made += 1;
    this.jobs.set(this.made, { job, at: this.time + milliseconds });
    return this.made;
  };
  clearTimeout = (timer) => void this.jobs.delete(timer);

  advance(milliseconds) {
    const end = this.time + milliseconds;
    for (;;) {
      const due = [...this.jobs]
        .filter(([, { at }]) => at <= end)
        .sort(([, one], [, other]) => one.at - other.at)[0];
      if (due === undefined) break;
      this.jobs.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].job();
    }
    this.time = end;
  }
}

/** localStorage with an optional quota in characters. */
export class FakeStorage {
  kept = new Map();
  quota = Infinity;
  get length() {
    return this.kept.size;
  }
  key = (index) => [...this.kept.keys()][index] ?? null;
  getItem = (key) => this.kept.get(key) ?? null;
  removeItem = (key) => void this.kept.delete(key);
  setItem = (key, value) => {
    const used = [...this.kept].reduce((sum, [name, text]) => sum + (name === key ? 0 : text.length), 0);
    if (used + value.length > this.quota) throw new DOMException("full", "QuotaExceededError");
    this.kept.set(key, value);
  };
}

/** Web Locks of one browser; `tab()` gives those of one page, which end with it. */
export class FakeLocks {
  queues = new Map();

  tab() {
    const held = [];
    return {
      request: async (name, job) => {
        const before = this.queues.get(name) ?? Promise.resolve();
        let free = () => undefined;
        const dead = new Promise((resolve) => held.push(resolve));
        this.queues.set(
          name,
          before.then(() => new Promise((resolve) => (free = resolve))),
        );
        await before;
        const result = await Promise.race([job(), dead]);
        free();
        return result;
      },
      die: () => held.forEach((resolve) => resolve(null)),
    };
  }
}

/** The store as the browser sees it: takes each number of a client once, without gaps. */
export class FakeServer {
  log = [];
  last = new Map();
  messages = [];
  revision = 0;
  alive = true;

  /** What the server makes of a message, or null when it is dead. */
  take(message) {
    this.messages.push(message);
    if (!this.alive) return null;
    for (const operation of message.operations) {
      const last = this.last.get(message.client);
      if (last !== undefined && operation.seq > last + 1) break;
      if (last !== undefined && operation.seq <= last) continue;
      this.last.set(message.client, operation.seq);
      this.log.push({ client: message.client, ...operation });
      this.revision += 1;
    }
    return this.acknowledgement(message);
  }

  acknowledgement(message) {
    return {
      format: "annotator-ack/1",
      client: message.client,
      acked: this.last.get(message.client) ?? 0,
      article_id: message.operations.at(-1)?.article_id ?? null,
      revision: this.revision,
      refused: [],
      resync: message.resync,
      number: message.number,
      progress: { completed: 0, total: 1, today: 0 },
    };
  }
}

/** Let promises that are ready go on. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** A seeded random number generator (mulberry32): numbers from 0 to 1. */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
