import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { merged } from "../../../annotator/editor/frontend/session/events.js";

const [e1, e2, e3] = ["e1", "e2", "e3"].map((id) => ({ kind: "entity", id }));
const event = (previousFocus, focus, changed = []) => ({
  changed: new Set(changed),
  focus,
  previousFocus,
  status: "saved",
  saved: true,
  reset: false,
  review: false,
  notices: [],
});

describe("two events told as one", () => {
  test("begin where the first of them began", () => {
    const { previousFocus, focus } = merged(event(e1, e2), event(e2, e3));
    assert.deepEqual([previousFocus, focus], [e1, e3]);
  });

  test("know the focus before the edit also where the news of saving came first", () => {
    const { previousFocus, focus, changed } = merged(event(e2, e2), event(e1, e2, ["entity:e1"]));
    assert.deepEqual([previousFocus, focus, [...changed]], [e1, e2, ["entity:e1"]]);
  });

  test("hold all that changed", () => {
    assert.deepEqual(
      [...merged(event(e1, e1, ["entity:e1"]), event(e1, e1, ["entity:e2"])).changed],
      ["entity:e1", "entity:e2"],
    );
  });
});
