import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  applyChanges,
  createState,
  difference,
  holds,
  inverse,
} from "../../../annotator/editor/frontend/model/state.js";
import { decide } from "../../../annotator/editor/frontend/model/decide.js";
import { data, schema } from "../build.js";

const OPERATIONS = [
  { op: "accept", kind: "entity", id: "e1" },
  { op: "reject", kind: "entity", id: "e1" },
  { op: "delete", kind: "entity", id: "h1" },
  { op: "move", kind: "entity", id: "e1", start: 0, end: 11 },
  { op: "flip", kind: "relation", id: "r2" },
  { op: "set_attribute", kind: "relation", id: "r1", name: "polarity", value: "negated" },
  { op: "add_entity", id: "h9", start: 22, end: 24, label: "DATE" },
  { op: "add_relation", id: "h9", head: "e2", tail: "e3", label: "represents" },
  { op: "flag", comment: "twice" },
];

function plain(state) {
  const byId = (one, other) => (one.id < other.id ? -1 : 1);
  return {
    entities: [...state.entities.values()].sort(byId),
    relations: [...state.relations.values()].sort(byId),
    status: state.status,
    comment: state.comment,
  };
}

describe("the state of a review", () => {
  for (const operation of OPERATIONS) {
    test(`changes and their inverses lead back to where they began: ${operation.op} ${operation.id ?? ""}`, () => {
      const state = createState(data("talks"));
      const before = plain(state);
      const changes = decide(state, schema, operation);
      assert.ok(changes.every((change) => holds(state, change, "before") && !holds(state, change, "after")));
      applyChanges(state, changes);
      assert.ok(changes.every((change) => holds(state, change, "after")));
      assert.notDeepEqual(plain(state), before);
      applyChanges(state, [...changes].reverse().map(inverse));
      assert.deepEqual(plain(state), before);
    });
  }

  test("lookups by span and by end follow every change", () => {
    const state = createState(data("talks"));
    assert.deepEqual(
      state.relationsOf("e1").map(({ id }) => id),
      ["h2", "r1", "r2"],
    );
    applyChanges(state, decide(state, schema, { op: "move", kind: "entity", id: "e1", start: 0, end: 11 }));
    assert.deepEqual(state.entitiesAt(0, 7), []);
    assert.deepEqual(
      state.entitiesAt(0, 11).map(({ id }) => id),
      ["e1"],
    );
    applyChanges(
      state,
      decide(state, schema, { op: "reattach", kind: "relation", id: "r1", head: "e2", tail: "h1" }),
    );
    assert.deepEqual(
      state.relationsOf("e1").map(({ id }) => id),
      ["h2", "r2"],
    );
    assert.deepEqual(
      state.relationsOf("h1").map(({ id }) => id),
      ["h2", "r1", "r5"],
    );
  });

  test("a fork may be changed without touching the original", () => {
    const state = createState(data("talks"));
    const fork = state.fork();
    applyChanges(fork, decide(fork, schema, { op: "reject", kind: "entity", id: "e1" }));
    assert.deepEqual(plain(state), plain(createState(data("talks"))));
    assert.equal(state.relationsOf("e1").length, 3);
  });

  test("the length of the text counts code points", () => {
    assert.equal(createState(data("emoji")).textLength, 19);
  });

  test("the difference of two states names what appeared, changed or went, and keeps the objects of the rest", () => {
    const before = createState(data("talks"));
    const after = createState(data("talks"));
    applyChanges(after, decide(after, schema, { op: "delete", kind: "entity", id: "h1" }));
    applyChanges(
      after,
      decide(after, schema, { op: "add_entity", id: "h9", start: 22, end: 24, label: "DATE" }),
    );
    const changed = difference(before, after);
    assert.deepEqual([...changed].sort(), ["entity:h1", "entity:h9", "relation:h2", "relation:r5"]);
    assert.equal(after.entities.get("e1"), before.entities.get("e1"));
  });

  test("attributes count as changed when a value differs", () => {
    const before = createState(data("talks"));
    const after = createState(data("talks"));
    applyChanges(
      after,
      decide(after, schema, {
        op: "set_attribute",
        kind: "relation",
        id: "h2",
        name: "polarity",
        value: "negated",
      }),
    );
    assert.deepEqual([...difference(before, after)], ["relation:h2"]);
  });
});
