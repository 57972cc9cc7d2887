import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Coming, PATIENCE, TRIES } from "../../../annotator/editor/frontend/streamlit/lost_article.js";
import { FakeClock } from "../fakes.js";

const NEXT = { next: true, after: "a1" };

function page({ open = NEXT, refused = [], isThere = () => true } = {}) {
  const clock = new FakeClock();
  const asked = [];
  const outbox = { flight: null, shown: "a1", wanted: null, requestOpen: (wish) => asked.push(wish) };
  const coming = new Coming({ clock, outbox, isThere });
  const answer = (number = 1) => {
    outbox.flight = { client: "c-1", number, first: null, open };
    coming.answered({ client: "c-1", number, refused });
    outbox.flight = null;
  };
  return { answer, asked, clock, coming, outbox };
}

describe("an article that the server said it opens", () => {
  test("is asked for again when it does not come", () => {
    const { answer, asked, clock } = page();
    answer();
    clock.advance(PATIENCE - 1);
    assert.deepEqual(asked, []);
    clock.advance(1);
    assert.deepEqual(asked, [NEXT]);
  });

  test("is not asked for again once it is there, nor when another one is wanted by now", () => {
    for (const changed of [{ shown: "a2" }, { wanted: { article_id: "a3" } }]) {
      const { answer, asked, clock, outbox } = page();
      answer();
      Object.assign(outbox, changed);
      clock.advance(60_000);
      assert.deepEqual(asked, []);
    }
  });

  test("is not asked for again once it was there, though the reviewer has gone back since", () => {
    const { answer, asked, clock, coming, outbox } = page();
    answer();
    coming.came("a1"); // drawn once more before it comes
    clock.advance(1000);
    coming.came("a2");
    outbox.shown = "a1";
    clock.advance(60_000);
    assert.deepEqual(asked, []);
  });

  test("is not asked for again by a reviewer who goes back before it comes", () => {
    const { answer, asked, clock, coming } = page();
    answer();
    coming.forget();
    clock.advance(60_000);
    assert.deepEqual(asked, []);
  });

  test("is not waited for where the page shows something else, or where the server stays and says why", () => {
    for (const given of [
      { isThere: () => false },
      { refused: [{ seq: 1 }] },
      { open: { article_id: "a1" } },
      { open: null },
    ]) {
      const { answer, asked, clock } = page(given);
      answer();
      clock.advance(60_000);
      assert.deepEqual(asked, []);
    }
  });

  test("is given up after a few times, and counted anew from another article", () => {
    const { answer, asked, clock, outbox } = page();
    for (let number = 1; number < 9; number += 1) {
      answer(number);
      clock.advance(PATIENCE);
    }
    assert.equal(asked.length, TRIES);
    outbox.shown = "a2";
    answer(9);
    clock.advance(PATIENCE);
    assert.equal(asked.length, TRIES + 1);
  });

  test("is not waited for because of an answer to another message", () => {
    const { asked, clock, coming, outbox } = page();
    outbox.flight = { client: "c-1", number: 2, first: null, open: NEXT };
    coming.answered({ client: "c-1", number: 1, refused: [] });
    clock.advance(60_000);
    assert.deepEqual(asked, []);
  });
});
