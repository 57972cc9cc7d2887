/**
 * A server with several articles, a slow and unsafe line to it, and one tab: what a reviewer does and what
 * the server makes of it, without a browser and without waiting. The server is the twin of
 * annotator/ui/session/editor_session.py.
 */

import { Asker } from "../../annotator/editor/frontend/sync/asker.js";
import { redone, undone } from "../../annotator/editor/frontend/model/undo.js";
import { whenIdle } from "../../annotator/editor/frontend/sync/idle.js";
import { nextPending } from "../../annotator/editor/frontend/model/order.js";
import { Prefetch } from "../../annotator/editor/frontend/session/prefetch.js";
import { Refused, decide } from "../../annotator/editor/frontend/model/decide.js";
import { sound } from "../../annotator/editor/frontend/model/soundness.js";
import { applyChanges, createState } from "../../annotator/editor/frontend/model/state.js";
import { Review } from "../../annotator/editor/frontend/session/review.js";
import { data, outbox, schema, words } from "./build.js";
import { settle } from "./fakes.js";

const CLOSING = ["complete", "skip", "flag"];

/** Articles of three words with two entities and a relation to decide. */
function picture(id) {
  const scene = words(
    `Blinken met NATO ${id}`,
    [
      [0, "PERSON"],
      [2, "ORG"],
    ],
    [{ id: "r1", head: "e1", tail: "e2", label: "represents" }],
  );
  const made = data({ ...scene, status: "new", comment: "" });
  return { ...made, article: { ...made.article, id, title: `Title of ${id}` } };
}

class ServersReview {
  constructor(id) {
    this.picture = picture(id);
    this.state = createState(this.picture);
    this.undo = [];
    this.redo = [];
    /** Items somebody else changed: key to revision. */
    this.others = new Map();
  }

  take(operation, client, log) {
    const { state } = this;
    if (operation.op === "undo" || operation.op === "redo") return this.replay(operation, log);
    const item = `${operation.kind}:${operation.id}`;
    if ((this.others.get(item) ?? 0) > operation.revision)
      throw new Refused("somebody changed this since you saw it");
    const changes = sound(state, schema, decide(state, schema, operation), false);
    applyChanges(state, changes);
    state.revision += 1;
    if (changes.length > 0)
      [this.undo, this.redo] = [[...this.undo, { client, seq: operation.seq, verb: operation.op }], []];
    return changes;
  }

  replay({ op, target }, log) {
    const [from, to] = op === "undo" ? [this.undo, this.redo] : [this.redo, this.undo];
    const place = from.findIndex(({ client, seq }) => client === target.client && seq === target.seq);
    if (place < 0) throw new Refused(`there is nothing of yours to ${op} there (any more)`);
    const passed = () => from.splice(place, 1);
    const known = log.find(
      ({ client, operation }) => client === target.client && operation.seq === target.seq,
    ).changes;
    let changes;
    try {
      changes = sound(this.state, schema, (op === "undo" ? undone : redone)(this.state, known), true);
    } catch (error) {
      passed();
      throw error;
    }
    applyChanges(this.state, changes);
    this.state.revision += 1;
    to.push(...passed());
    return changes;
  }
}

export class World {
  constructor(ids = ["a1", "a2", "a3", "a4"], { delay = () => 20, places = null } = {}) {
    const { box, clock, sent, storage } = outbox({ send: (message) => this.up(() => this.hear(message)) });
    Object.assign(this, { box, clock, sent, storage, delay });
    this.alive = true;
    this.reviews = new Map(ids.map((id) => [id, new ServersReview(id)]));
    this.shown = ids[0];
    this.log = [];
    this.last = new Map();
    this.acked = null;
    this.pictures = 0;
    this.resync = false;
    this.notices = [];
    this.told = [];
    this.resets = [];
    this.empty = false;
    this.asker = new Asker({
      clock,
      busy: () => box.busy,
      send: (question) => this.up(() => this.answer(question)),
    });
    box.subscribe(() => this.asker.pump());
    const idle = (steps, done) =>
      whenIdle(steps, done, {
        wait: (job) => clock.setTimeout(() => job({ timeRemaining: () => 0 }), 5),
        now: clock.now,
      });
    const prefetch = new Prefetch({ asker: this.asker, clock, idle });
    this.review = new Review(this.draw(this.shown), box, { clock, prefetch, places });
    this.review.subscribe(({ notices, reset }) => {
      for (const notice of notices) (notice.kind === "told" ? this.told : this.notices).push(notice);
      if (reset) this.resets.push(this.review.article.id);
    });
  }

  /**
   * Something travels to the server, which may be dead when it arrives. What it answers travels back in
   * order.
   */
  up(job) {
    this.clock.setTimeout(() => this.alive && job(), this.delay());
  }

  down(job) {
    this.arrives = Math.max(this.arrives ?? 0, this.clock.time + this.delay());
    this.clock.setTimeout(() => this.alive && job(), this.arrives - this.clock.time);
  }

