import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  attributesFor,
  labelChoices,
  legalEntityLabels,
  legalRelationLabels,
  legalTargets,
  nextAttributeValue,
} from "../../../annotator/editor/frontend/model/legal.js";
import { Refused, decide } from "../../../annotator/editor/frontend/model/decide.js";
import { createState } from "../../../annotator/editor/frontend/model/state.js";
import { data, look, schema } from "../build.js";

const names = (labels) => labels.map(({ label }) => label);

describe("what is legal", () => {
  test("every entity label may be chosen", () => {
    assert.deepEqual(names(legalEntityLabels(schema)), ["PERSON", "ORG", "GPE", "DATE"]);
  });

  const PAIRS = [
    ["e1", "e2", ["met_with"]],
    ["e1", "h1", ["met_with", "represents", "works_with"]],
    ["h1", "e1", ["met_with", "works_with"]],
    ["e3", "e5", ["located_in"]],
    ["e4", "e1", []],
    ["e1", "e6", []],
    ["e1", "e1", []],
    ["e1", "gone", []],
  ];
  for (const [head, tail, expected] of PAIRS) {
    test(`from ${head} to ${tail} only these are offered: ${expected.join(", ") || "none"}`, () => {
      assert.deepEqual(names(legalRelationLabels(createState(data("talks")), schema, head, tail)), expected);
    });
  }

  test("targets stand in reading order with the labels that are still free", () => {
    const targets = legalTargets(createState(data("talks")), schema, "e1");
    assert.deepEqual(
      targets.map(({ id, labels }) => [id, names(labels)]),
      [
        ["e3", ["represents"]],
        ["h1", ["met_with", "represents"]],
      ],
    );
  });

  test("a symmetric relation written the other way round takes its label too", () => {
    const targets = legalTargets(createState(data("talks")), schema, "h1");
    assert.deepEqual(
      targets.map(({ id, labels }) => [id, names(labels)]),
      [
        ["e1", ["met_with"]],
        ["e2", ["met_with", "works_with"]],
        ["e3", ["located_in"]],
        ["e5", ["located_in"]],
      ],
    );
  });

  test("every target and label that is offered is accepted by the rules, and none is left out", () => {
    const state = createState(data("talks"));
    for (const head of state.entities.keys()) {
      const offered = new Set(
        legalTargets(state, schema, head).flatMap(({ id, labels }) =>
          names(labels).map((label) => `${id} ${label}`),
        ),
      );
      for (const tail of state.entities.keys()) {
        for (const { label } of schema.relation_labels) {
          let allowed = true;
          try {
            decide(state, schema, { op: "add_relation", id: "h9", head, tail, label });
          } catch (error) {
            assert.ok(error instanceof Refused);
            allowed = false;
          }
          assert.equal(offered.has(`${tail} ${label}`), allowed, `${head} ${label} ${tail}`);
        }
      }
    }
  });

  test("the list of a relation holds what its ends allow, that of an entity every label", () => {
    const { state } = look("talks");
    assert.deepEqual(names(labelChoices(state, schema, { kind: "relation", id: "h2" })), [
      "met_with",
      "represents",
      "works_with",
    ]);
    assert.equal(labelChoices(state, schema, { kind: "entity", id: "e1" }).length, 4);
    assert.deepEqual(labelChoices(state, schema, { kind: "relation", id: "gone" }), []);
  });

  for (const [kind, label, expected] of [
    ["relation", "met_with", "polarity certainty"],
    ["relation", "represents", "polarity"],
    ["entity", "ORG", "role"],
    ["entity", "DATE", ""],
  ]) {
    test(`a ${label} may carry: ${expected || "nothing"}`, () => {
      assert.equal(
        attributesFor(schema, kind, label)
          .map(({ name }) => name)
          .join(" "),
        expected,
      );
    });
  }

  for (const [present, expected] of [
    [{}, "negated"],
    [{ polarity: "negated" }, "affirmed"],
    [{ polarity: "odd" }, "affirmed"],
  ]) {
    test(`one press of the attribute's key goes from ${present.polarity ?? "the default"} to ${expected}`, () => {
      assert.equal(nextAttributeValue(schema.attributes[0], { attributes: present }), expected);
    });
  }

  test("without a default the first press gives the first value", () => {
    assert.equal(nextAttributeValue(schema.attributes[1], { attributes: {} }), "asserted");
  });
});
