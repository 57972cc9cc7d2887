/**
 * Mounts the editor with a pretended server:
 * `harness.html?article=seed|hard|marks|2|20|100&theme=dark&delay=10`; with `&reviewers=3` so many have
 * reviewed the article, and an adjudicator looks at it. Serve the repository's root (`python -m http.server`)
 * and open this page.
 */

import { mountCourier, mountEditor, mountReader } from "../../annotator/editor/frontend/streamlit/main.js";
import { decide } from "../../annotator/editor/frontend/model/decide.js";
import { applyChanges, createState } from "../../annotator/editor/frontend/model/state.js";
import { hardArticle, longArticle, marksArticle, seedArticle } from "./harness_data.js";

const parameters = new URLSearchParams(location.search);
const theme = parameters.get("theme");
if (theme) document.documentElement.dataset.theme = theme;
const MADE = { seed: seedArticle, hard: hardArticle, marks: marksArticle };
const names = ["seed", "hard", "2", "20", "100"];
/** @param {string} name */
const article = (name) =>
  adjudicated(name in MADE ? MADE[/** @type {keyof typeof MADE} */ (name)]() : longArticle(Number(name)));

/**
 * The first reviewer has every other entity, the others what stands between: two of them are a place.
 *
 * @param {any} data
 */
function adjudicated(data) {
  const reviewers = Array.from(
    { length: Number(parameters.get("reviewers") ?? 0) },
    (_, at) => `Reviewer ${at + 1}`,
  );
  if (reviewers.length === 0) return { ...data, adjudication: null, locked: null };
  const held = data.entities.map((/** @type {any} */ { id }, /** @type {number} */ at) => ({
    kind: "entity",
    id,
    by: reviewers.map((_, reviewer) => ((reviewer === 0) === (at % 2 === 0) ? {} : null)),
  }));
  const places = held.flatMap((/** @type {any} */ _, /** @type {number} */ at) =>
    at % 2 === 0 ? [held.slice(at, at + 2)] : [],
  );
  return { ...data, adjudication: { reviewers, places }, locked: null };
}

class PretendedServer {
  constructor() {
    this.delay = Number(parameters.get("delay") ?? 10);
    this.name = parameters.get("article") ?? "seed";
    this.offline = false;
    this.acked = 0;
    this.data = article(this.name);
    this.state = createState(this.data);
    /** @type {any[]} */
    this.messages = [];
    /** @type {any[]} */
    this.log = [];
    this.opened = 0;
  }

  /** @param {any} message */
  receive(message) {
    this.messages.push(message);
    if (this.offline) return;
    setTimeout(() => this.answer(message), this.delay);
  }

  /** @param {any} message */
  answer(message) {
    const refused = [];
    let resync = Boolean(message.resync);
    for (const operation of message.operations) {
      if (operation.seq <= this.acked) continue;
      this.acked = operation.seq;
      if (operation.op === "undo" || operation.op === "redo") resync = true;
      try {
        const entry = this.take(operation);
        this.log.push(entry);
      } catch (error) {
        resync = true;
        refused.push({
          seq: operation.seq,
          outcome: "refused",
          reason: String(/** @type {Error} */ (error).message),
        });
      }
    }
    if (message.open) this.open(message);
    else if (resync) this.show(message.client);
    mountCourier({
      parentElement: courier,
      sendMessage,
      data: this.acknowledgement(message, refused, resync),
    });
  }

  /** @param {any} operation */
  take(operation) {
    if (operation.op === "undo" || operation.op === "redo") {
      const { target } = operation;
      const found = this.log.find((entry) => entry.seq === target.seq);
      const changes = found.changes.map((/** @type {any} */ change) =>
        operation.op === "undo" ? [change[0], change[1], change[3], change[2]] : change,
      );
      if (operation.op === "undo") changes.reverse();
      applyChanges(this.state, changes);
      this.state.revision += 1;
      found.undone = operation.op === "undo";
      return { seq: operation.seq, verb: operation.op, changes, undone: null };
    }
    const changes = decide(this.state, this.data.schema, operation);
    applyChanges(this.state, changes);
    this.state.revision += 1;
    for (const entry of this.log) if (entry.undone === true) entry.undone = null;
    return { seq: operation.seq, verb: operation.op, changes, undone: false };
  }

  /** @param {any} message @param {any[]} refused @param {boolean} resync */
  acknowledgement(message, refused, resync) {
    return {
      format: "annotator-ack/1",
      client: message.client,
      acked: this.acked,
      article_id: this.data.article.id,
      revision: this.state.revision,
      refused,
      resync,
      number: message.number,
      progress: this.data.progress,
    };
  }

  /** @param {any} message */
  open(message) {
    this.name = names[(names.indexOf(this.name) + 1) % 2];
    this.data = article(this.name);
    this.state = createState(this.data);
    this.log = [];
    this.show(message.client);
  }

  /** @param {string} client */
  show(client) {
    const entries = this.log.map(({ seq, verb, undone }) => ({ client, seq, verb, undone }));
    const plain = (/** @type {any[]} */ found) => found.map(({ undone: _, ...entry }) => entry);
    this.opened += 1;
    this.data = {
      ...this.data,
      generation: `1:${this.state.revision}:${this.opened}`,
      review: {
        ...this.data.review,
        revision: this.state.revision,
        status: this.state.status,
        comment: this.state.comment,
      },
      entities: [...this.state.entities.values()],
      relations: [...this.state.relations.values()],
      undo: plain(entries.filter((entry) => entry.undone === false)),
      redo: plain(entries.filter((entry) => entry.undone === true).reverse()),
      acked: { client, seq: this.acked },
    };
    mountEditor({ parentElement: editor, sendMessage, data: this.data });
  }
}

const editor = /** @type {HTMLElement} */ (document.getElementById("editor"));
const courier = /** @type {HTMLElement} */ (document.getElementById("courier"));
const server = new PretendedServer();
/** @param {any} message */
const sendMessage = (message) => server.receive(JSON.parse(JSON.stringify(message)));
Object.assign(globalThis, { server });
const began = performance.now();
mountEditor({ parentElement: editor, data: server.data, sendMessage });
mountCourier({ parentElement: courier, data: null, sendMessage });
/** Two decisions of a made-up log, whatever is asked. */
const decisions = ["e2", "e1"].map((id, at) => ({
  sequence: 2 - at,
  at: "2026-01-02T03:04:05Z",
  verb: "accept",
  target: null,
  of: null,
  outcome: "applied",
  reason: "",
  by: "reviewer-1",
  comment: "",
  items: [{ kind: "entity", id, start: 90 + at, end: 95 + at, label: "PERSON" }],
  count: 1,
}));
/** Another article with the words, whatever they are. */
const hits = [
  {
    article_id: "other",
    title: "Another",
    status: "new",
    start: 4,
    end: 9,
    before: "The ",
    words: "words",
    after: " again.",
    places: 1,
  },
];
/** @param {any} question */
const answer = ({ number, what }) => {
  // no next article ahead of time: it comes with the message that opens it
  const ahead = { fault: "there is no queue here" };
  const origin = { proposed_by: "default 1", score: 0.9, pattern: "", rows: [], older: false };
  const told = { next: ahead, search: { hits, total: 1 }, item: origin, presence: { others: [] } };
  const found = told[/** @type {keyof told} */ (what)] ?? { rows: decisions, older: false };
  mountReader({ data: /** @type {any} */ ({ number, what, ...found }), sendMessage: answer });
};
mountReader({ data: null, sendMessage: answer });
requestAnimationFrame(() =>
  setTimeout(() => Object.assign(globalThis, { openedIn: performance.now() - began })),
);
