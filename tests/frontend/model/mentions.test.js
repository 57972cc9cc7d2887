import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mentionOperation, mentionsOf } from "../../../annotator/editor/frontend/model/mentions.js";
import { look, review, words } from "../build.js";

const TEXT =
  "Turkey 😀 left. Turkey's envoy (Turkey) met Republic of Turkey but not Turkeyville or turkey . Turkey";

function scene(marks) {
  return words(TEXT, [[0, "GPE", {}], ...marks]);
}
const found = (marks) => mentionsOf(look(scene(marks)), "e1").map(({ start, entityId }) => [start, entityId]);
const places = [...TEXT].join("").matchAll(/Turkey(?!ville)/g);
const starts = [...places].map(({ index }) => Array.from(TEXT.slice(0, index)).length);

describe("identical mentions", () => {
  test("whole words are found behind emoji, inside brackets and before 's; parts of words and other cases are not", () => {
    assert.deepEqual(
      found([]).map(([start]) => start),
      starts.slice(1),
    );
  });

  test("those inside another entity are left out", () => {
    const inside = scene([]);
    const at = Array.from(TEXT.slice(0, TEXT.indexOf("Republic"))).length;
    inside.entities.push({ id: "e2", start: at, end: at + 18, label: "GPE" });
    assert.deepEqual(
      mentionsOf(look(inside), "e1").map(({ start }) => start),
      [starts[1], starts[2], starts[4]],
    );
  });

  const STATUSES = [
    ["pending", "GPE", true],
    ["accepted", "GPE", false],
    ["accepted", "ORG", true],
    ["rejected", "GPE", false],
    ["rejected", "ORG", false],
  ];
  for (const [status, label, offered] of STATUSES) {
    test(`one that is a ${status} ${label} is ${offered ? "offered" : "left out"}`, () => {
      const marked = scene([]);
      marked.entities.push({ id: "e2", start: starts[4], end: starts[4] + 6, label, status });
      const last = mentionsOf(look(marked), "e1").find(({ start }) => start === starts[4]);
      assert.deepEqual(last?.entityId, offered ? "e2" : undefined);
    });
  }

  test("one step labels those that were left in, and accepts the entity itself", () => {
    const marked = scene([]);
    marked.entities.push({ id: "e2", start: starts[4], end: starts[4] + 6, label: "ORG" });
    const { review: shown, sent } = review(marked);
    const mentions = mentionsOf(shown, "e1").filter(({ start }) => start !== starts[1]);
    assert.equal(shown.dispatch(mentionOperation(shown, "e1", mentions)).refused, null);
    const labels = [...shown.state.entities.values()].map(({ start, label, status }) => [
      start,
      label,
      status,
    ]);
    assert.deepEqual(
      labels.sort(([one], [other]) => one - other),
      [
        [starts[0], "GPE", "accepted"],
        [starts[2], "GPE", "added"],
        [starts[3], "GPE", "added"],
        [starts[4], "GPE", "corrected"],
      ],
    );
    assert.equal(sent[0].operations.length, 1);
    shown.undo();
    assert.equal(shown.state.entities.size, 2);
  });

  test("where nothing is to do there is no step", () => {
    const { review: shown } = review(words("Turkey left", [[0, "GPE", { status: "accepted" }]]));
    assert.equal(mentionOperation(shown, "e1", mentionsOf(shown, "e1")), null);
    assert.equal(mentionOperation(shown, "gone", []), null);
    assert.deepEqual(mentionsOf(shown, "gone"), []);
  });
});
