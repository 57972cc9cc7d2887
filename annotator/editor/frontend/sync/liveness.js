/**
 * Which tabs are alive. A tab holds a lock named after its client id as long as it lives (Web Locks); whoever
 * waits for that lock learns of its death at once. Pages without Web Locks (plain http from another machine)
 * leave a sign of life in the storage instead. Taking a living tab for dead is harmless: the server knows
 * every operation by its number.
 */

/** @typedef {import("../wire/types.js").Clock} Clock */
/** @typedef {import("../wire/types.js").Locks} Locks */
/** @typedef {import("../wire/types.js").KeyStorage} KeyStorage */

const ALIVE = "annotator:alive:";
const BEAT = 5000;
const SCAN_EVERY = 15_000;
/** Browsers run the timers of a hidden page once a minute. */
const DEAD_AFTER = 75_000;

export class Liveness {
  /**
   * @param {{client: string, storage: KeyStorage, locks: Locks | null, clock: Clock}} given
   */
  constructor({ client, storage, locks, clock }) {
    /** The names that this tab goes by. @type {Set<string>} */
    this.names = new Set();
    this.storage = storage;
    this.locks = locks;
    this.clock = clock;
    /** @type {Set<string>} */
    this.watched = new Set();
    /** @type {() => void} */
    this.release = () => undefined;
    this.gone = new Promise((resolve) => (this.release = () => resolve(null)));
    /** @type {any} */
    this.timer = null;
    /** @type {any} */
    this.scanTimer = null;
    /** @type {() => void} */
    this.look = () => undefined;
    this.closed = false;
    this.keep(client);
  }

  /** This tab is alive under a name. @param {string} client */
  keep(client) {
    this.watched.add(client);
    this.names.add(client);
    if (this.locks === null) this.beat();
    else void this.hold(this.locks, client, () => this.gone);
  }

  /**
   * From now on look for clients that left something, and take over what the dead ones left.
   * @param {() => string[]} clients
   * @param {(client: string) => Promise<unknown>} adopt
   */
  watch(clients, adopt) {
    this.look = () => {
      for (const client of clients()) this.whenDead(client, () => adopt(client));
    };
    this.#scanAfter(0);
  }

  /** Look now. */
  scan() {
    if (!this.closed) this.look();
  }

  /** @param {number} delay */
  #scanAfter(delay) {
    this.scanTimer = this.clock.setTimeout(() => {
      this.look();
      this.#scanAfter(SCAN_EVERY);
    }, delay);
  }

  /**
   * Do something once a client is dead; until it is done nobody else takes its queue. Asked again, nothing
   * happens.
   * @param {string} client
   * @param {() => Promise<unknown>} job
   */
  whenDead(client, job) {
    if (this.closed || this.watched.has(client)) return;
    if (this.locks !== null) {
      this.watched.add(client);
      void this.hold(this.locks, client, () => (this.closed ? Promise.resolve() : job())).then(() =>
        this.watched.delete(client),
      );
    } else if (!this.seemsAlive(client)) {
      this.watched.add(client);
      void job().then(() => this.watched.delete(client));
    }
  }

  /** The tab goes: others may take over what it leaves. */
  close() {
    this.closed = true;
    this.clock.clearTimeout(this.timer);
    this.clock.clearTimeout(this.scanTimer);
    this.release();
    this.touch(null);
  }

  /** @param {Locks} locks @param {string} client @param {() => Promise<unknown>} job */
  async hold(locks, client, job) {
    try {
      await locks.request(`annotator:${client}`, job);
    } catch {
      // a page without an origin of its own may have no locks: signs of life do
      this.locks = null;
      if (!this.closed) this.beat();
    }
  }

  beat() {
    this.clock.clearTimeout(this.timer);
    this.touch(String(this.clock.now()));
    this.timer = this.clock.setTimeout(() => this.beat(), BEAT);
  }

  /** @param {string | null} sign */
  touch(sign) {
    try {
      for (const name of this.names) {
        if (sign === null) this.storage.removeItem(ALIVE + name);
        else this.storage.setItem(ALIVE + name, sign);
      }
    } catch {
      return; // a full storage: this tab will be taken for dead, which is harmless
    }
  }

  /** @param {string} client */
  seemsAlive(client) {
    const sign = Number(this.storage.getItem(ALIVE + client) ?? "0");
    return this.clock.now() - sign < DEAD_AFTER;
  }
}
