import assert from "node:assert/strict";
import { test } from "node:test";
import { Ahead } from "../../../annotator/editor/frontend/view/draw_ahead.js";

const subject = (length = 100) => ({ state: {}, offsets: { length } });

/** Drawing in three steps, in idle moments that come when the test says so. */
function drawn() {
  const log = [];
  const moments = [];
  const ahead = new Ahead(
    function* (given) {
      for (const part of ["head", "text", "list"]) {
        log.push(part);
        yield;
      }
      return { of: given.state };
    },
    (steps, done) => {
      let stopped = false;
      moments.push(() => {
        const step = stopped ? null : steps.next();
        if (step?.done) done(step.value);
      });
      return () => void (stopped = true);
    },
  );
  return { ahead, log, moment: () => moments.at(-1)?.() };
}

test("a page that was drawn while nobody acted is handed out once, for the state it was drawn from", () => {
  const { ahead, log, moment } = drawn();
  const next = subject();
  ahead.prepare(next);
  for (let time = 0; time < 4; time += 1) moment();
  assert.equal(ahead.take({}), null);
  assert.equal(ahead.take(next.state).of, next.state);
  assert.equal(ahead.take(next.state), null);
  assert.deepEqual(log, ["head", "text", "list"]);
});

test("a page that was only begun is finished when it is wanted, and nothing is drawn twice", () => {
  const { ahead, log, moment } = drawn();
  const next = subject();
  ahead.prepare(next);
  moment();
  assert.equal(ahead.take(next.state).of, next.state);
  moment();
  assert.deepEqual(log, ["head", "text", "list"]);
});

test("another article takes the place of the one drawn, and none of it is drawn any further", () => {
  const { ahead, log, moment } = drawn();
  const [one, other] = [subject(), subject()];
  ahead.prepare(one);
  moment();
  ahead.prepare(other);
  assert.equal(ahead.take(one.state), null);
  ahead.prepare(null);
  assert.equal(ahead.take(other.state), null);
  moment();
  assert.deepEqual(log, ["head"]);
});

test("an article too long to be kept twice in the page is drawn when it is shown", () => {
  const { ahead, log, moment } = drawn();
  const next = subject(1_000_000);
  ahead.prepare(next);
  moment();
  assert.deepEqual([ahead.take(next.state), log], [null, []]);
});
