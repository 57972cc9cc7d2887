/**
 * Small reviews for tests, on the scenes of tests/conformance.
 */

import { readFileSync } from "node:fs";
import { Offsets } from "../../annotator/editor/frontend/text/offsets.js";
import { Outbox } from "../../annotator/editor/frontend/sync/outbox.js";
import { createState } from "../../annotator/editor/frontend/model/state.js";
import { Review } from "../../annotator/editor/frontend/session/review.js";
import { Tokens } from "../../annotator/editor/frontend/text/tokens.js";
import { dataOf } from "../conformance/scene.js";
import { FakeClock, FakeServer, FakeStorage } from "./fakes.js";

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../conformance/${name}.json`, import.meta.url), "utf8"));
export const schema = read("schema");
export const scenes = read("scenes");

/** The data of a scene; `changes` replace top-level parts of it. */
export function data(scene, changes = {}) {
  return { ...dataOf(structuredClone(scenes[scene] ?? scene), schema), ...changes };
}

/** State, schema, offsets, tokens and focus: what commands look at. */
export function look(scene, focus = null) {
  const state = createState(data(scene));
  const offsets = new Offsets((scenes[scene] ?? scene).text);
  return { state, schema, offsets, tokens: new Tokens(offsets), focus };
}

/**
 * A scene of words parted by spaces, with an entity on each word that is given as [word index, label,
 * fields].
 */
export function words(text, marks, relations = []) {
  const starts = [...text.matchAll(/\S+/g)];
  const entities = marks.map(([index, label, fields], at) => {
    const found = starts[index];
    return { id: `e${at + 1}`, start: found.index, end: found.index + found[0].length, label, ...fields };
  });
  return { text, status: "new", comment: "", entities, relations };
}

/** An outbox whose messages wait in `sent` until they are answered. */
export function outbox(given = {}) {
  const clock = given.clock ?? new FakeClock();
  const storage = given.storage ?? new FakeStorage();
  const sent = [];
  let ids = given.firstId ?? 0xabc000;
  const box = new Outbox({
    storage,
    locks: given.locks ?? null,
    clock,
    send: given.send ?? ((message) => void sent.push(message)),
    randomId: () => (ids += 1).toString(16).padEnd(16, "f"),
    onState: given.onState,
  });
  return { box, clock, storage, sent };
}

/** A review with a server that answers when asked to. */
export function review(scene, changes = {}) {
  const { box, clock, storage, sent } = outbox();
  const server = new FakeServer();
  const made = new Review(data(scene, changes), box, { clock });
  const events = [];
  made.subscribe((event) => void events.push(event));
  const answer = (fields = {}) => {
    for (const message of sent.splice(0)) {
      const ack = server.take(message);
      if (ack !== null) made.acknowledge({ ...ack, ...fields });
    }
  };
  return { review: made, box, clock, storage, sent, server, events, answer };
}

/** An operation as a review stamps it. */
export function stamped(operation, articleId = "a1") {
  return { ...operation, article_id: articleId, revision: 0, seconds: 1 };
}
