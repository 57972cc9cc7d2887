import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Activity } from "../../../annotator/editor/frontend/session/activity.js";
import { ArticleTimer } from "../../../annotator/editor/frontend/view/article_timer.js";
import { Pace } from "../../../annotator/editor/frontend/session/work_time.js";
import { FakeClock } from "../fakes.js";

/** A timer on an article, and all that it has shown. */
function timer(spent = 0) {
  const clock = new FakeClock();
  const pace = new Pace(clock);
  pace.begin(spent);
  const shown = [];
  const made = new ArticleTimer(
    pace,
    clock,
    (seconds, paused) => void shown.push(paused ? `${seconds} paused` : seconds),
  );
  made.tick();
  const act = () => {
    pace.touch();
    made.wake();
  };
  return { clock, pace, made, shown, act };
}

describe("the time of an article", () => {
  test("is shown each second", () => {
    const { clock, shown } = timer();
    clock.advance(3000);
    assert.deepEqual(shown, [0, 1, 2, 3]);
  });

  test("stands when nobody acts for half a minute, and costs nothing then", () => {
    const { clock, shown } = timer();
    clock.advance(600_000);
    assert.equal(shown.at(-1), "30 paused");
    assert.deepEqual([shown.length, clock.jobs.size], [31, 0]);
  });

  test("goes on where it stood when somebody acts again", () => {
    const { clock, shown, act } = timer();
    clock.advance(600_000);
    act();
    clock.advance(2000);
    assert.deepEqual(shown.slice(-4), ["30 paused", 30, 31, 32]);
  });

  test("goes on from what was spent on it before", () => {
    const { clock, shown } = timer(61_400);
    clock.advance(1000);
    assert.deepEqual(shown, [61, 62]);
  });

  test("is not shown any more once the editor is closed", () => {
    const { clock, made, shown } = timer();
    made.stop();
    clock.advance(5000);
    assert.deepEqual([shown.length, clock.jobs.size], [1, 0]);
  });
});

describe("the pace", () => {
  test("is unknown before an article is completed, then the mean of the time at work on each", () => {
    const clock = new FakeClock();
    const pace = new Pace(clock);
    assert.equal(pace.seconds, null);
    clock.advance(10_000);
    pace.complete("a1");
    pace.begin(0);
    clock.advance(20_000);
    pace.complete("a2");
    assert.equal(pace.seconds, 15);
  });

  test("counts an article once that is completed, taken back and completed again", () => {
    const clock = new FakeClock();
    const pace = new Pace(clock);
    clock.advance(10_000);
    pace.complete("a1");
    pace.begin(10_000);
    clock.advance(4000);
    pace.complete("a1");
    assert.equal(pace.seconds, 14);
  });
});

test("a clock that is set back takes nothing away", () => {
  const clock = new FakeClock();
  const activity = new Activity(clock);
  clock.advance(5000);
  activity.touch();
  clock.time -= 3_600_000;
  assert.deepEqual([activity.elapsed, activity.paused], [5000, false]);
});
