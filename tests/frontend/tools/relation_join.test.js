import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { joined, targetsOf } from "../../../annotator/editor/frontend/tools/relation_join.js";
import { Refused, decide } from "../../../annotator/editor/frontend/model/decide.js";
import { createState } from "../../../annotator/editor/frontend/model/state.js";
import { data, schema } from "../build.js";

const state = () => createState(data("talks"));

/** What decide() makes of an operation; null where it refuses. */
function decided(operation) {
  try {
    return decide(state(), schema, operation);
  } catch (error) {
    assert.ok(error instanceof Refused);
    return null;
  }
}

describe("another end for a relation", () => {
  test("keeps the label that stays legal, in one step", () => {
    const relation = state().relations.get("r1");
    assert.deepEqual(joined({ fixed: relation.head, end: "tail", relation }, "h1", relation.label, "n1"), {
      op: "reattach",
      kind: "relation",
      id: "r1",
      head: relation.head,
      tail: "h1",
    });
  });

  test("takes another label with it as one decision, so that one undo takes both back", () => {
    const relation = state().relations.get("r1");
    const operation = joined({ fixed: relation.tail, end: "head", relation }, "h1", "works_with", "n1");
    assert.equal(operation.op, "batch");
    assert.deepEqual(
      operation.operations.map(({ op }) => op),
      ["reattach", "relabel"],
    );
    assert.deepEqual([operation.operations[0].head, operation.operations[0].tail], ["h1", relation.tail]);
  });

  test("is none of the ends that it has", () => {
    for (const relation of state().relations.values()) {
      for (const end of ["head", "tail"]) {
        const fixed = end === "tail" ? relation.head : relation.tail;
        const ids = targetsOf({ state: state(), schema }, { fixed, end, relation }).map(({ id }) => id);
        assert.ok(!ids.includes(relation.head) && !ids.includes(relation.tail), relation.id);
      }
    }
  });

  test("is offered with exactly the labels that the rules accept, and with none of the others", () => {
    for (const relation of state().relations.values()) {
      for (const end of /** @type {const} */ (["head", "tail"])) {
        const quest = { fixed: end === "tail" ? relation.head : relation.tail, end, relation };
        const offered = new Set(
          targetsOf({ state: state(), schema }, quest).flatMap(({ id, labels }) =>
            labels.map(({ label }) => `${id} ${label}`),
          ),
        );
        for (const other of state().entities.keys()) {
          for (const { label } of schema.relation_labels) {
            if (other === relation[end] || relation.status === "rejected") continue;
            // a label that stays is not judged by the rules: it may become illegal, but then it is not
            // offered
            if (label === relation.label) continue;
            const allowed = decided(joined(quest, other, label, "n1")) !== null;
            assert.equal(
              offered.has(`${other} ${label}`),
              allowed,
              `${relation.id} ${end} ${other} ${label}`,
            );
          }
        }
      }
    }
  });
});