  hear(message) {
    const refused = this.takeAll(message);
    const closing = message.operations.filter(({ op }) => CLOSING.includes(op));
    const may = closing.every(({ seq }) => !refused.some((found) => found.seq === seq));
    const opens = message.open !== null && may;
    if (opens) this.shown = message.open.article_id ?? this.next(this.shown);
    this.empty = this.shown === null;
    const last = message.operations.at(-1)?.article_id ?? null;
    this.acked = { client: message.client, seq: this.last.get(message.client) ?? 0 };
    const undoes = message.operations.some(({ op }) => op === "undo" || op === "redo");
    const resync = message.resync || refused.length > 0 || undoes || this.resync;
    const ack = {
      format: "annotator-ack/1",
      client: message.client,
      acked: this.acked.seq,
      article_id: last,
      revision: this.reviews.get(last)?.state.revision ?? 0,
      refused,
      resync,
      number: message.number,
      progress: this.progress(),
    };
    const drawn = this.empty || !(opens || resync) ? null : this.draw(this.shown);
    this.resync = false;
    this.down(() => {
      this.review.acknowledge(ack);
      this.asker.pump();
    });
    if (drawn !== null) this.down(() => this.review.receive(drawn));
  }

  takeAll({ client, operations }) {
    const refused = [];
    for (const operation of operations) {
      const known = operation.seq <= (this.last.get(client) ?? 0);
      const entry = known
        ? this.log.find((found) => found.client === client && found.operation.seq === operation.seq)
        : null;
      if (entry) {
        if (entry.reason) refused.push({ seq: operation.seq, outcome: "refused", reason: entry.reason });
        continue;
      }
      this.last.set(client, operation.seq);
      try {
        const changes = this.reviews.get(operation.article_id).take(operation, client, this.log);
        this.log.push({ client, operation, changes });
        if (!("target" in operation) && changes.length > 0)
          for (const review of this.reviews.values()) review.redo = [];
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.log.push({ client, operation, changes: [], reason: error.message });
        refused.push({ seq: operation.seq, outcome: "refused", reason: error.message });
      }
    }
    return refused;
  }

  answer({ number, what, after }) {
    const id = this.next(after);
    const editor = id === null ? null : this.draw(id);
    this.down(() => this.asker.receive({ format: "annotator-answer/1", number, what, editor }));
  }

  next(after) {
    const ids = [...this.reviews.keys()];
    const place = ids.indexOf(after);
    const round = [...ids.slice(place + 1), ...ids.slice(0, place)];
    const at = (statuses) => round.find((id) => statuses.includes(this.reviews.get(id).state.status));
    return at(["new", "in_progress"]) ?? at(["skipped", "flagged"]) ?? null;
  }

  draw(id) {
    const { picture: made, state, undo, redo } = this.reviews.get(id);
    this.pictures += 1;
    const [previous, following] = [this.beyond(id, "undo"), this.beyond(id, "redo")];
    return structuredClone({
      ...made,
      generation: `${id}:${this.pictures}`,
      acked: this.acked,
      undo,
      redo,
      previous,
      following,
      progress: this.progress(),
      review: { ...made.review, status: state.status, comment: state.comment, revision: state.revision },
      entities: [...state.entities.values()],
      relations: [...state.relations.values()],
    });
  }

  /**
   * What can be taken back, or done again, in any other article: the twin of
   * annotator/services/review/review.py.
   */
  beyond(id, side) {
    const last = new Map();
    for (const { client, operation, changes, reason } of [...this.log].reverse()) {
      const { op, article_id, target } = operation;
      const key = ({ client: of, seq }) => `${of} ${seq}`;
      if (reason) {
        if (target && op === side && !last.has(key(target)))
          last.set(key(target), side === "undo" ? "undo" : "passed");
        continue;
      }
      if (target) {
        const fresh = !last.has(key(target));
        if (fresh) last.set(key(target), op);
        if (side === "redo" && fresh && op === "undo" && article_id !== id)
          return { article_id, ...target, verb: op };
      } else if (changes.length > 0) {
        if (side === "redo") return null;
        const own = { client, seq: operation.seq };
        if (article_id !== id && last.get(key(own)) !== "undo") return { article_id, ...own, verb: op };
      }
    }
    return null;
  }

  progress() {
    const completed = [...this.reviews.values()].filter(({ state }) => state.status === "complete").length;
    return { completed, total: this.reviews.size, today: completed };
  }

  /** Somebody else rejects an entity, or adds one to be decided. */
  others(id, entity = "e1") {
    const found = this.reviews.get(id);
    const changes = decide(found.state, schema, { op: "reject", kind: "entity", id: entity });
    applyChanges(found.state, changes);
    found.state.revision += 1;
    for (const [kind, name] of changes) found.others.set(`${kind}:${name}`, found.state.revision);
    this.resync = true;
  }

  /** A key, and once more where that is asked for. */
  press(command) {
    const result = this.review.run({ command });
    return result?.asks ? this.review.run({ command }) : result;
  }

  /** Decide everything, and complete. */
  complete() {
    this.acceptAll();
    return this.review.run({ command: "complete" });
  }

  acceptAll() {
    if (nextPending(this.review.state, null, 1) !== null) this.review.run({ command: "accept-all" });
  }

  /** Time passes. */
  async passes(milliseconds) {
    for (let spent = 0; spent < milliseconds; spent += 50) {
      this.clock.advance(50);
      await settle();
    }
  }

  /** The picture on screen, and the server's. */
  statuses(state = this.review.state) {
    const rows = [...state.entities.values(), ...state.relations.values()].map(
      ({ id, label, status }) => `${id} ${label} ${status}`,
    );
    return [state.status, ...rows.sort()];
  }

  stored(id = this.review.article.id) {
    return this.statuses(this.reviews.get(id).state);
  }
}
