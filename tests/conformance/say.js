/**
 * Every kind of message that a review sends, a JSON object a line; test_messages.py holds them against the
 * schema.
 */

import { data, review } from "../frontend/build.js";

const entity = (id) => ({ kind: "entity", id });
const relation = (id) => ({ kind: "relation", id });
const OPERATIONS = [
  { op: "accept", ...entity("e1") },
  { op: "reject", ...relation("r1") },
  { op: "delete", ...entity("h1") },
  { op: "relabel", ...entity("e1"), label: "ORG" },
  { op: "move", ...entity("e1"), start: 0, end: 11 },
  { op: "add_entity", id: null, start: 22, end: 24, label: "DATE" },
  { op: "add_relation", id: null, head: "e2", tail: "e3", label: "represents" },
  { op: "flip", ...relation("r2") },
  { op: "reattach", ...relation("r2"), head: "e2", tail: "e5" },
  { op: "set_attribute", ...relation("r2"), name: "polarity", value: "negated" },
  { op: "accept_all", items: [entity("e3"), relation("r2")] },
  { op: "batch", operations: [{ op: "relabel", ...entity("e3"), label: "ORG" }] },
  { op: "flag", comment: "the text stands twice" },
  { op: "skip" },
];

const {
  review: shown,
  sent,
  answer,
  clock,
} = review("talks", {
  undo: [{ client: "c-old", seq: 4, verb: "accept" }],
  previous: { article_id: "a0", client: "c-old", seq: 2, verb: "complete" },
});
const messages = [];
const say = () => {
  messages.push(...structuredClone(sent));
  answer();
};

for (const operation of OPERATIONS) {
  clock.advance(1234);
  const result = shown.dispatch(operation.id === null ? { ...operation, id: shown.newId() } : operation);
  if (result.refused !== null) throw new Error(result.refused);
  say();
}
for (let step = 0; step <= OPERATIONS.length + 1; step += 1) {
  shown.undo();
  say();
}
shown.navigate({ article_id: "a7" });
say();
const { review: decided, sent: last } = review("decided", {
  review: { ...data("decided").review, revision: 3 },
});
decided.dispatch({ op: "complete" });
messages.push(...last);
for (const message of messages) process.stdout.write(`${JSON.stringify(message)}\n`);
