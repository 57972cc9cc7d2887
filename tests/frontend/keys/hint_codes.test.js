import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { HINT_LETTERS, hintCodes, typedHint } from "../../../annotator/editor/frontend/keys/hint_codes.js";

describe("hint letters", () => {
  for (const count of [0, 1, 25, 26, 27, 51, 300, 2000]) {
    test(`are enough, all different, and none begins another: ${count}`, () => {
      const codes = hintCodes(count);
      assert.equal(codes.length, count);
      assert.equal(new Set(codes).size, count);
      const sorted = [...codes].sort();
      for (let at = 1; at < sorted.length; at += 1) assert.ok(!sorted[at].startsWith(sorted[at - 1]));
    });
  }

  test("are shortest for what comes first", () => {
    const lengths = hintCodes(60).map((code) => code.length);
    assert.deepEqual(
      lengths,
      [...lengths].sort((one, other) => one - other),
    );
    assert.equal(lengths.filter((length) => length === 1).length, 24);
  });

  test("are letters that the keyboard hands on", () => {
    assert.match(HINT_LETTERS, /^[a-z]{26}$/);
  });

  test("choose once they are complete, and narrow down before", () => {
    const codes = new Map([
      ["f", "e1"],
      ["zf", "e2"],
      ["zj", "e3"],
    ]);
    assert.deepEqual(typedHint(codes, "f"), { id: "e1" });
    assert.deepEqual(typedHint(codes, "z"), { left: new Set(["e2", "e3"]) });
    assert.equal(typedHint(codes, "q"), null);
  });
});
