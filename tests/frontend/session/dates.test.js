import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Asker } from "../../../annotator/editor/frontend/sync/asker.js";
import { Dates, timeInWords } from "../../../annotator/editor/frontend/session/dates.js";
import { FakeClock, settle } from "../fakes.js";

const MONDAY = { value: "2021-03-22", granularity: "day" };

/** Dates beside a server that has answered nothing yet; `told` counts how often more came to be known. */
function scene() {
  const sent = [];
  const told = [];
  const asker = new Asker({ clock: new FakeClock(), send: (question) => void sent.push(question) });
  const dates = new Dates(asker, () => told.push(sent.length));
  const answer = async (
    question,
    more = { dates: question.words.map((words) => ({ words, time: MONDAY })) },
  ) => {
    asker.receive({ format: "annotator-answer/1", number: question.number, what: "dates", ...more });
    await settle();
  };
  return { dates, sent, told, answer };
}

const monday = { published: "2021-03-24", words: "Monday" };

describe("what dates mean", () => {
  test("what comes with an article is not asked for, and holds for its publication date alone", () => {
    const { dates, sent } = scene();
    dates.learn({
      article: { published: "2021-03-24" },
      dates: [
        { words: "Monday", time: MONDAY },
        { words: "now", time: null },
      ],
    });
    dates.want("2021-03-24", ["Monday", "now"]);
    assert.deepEqual(sent, []);
    assert.equal(dates.of(monday), MONDAY);
    assert.equal(dates.of({ ...monday, published: "2021-03-31" }), null);
    assert.equal(dates.of({ ...monday, published: null }), null);
  });

  test("what is not known is asked for once, and shown when it is known", async () => {
    const { dates, sent, told, answer } = scene();
    dates.want("2021-03-24", ["Monday", "Monday", "x".repeat(81)]);
    dates.want("2021-03-24", ["Monday"]);
    assert.deepEqual(
      sent.map(({ what, published, words }) => [what, published, words]),
      [["dates", "2021-03-24", ["Monday"]]],
    );
    assert.equal(dates.of(monday), null);
    await answer(sent[0]);
    assert.equal(dates.of(monday), MONDAY);
    dates.want("2021-03-24", ["Monday"]);
    assert.deepEqual([sent.length, told.length], [1, 1]);
  });

  test("a newer question is about all that is still open", async () => {
    const { dates, sent, answer } = scene();
    dates.want(null, ["May 2020"]);
    dates.want(null, ["May"]);
    await answer(sent[0]); // nobody listens any more
    assert.deepEqual(sent[1].words, ["May 2020", "May"]);
    await answer(sent[1]);
    assert.equal(dates.of({ published: null, words: "May 2020" }), MONDAY);
  });

  test("what another article left open is not asked for", async () => {
    const { dates, sent, answer } = scene();
    dates.want("2021-03-24", ["Monday"]);
    dates.want("2022-03-24", ["Friday"]);
    await answer(sent[0]);
    assert.deepEqual([sent[1].published, sent[1].words], ["2022-03-24", ["Friday"]]);
  });

  test("many are asked for in several questions", async () => {
    const { dates, sent, answer } = scene();
    dates.want(
      null,
      Array.from({ length: 60 }, (_, at) => String(1900 + at)),
    );
    await answer(sent[0]);
    await answer(sent[1]);
    assert.deepEqual(
      sent.map(({ words }) => words.length),
      [50, 10],
    );
  });

  test("without an answer nothing is shown, and the next change asks again", async () => {
    const { dates, sent, told, answer } = scene();
    dates.want("2021-03-24", ["Monday"]);
    await answer(sent[0], { fault: "no" });
    assert.deepEqual([dates.of(monday), told.length], [null, 0]);
    dates.want("2021-03-24", ["Monday"]);
    assert.equal(sent.length, 2);
  });

  test("a day and a year are written as they are exported, what else there is says what it is", () => {
    assert.equal(timeInWords(MONDAY), "2021-03-22");
    assert.equal(timeInWords({ value: "2020", granularity: "year" }), "2020");
    assert.equal(timeInWords({ value: "199", granularity: "decade" }), "199 (decade)");
  });
});
