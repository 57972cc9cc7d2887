import assert from "node:assert/strict";
import { test } from "node:test";
import { Gathering } from "../../../annotator/editor/frontend/view/event_batch.js";

const event = (key) => ({
  changed: new Set([key]),
  focus: null,
  previousFocus: null,
  status: "saved",
  saved: true,
  reset: false,
  review: false,
  notices: [],
});

function gathering() {
  const told = [];
  const made = new Gathering({
    draw: ({ changed }) => told.push([...changed].join(" ")),
    finish: () => told.push("end"),
  });
  return { made, told };
}

test("what several steps of one command change is drawn once, at its end", () => {
  const { made, told } = gathering();
  const answer = made.together(() => {
    made.notice(event("entity:e1"));
    made.together(() => made.notice(event("entity:e2")));
    assert.deepEqual(told, []);
    return "done";
  });
  assert.deepEqual([answer, told], ["done", ["entity:e1 entity:e2", "end"]]);
});

test("what happens by itself is drawn at once", () => {
  const { made, told } = gathering();
  made.notice(event("entity:e1"));
  assert.deepEqual(told, ["entity:e1"]);
});

test("a command that fails still shows what it changed before", () => {
  const { made, told } = gathering();
  const fails = () => {
    made.notice(event("entity:e1"));
    throw new TypeError("a bug");
  };
  assert.throws(() => made.together(fails), TypeError);
  made.notice(event("entity:e2"));
  assert.deepEqual(told, ["entity:e1", "end", "entity:e2"]);
});
