import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Activity } from "../../../annotator/editor/frontend/session/activity.js";
import { History } from "../../../annotator/editor/frontend/model/undo.js";
import { quoted } from "../../../annotator/editor/frontend/model/python_repr.js";
import { FakeClock } from "../fakes.js";

const entry = (seq) => ({ client: "c-1", seq, verb: "accept" });

describe("the undo and redo stacks", () => {
  test("a decision goes from one side to the other, and a new one empties the redo side", () => {
    const history = new History();
    for (const seq of [1, 2]) history.record(entry(seq), []);
    history.turn("undo", entry(2));
    assert.deepEqual([history.newest("undo"), history.newest("redo")], [entry(1), entry(2)]);
    history.turn("redo", entry(2));
    assert.deepEqual([history.newest("undo"), history.newest("redo")], [entry(2), null]);
    history.turn("undo", entry(1));
    history.record(entry(3), []);
    assert.deepEqual(history.stacks, { undo: [entry(2), entry(3)], redo: [] });
  });

  test("one that is on no stack changes nothing", () => {
    const history = new History();
    history.turn("undo", entry(1));
    assert.deepEqual(history.stacks, { undo: [], redo: [] });
  });

  test("an afternoon of decisions keeps the changes of the last 500, the server knows the rest", () => {
    const history = new History();
    for (let seq = 1; seq <= 3000; seq += 1)
      history.record(entry(seq), [["entity", "e1", { status: "pending" }, { status: "accepted" }]]);
    assert.deepEqual(
      [history.known.size, history.changesOf(entry(2500)), history.changesOf(entry(2501))?.length],
      [500, null, 1],
    );
    assert.equal(history.stacks.undo.length, 3000);
  });
});

describe("the time a decision took", () => {
  for (const [pauses, seconds] of [
    [[1000, 400], 1.4],
    [[40_000], 30],
    [[29_000, 29_000], 58],
    [[600_000, 2000], 32],
    [[], 0],
  ]) {
    test(`work with pauses of ${pauses.join(", ") || "nothing"} ms counts as ${seconds} s`, () => {
      const clock = new FakeClock();
      const activity = new Activity(clock);
      for (const pause of pauses) {
        clock.advance(pause);
        activity.touch();
      }
      assert.equal(activity.take(), seconds);
      assert.equal(activity.take(), 0);
    });
  }

  test("a clock that is set back counts nothing", () => {
    const clock = new FakeClock();
    const activity = new Activity(clock);
    clock.time -= 50_000;
    assert.equal(activity.take(), 0);
  });
});

describe("words in quotes, as Python writes them", () => {
  for (const [text, expected] of [
    ["a", "'a'"],
    ["it's", '"it\'s"'],
    ['"it\'s"', "'\"it\\'s\"'"],
    ["\\\n", "'\\\\\\n'"],
    ["\u2028\ue000\u{e0001}", "'\\u2028\\ue000\\U000e0001'"],
  ]) {
    test(`${JSON.stringify(text)} is ${expected}`, () => assert.equal(quoted(text), expected));
  }
});
