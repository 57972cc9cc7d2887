import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { data, review as opened } from "../build.js";

const entity = (id) => ({ kind: "entity", id });
const relation = (id) => ({ kind: "relation", id });
const on = (op, item, fields = {}) => ({ op, ...item, ...fields });

/** A review that is complete; what `change` makes of its picture. */
function complete(change = {}) {
  const whole = data("decided");
  return opened("decided", { ...whole, review: { ...whole.review, status: "complete" }, ...change });
}

const told = ({ events }) =>
  events.flatMap(({ notices }) => notices).map(({ reason, tone }) => [tone, reason]);

describe("an article without any entity", () => {
  test("is completed by the second press, which carries that it was confirmed", () => {
    const { review: shown, sent } = opened("nothing");
    const first = shown.run({ command: "complete" });
    assert.equal(
      first.asks.sentence,
      "No entity is marked here. Ctrl ↵ once more completes the article as one without any.",
    );
    assert.deepEqual([shown.state.status, first.open, sent.length], ["new", null, 0]);
    assert.notEqual(shown.run({ command: "complete" }).open, null);
    const [{ op, empty }] = sent[0].operations;
    assert.deepEqual([shown.state.status, op, empty], ["complete", "complete", true]);
  });

  test("is asked about again after something else was looked at", () => {
    const { review: shown } = opened("nothing");
    shown.run({ command: "complete" });
    shown.focusOn(null);
    assert.ok(shown.run({ command: "complete" }).asks);
  });

  test("what is left to decide is said before anything is asked", () => {
    const { review: shown } = opened("emoji");
    assert.match(shown.run({ command: "complete" }).refused, /^2 left to decide/);
  });
});

describe("an edit of a complete article", () => {
  test("leaves it complete while it is sound, and says so", () => {
    const made = complete();
    made.review.dispatch(on("reject", relation("r1")));
    assert.equal(made.review.state.status, "complete");
    assert.deepEqual(told(made), [
      ["gold", "Rejected “Blinken” met “NATO”. The article stays complete: its gold is as you see it now."],
    ]);
  });

  test("that makes it unsound is asked about first, then says what to do", () => {
    const made = complete();
    const first = made.review.dispatch(on("flip", relation("r2")));
    assert.equal(
      first.asks.sentence,
      "The article would not be complete any more: located_in cannot go from GPE to ORG: relabel, flip or delete it first." +
        " The same once more does it.",
    );
    assert.equal(made.review.state.relations.get("r2").head, "e2");
    assert.equal(made.review.dispatch(on("flip", relation("r2"))).asks, undefined);
    assert.equal(made.review.state.status, "in_progress");
    const [[tone, words]] = told(made);
    assert.equal(tone, "lost");
    assert.match(
      words,
      /The article is not complete any more\. located_in cannot go .* Ctrl ↵ completes it then\.$/,
    );
  });

  test("to skip it is asked about first", () => {
    const { review: shown } = complete();
    const { sentence } = shown.run({ command: "skip" }).asks;
    assert.equal(sentence, "This article is complete. Skipped it is no gold. ⇧ S once more skips it.");
    assert.equal(shown.state.status, "complete");
    assert.equal(shown.run({ command: "skip" }).asks, undefined);
  });

  test("nothing is asked or said where the article was not complete", () => {
    const made = opened("decided");
    assert.equal(made.review.dispatch(on("flip", relation("r2"))).asks, undefined);
    assert.deepEqual(told(made), []);
  });
});

describe("undo and redo", () => {
  test("say what they did", () => {
    const made = opened("talks");
    made.review.dispatch(on("accept", entity("e1")));
    made.review.undo();
    made.review.redo();
    assert.deepEqual(told(made), [
      ["told", "Undid: accepted “Blinken” PERSON."],
      ["told", "Did again: accepted “Blinken” PERSON."],
    ]);
  });

  test("take a completion back only when asked twice", () => {
    const made = opened("decided");
    made.review.dispatch({ op: "complete" });
    const first = made.review.undo();
    assert.equal(
      first.asks.sentence,
      "This takes the completion of the article back: it is no gold then. u once more does it.",
    );
    assert.equal(made.review.state.status, "complete");
    assert.equal(made.review.undo().asks, undefined);
    assert.equal(made.review.state.status, "in_progress");
  });

  test("an undo whose effect only the server knows is asked about in a complete article", () => {
    const made = complete({ undo: [{ client: "c-old", seq: 4, verb: "accept" }] });
    assert.match(
      made.review.undo().asks.sentence,
      /^The article is complete; without “accept” it may not be any more\./,
    );
  });

  test("a revision of gold is taken back at once", () => {
    const made = complete();
    made.review.dispatch(on("reject", relation("r1")));
    assert.equal(made.review.undo().asks, undefined);
    assert.deepEqual(
      [made.review.state.status, made.review.state.relations.get("r1").status],
      ["complete", "accepted"],
    );
  });
});
