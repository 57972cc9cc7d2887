import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { takeAwayLater } from "../../../annotator/editor/frontend/streamlit/stale_editor.js";
import { FakeClock } from "../fakes.js";

function looked(shown) {
  const clock = new FakeClock();
  const removed = [];
  const page = { querySelector: (query) => (shown() && query === ".st-key-annotator-message" ? {} : null) };
  takeAwayLater(() => ({ root: { remove: () => removed.push("editor") } }), { clock, page });
  return { clock, removed };
}

describe("an editor that the page has left behind", () => {
  test("goes when the page shows something instead of an article, though late", () => {
    let shown = false;
    const { clock, removed } = looked(() => shown);
    clock.advance(1000);
    assert.deepEqual(removed, []);
    shown = true;
    clock.advance(1500);
    assert.deepEqual(removed, ["editor"]);
  });

  test("stays while there is an article", () => {
    const { clock, removed } = looked(() => false);
    clock.advance(60_000);
    assert.deepEqual(removed, []);
  });
});
