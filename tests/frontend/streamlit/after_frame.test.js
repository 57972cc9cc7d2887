import assert from "node:assert/strict";
import { test } from "node:test";

import { afterFrame } from "../../../annotator/editor/frontend/streamlit/after_frame.js";

/** A browser window whose frames and timers come when the test says so. */
function frames({ hidden = false } = {}) {
  const waiting = { frames: [], timers: [], messages: [] };
  class Channel {
    port1 = { onmessage: null, close() {} };
    port2 = { postMessage: () => waiting.messages.push(() => this.port1.onmessage()) };
  }
  const run = (name) => waiting[name].splice(0).forEach((job) => job());
  return {
    document: { hidden },
    requestAnimationFrame: (job) => waiting.frames.push(job),
    setTimeout: (job) => waiting.timers.push(job),
    MessageChannel: Channel,
    run,
  };
}

test("a job waits until the frame has been drawn", () => {
  const window = frames();
  let done = 0;
  afterFrame(() => (done += 1), window);
  assert.equal(done, 0);
  window.run("frames");
  assert.equal(done, 0, "still in the frame");
  window.run("messages");
  assert.equal(done, 1);
});

test("a window that draws no frames holds nothing up", () => {
  const window = frames();
  let done = 0;
  afterFrame(() => (done += 1), window);
  window.run("timers");
  assert.equal(done, 1);
  window.run("frames");
  window.run("messages");
  assert.equal(done, 1, "and it is done once");
});

test("a hidden page does it at once", () => {
  let done = 0;
  afterFrame(() => (done += 1), frames({ hidden: true }));
  assert.equal(done, 1);
});
