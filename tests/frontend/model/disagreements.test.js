/** Where reviewers differ: which place comes next, and what taking a version asks for. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  isOpen,
  itemToFocus,
  linesOf,
  placeToShow,
  stepsOf,
} from "../../../annotator/editor/frontend/model/disagreements.js";
import { look, schema, words } from "../build.js";

const scene = words(
  "Blinken met NATO in Brussels",
  [
    [0, "PERSON", { status: "pending" }],
    [2, "ORG", { status: "pending" }],
    [4, "GPE", { status: "accepted" }],
  ],
  [{ id: "r1", head: "e1", tail: "e3", label: "represents", status: "pending" }],
);
const held = (kind, id, ...by) => ({ kind, id, by });
/** Ada has e1, Bo has e2; only Bo has the relation. */
const adjudication = {
  reviewers: ["Ada", "Bo"],
  places: [
    [held("entity", "e1", {}, null), held("entity", "e2", null, {})],
    [held("relation", "r1", null, { polarity: "negated" })],
  ],
};

describe("where reviewers differ", () => {
  it("is the place of the focus, else the next that is open, round to the first", () => {
    const { state } = look(scene);
    assert.equal(placeToShow(adjudication, state, null), 0);
    assert.equal(placeToShow(adjudication, state, { kind: "relation", id: "r1" }), 1);
    assert.equal(placeToShow(adjudication, state, { kind: "entity", id: "e3" }), 0);
    assert.equal(placeToShow(adjudication, state, null, 0), 1);
    assert.equal(placeToShow(adjudication, state, null, 1), 0);
    state.putEntity({ ...state.entities.get("e1"), status: "accepted" });
    state.putEntity({ ...state.entities.get("e2"), status: "rejected" });
    assert.equal(isOpen(adjudication.places[0], state), false);
    assert.equal(placeToShow(adjudication, state, { kind: "entity", id: "e1" }), 1);
    assert.deepEqual(itemToFocus(adjudication.places[1], state), { kind: "relation", id: "r1" });
  });

  it("takes one version and drops the other, what is dropped first", () => {
    const { state } = look(scene);
    const [place] = adjudication.places;
    assert.deepEqual(stepsOf(place, 0, state, schema), [
      { op: "reject", kind: "entity", id: "e2" },
      { op: "accept", kind: "entity", id: "e1" },
    ]);
    assert.deepEqual(
      stepsOf(place, "both", state, schema).map(({ op }) => op),
      ["accept", "accept"],
    );
    assert.deepEqual(
      stepsOf(place, "neither", state, schema).map(({ op }) => op),
      ["reject", "reject"],
    );
  });

  it("takes the attributes of the version too", () => {
    const { state } = look(scene);
    const steps = stepsOf(adjudication.places[1], 1, state, schema);
    assert.deepEqual(steps.at(-1), { op: "accept", kind: "relation", id: "r1" });
    assert.deepEqual(steps[0], {
      op: "set_attribute",
      kind: "relation",
      id: "r1",
      name: "polarity",
      value: "negated",
    });
    assert.deepEqual(stepsOf(adjudication.places[1], 0, state, schema), [
      { op: "reject", kind: "relation", id: "r1" },
    ]);
  });

  it("is told in words, a line for each item of a reviewer", () => {
    const { state } = look(scene);
    const names = {
      wordsOf: (id) => ({ e1: "Blinken", e2: "NATO", e3: "Brussels" })[id],
      titleOf: (label) => label.toLowerCase(),
    };
    assert.deepEqual(linesOf(adjudication.places[0], 0, state, names), [
      { label: "person", words: "Blinken" },
    ]);
    assert.deepEqual(linesOf(adjudication.places[1], 0, state, names), []);
    assert.deepEqual(linesOf(adjudication.places[1], 1, state, names), [
      { label: "represents, negated", words: "Blinken → Brussels" },
    ]);
  });
});
