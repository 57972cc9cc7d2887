import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Asker, LIFE } from "../../../annotator/editor/frontend/sync/asker.js";
import { FakeClock, randomFrom, settle } from "../fakes.js";

/** An asker whose questions wait in `sent`; `edits.under` says whether edits are under way. */
function asker(given = {}) {
  const clock = new FakeClock();
  const sent = [];
  const edits = { under: false };
  const made = new Asker({
    clock,
    send: (question) => void sent.push(question),
    busy: () => edits.under,
    ...given,
  });
  const said = [];
  const ask = (what, parameters, how) =>
    void made
      .ask(what, parameters, how)
      .then((answer) => said.push([what, answer && (answer.fault ?? answer.text)]));
  const answer = (question, fields = {}) =>
    made.receive({
      format: "annotator-answer/1",
      number: question.number,
      what: question.what,
      text: `to ${question.number}`,
      ...fields,
    });
  return { made, clock, sent, edits, said, ask, answer };
}

const SILENCE = "the server does not answer";

describe("asking", () => {
  test("a question goes at once, in the shape of the wire, and its answer comes back", async () => {
    const { sent, said, ask, answer } = asker();
    ask("next", { after: "a1" });
    assert.deepEqual(sent, [{ format: "annotator-ask/1", number: 1, what: "next", after: "a1" }]);
    answer(sent[0]);
    await settle();
    assert.deepEqual(said, [["next", "to 1"]]);
  });

  test("a parameter cannot pose as the envelope", () => {
    const { sent, ask } = asker();
    ask("next", { format: "x", number: 9, what: "other" });
    assert.deepEqual(sent, [{ format: "annotator-ask/1", number: 1, what: "next" }]);
  });

  test("one question is under way at a time, the others follow in the order they were asked", async () => {
    const { sent, said, ask, answer } = asker();
    ask("next");
    ask("history");
    ask("search");
    assert.deepEqual(
      sent.map(({ what }) => what),
      ["next"],
    );
    answer(sent[0]);
    answer(sent[1]);
    answer(sent[2]);
    await settle();
    assert.deepEqual(
      said.map(([what]) => what),
      ["next", "history", "search"],
    );
  });

  test("of several questions of a kind only the newest is answered", async () => {
    const { sent, said, ask, answer } = asker();
    ask("search", { words: "b" });
    ask("search", { words: "bl" });
    ask("search", { words: "bli" });
    answer(sent[0]);
    assert.deepEqual(
      sent.map(({ words }) => words),
      ["b", "bli"],
    );
    answer(sent[1]);
    await settle();
    assert.deepEqual(said, [
      ["search", null],
      ["search", null],
      ["search", "to 2"],
    ]);
  });

  test("a question waits until everything typed is stored, an urgent one does not", async () => {
    const { made, sent, edits, said, ask, answer } = asker();
    edits.under = true;
    ask("next");
    ask("search", {}, { urgent: true });
    assert.deepEqual(
      sent.map(({ what }) => what),
      ["search"],
    );
    answer(sent[0]);
    assert.equal(sent.length, 1);
    edits.under = false;
    made.pump();
    answer(sent[1]);
    await settle();
    assert.deepEqual(
      said.map(([what]) => what),
      ["search", "next"],
    );
  });

  test("a sentence that says why there is no answer is handed on", async () => {
    const { sent, said, ask, answer } = asker();
    ask("history", { article_id: "gone" });
    answer(sent[0], { fault: "there is no article 'gone'" });
    await settle();
    assert.deepEqual(said, [["history", "there is no article 'gone'"]]);
  });
});

describe("no answer", () => {
  test("a question is asked once more under a new number, and then given up with a sentence", async () => {
    const { sent, said, ask, clock } = asker();
    ask("next");
    clock.advance(LIFE);
    await settle();
    assert.deepEqual(
      sent.map(({ number }) => number),
      [1, 2],
    );
    assert.deepEqual(said, [["next", SILENCE]]);
    assert.equal(clock.jobs.size, 0);
  });

  test("the next question goes when the one before it was given up", () => {
    const { sent, ask, clock } = asker();
    ask("next");
    clock.advance(5000);
    ask("history");
    clock.advance(4000);
    assert.deepEqual(
      sent.map(({ what }) => what),
      ["next", "next", "history"],
    );
  });

  test("where nothing can be sent yet it is tried once more", async () => {
    let mounted = false;
    const sent = [];
    const { said, ask, answer, clock } = asker({
      send: (question) => {
        if (!mounted) throw new Error("nothing is mounted");
        sent.push(question);
      },
    });
    ask("next");
    mounted = true;
    clock.advance(4000);
    answer(sent[0]);
    await settle();
    assert.deepEqual(said, [["next", "to 2"]]);
  });

  test("what waits behind edits that cannot be stored is given up too", async () => {
    const { sent, edits, said, ask, clock } = asker();
    edits.under = true;
    ask("next");
    clock.advance(LIFE);
    await settle();
    assert.deepEqual(said, [["next", SILENCE]]);
    assert.equal(sent.length, 0);
  });

  const LATE = {
    "the same one again": (sent) => sent[0],
    "one to the number before": () => ({ number: 0, what: "next" }),
    "one to something else": (sent) => ({ number: sent[1].number, what: "history" }),
  };
  for (const [name, made] of Object.entries(LATE)) {
    test(`an answer is harmless: ${name}`, async () => {
      const { sent, said, ask, answer } = asker();
      ask("next");
      answer(sent[0]);
      ask("next");
      answer(made(sent));
      await settle();
      assert.deepEqual(said, [["next", "to 1"]]);
    });
  }
});

test("whatever happens, every question is settled once and never two are under way", async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = randomFrom(seed);
    const { made, clock, sent, edits, said, ask, answer } = asker();
    let asked = 0;
    for (let step = 0; step < 40; step += 1) {
      const pick = random();
      if (pick < 0.4) {
        asked += 1;
        ask(["next", "history", "search"][Math.floor(random() * 3)], {}, { urgent: random() < 0.3 });
      } else if (pick < 0.6 && sent.length > 0) answer(sent[Math.floor(random() * sent.length)]);
      else if (pick < 0.8) clock.advance(random() * 6000);
      else {
        edits.under = random() < 0.5;
        made.pump();
      }
    }
    edits.under = false;
    clock.advance(10 * LIFE);
    await settle();
    assert.equal(said.length, asked, `seed ${seed}`);
    assert.equal(made.flight, null);
    assert.deepEqual([made.waiting.size, clock.jobs.size], [0, 0]);
  }
});
