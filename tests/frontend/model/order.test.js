import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  itemNear,
  next,
  nextPending,
  pendingItems,
  placeOf,
  readingOrder,
} from "../../../annotator/editor/frontend/model/order.js";
import { decide } from "../../../annotator/editor/frontend/model/decide.js";
import { applyChanges, createState } from "../../../annotator/editor/frontend/model/state.js";
import { data, schema, words } from "../build.js";
import { randomFrom } from "../fakes.js";

const ids = (items) => items.map(({ id }) => id).join(" ");
const item = (id) => ({ kind: id.startsWith("r") || id === "h2" ? "relation" : "entity", id });

describe("reading order", () => {
  test("entities by start, the longer first; a relation follows the later of its ends", () => {
    const state = createState(data("talks"));
    assert.equal(ids(readingOrder(state)), "e1 e2 r1 e3 e4 h1 h2 r5 e5 r2 r3 e6 r4");
  });

  test("a relation whose ends are gone stands last", () => {
    const state = createState(data("broken"));
    assert.equal(ids(readingOrder(state)), "e1 r1 r6 e2 r2 r5 e3 r3 r4");
    applyChanges(state, [["relation", "r1", { head: "e1" }, { head: "away" }]]);
    assert.equal(ids(readingOrder(state)).split(" ").at(-1), "r1");
  });

  const STEPS = [
    [null, 1, "e1"],
    [null, -1, "r2"],
    ["e1", 1, "e2"],
    ["r1", 1, "e3"],
    ["e3", 1, "r2"],
    ["r2", 1, "e1"],
    ["e1", -1, "r2"],
    ["e3", -1, "r1"],
    ["e6", 1, "e1"],
    ["e4", -1, "e3"],
  ];
  for (const [from, direction, to] of STEPS) {
    test(`${direction === 1 ? "j" : "k"} from ${from ?? "nowhere"} goes to ${to}, going round at the ends`, () => {
      const state = createState(data("talks"));
      assert.equal(nextPending(state, from && item(from), direction)?.id, to);
    });
  }

  for (const [from, direction, to] of [
    [null, 1, "e1"],
    [null, -1, "r4"],
    ["e1", 1, "e2"],
    ["r4", 1, undefined],
    ["e1", -1, undefined],
    ["e5", -1, "r5"],
  ]) {
    test(`an arrow from ${from ?? "nowhere"} goes to ${to ?? "nothing beyond the end"}`, () => {
      const state = createState(data("talks"));
      assert.equal(next(state, from && item(from), direction)?.id, to);
    });
  }

  test("the only pending item has no other one to go to", () => {
    const state = createState(data("broken"));
    assert.equal(nextPending(state, item("e1"), 1)?.id, "r5");
    assert.equal(nextPending(state, item("r5"), 1), null);
    assert.equal(nextPending(createState(data("decided")), null, 1), null);
  });

  test("a decision changes no order, so nothing is sorted again", () => {
    const state = createState(data("talks"));
    const before = readingOrder(state);
    applyChanges(state, decide(state, schema, { op: "accept", kind: "entity", id: "e1" }));
    applyChanges(state, decide(state, schema, { op: "relabel", kind: "entity", id: "e2", label: "ORG" }));
    assert.equal(readingOrder(state), before);
    assert.equal(ids(pendingItems(state)), "r1 e3 r2");
  });

  test("after additions, moves and removals the order is what sorting everything anew gives", () => {
    const random = randomFrom(3);
    const state = createState({
      ...data("talks"),
      article: { ...data("talks").article, text: "x".repeat(400) },
    });
    for (let round = 0; round < 200; round += 1) {
      const start = Math.floor(random() * 390);
      const end = start + 1 + Math.floor(random() * 9);
      const known = [...state.entities.keys()];
      const id = known[Math.floor(random() * known.length)];
      const operation =
        random() < 0.6
          ? { op: "add_entity", id: `n${round}`, start, end, label: "DATE" }
          : random() < 0.5
            ? { op: "move", kind: "entity", id, start, end }
            : { op: "delete", kind: "entity", id };
      try {
        applyChanges(state, decide(state, schema, operation));
      } catch {
        continue;
      }
      assert.deepEqual(readingOrder(state), readingOrder(state.fork()));
      readingOrder(state).forEach((found, place) => assert.equal(placeOf(state, found), place));
    }
  });

  test("least certain first: by score, equals in reading order, what has no score last; decided ones are passed over", () => {
    const scored = words(
      "a b c d e",
      [
        [0, "ORG", { score: 0.9 }],
        [1, "ORG", { score: 0.2, status: "accepted" }],
        [2, "ORG", {}],
        [3, "ORG", { score: 0.4 }],
        [4, "ORG", { score: 0.4 }],
      ],
      [{ id: "r1", head: "e1", tail: "e2", label: "met_with", score: 0.3 }],
    );
    const state = createState(data(scored));
    const walk = [];
    let found = nextPending(state, null, 1, "uncertain");
    for (; walk.length < 5; found = nextPending(state, found, 1, "uncertain")) walk.push(found.id);
    assert.deepEqual(walk, ["r1", "e4", "e5", "e1", "e3"]);
    assert.equal(found.id, "r1"); // round at the end
    assert.equal(nextPending(state, item("e2"), 1, "uncertain").id, "r1"); // from one that is decided: what is next to it
    assert.equal(nextPending(state, item("r1"), -1, "uncertain").id, "e3");
    assert.equal(itemNear(state, 4, "uncertain").id, "r1");
    applyChanges(
      state,
      decide(state, schema, { op: "add_entity", id: "e9", start: 0, end: 3, label: "ORG" }),
    );
    assert.equal(nextPending(state, item("e9"), 1, "uncertain").id, "e3"); // both without a score: as one reads
    assert.equal(ids(pendingItems(state)), "e1 r1 e3 e4 e5");
  });

  for (const [place, id] of [
    [0, "e1"],
    [1, "e2"],
    [5, "r2"],
    [12, "e1"],
  ]) {
    test(`when the item at place ${place} has gone the next pending one is focused`, () => {
      assert.equal(itemNear(createState(data("talks")), place)?.id, id);
    });
  }

  test("with nothing pending the item that takes the place of the one that went is focused", () => {
    const state = createState(data("decided"));
    assert.equal(itemNear(state, 2)?.id, readingOrder(state)[2].id);
    assert.equal(itemNear(state, 99)?.id, readingOrder(state).at(-1).id);
  });

  test("the next of 2,600 items in 100 KB is found by looking at each of them once, without sorting again", () => {
    const entities = Array.from({ length: 2000 }, (_, at) => ({
      id: `e${at}`,
      start: at * 50,
      end: at * 50 + 8,
      label: "DATE",
      status: "accepted",
    }));
    const relations = Array.from({ length: 600 }, (_, at) => ({
      id: `r${at}`,
      head: `e${at * 3}`,
      tail: `e${at * 3 + 1}`,
      label: "met_with",
      status: "accepted",
    }));
    entities[0].status = "pending";
    entities[1999].status = "pending";
    const state = createState(
      data({ text: "x".repeat(100_000), status: "new", comment: "", entities, relations }),
    );
    const before = readingOrder(state);
    let looked = 0;
    const look = state.item.bind(state);
    state.item = (kind, id) => {
      looked += 1;
      return look(kind, id);
    };
    assert.equal(nextPending(state, item("e0"), 1).id, "e1999");
    assert.ok(looked > 0 && looked <= 2600, `${looked} items looked at`);
    assert.equal(readingOrder(state), before);
  });
});
