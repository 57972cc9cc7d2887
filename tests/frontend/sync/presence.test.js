/** Who else is at an article: asked soon, again and again, and never for an article that was left. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Presence, inWords } from "../../../annotator/editor/frontend/sync/presence.js";
import { FakeClock } from "../fakes.js";

/** @param {string[][]} answers one after the other */
function scene(answers, seen = true) {
  const clock = new FakeClock();
  /** @type {unknown[]} */
  const asked = [];
  /** @type {string[][]} */
  const shown = [];
  const asker = {
    ask: async (/** @type {string} */ what, /** @type {any} */ parameters) => {
      asked.push([what, parameters.article_id]);
      return { format: "annotator-answer/1", number: 1, what, others: answers.shift() ?? [] };
    },
  };
  const state = { seen };
  const presence = new Presence({
    asker,
    clock,
    isSeen: () => state.seen,
    onKnown: (names) => shown.push(names),
  });
  const pass = async (/** @type {number} */ milliseconds) => {
    clock.advance(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { presence, asked, shown, pass, state };
}

describe("who else is here", () => {
  it("is asked soon after an article is opened, and again every quarter of a minute", async () => {
    const { presence, asked, shown, pass } = scene([["Bo"], []]);
    presence.open("a1");
    assert.deepEqual(asked, []);
    await pass(600);
    assert.deepEqual(asked, [["presence", "a1"]]);
    assert.deepEqual(shown, [[], ["Bo"]]);
    await pass(15_000);
    assert.deepEqual(shown, [[], ["Bo"], []]);
  });

  it("is not asked of an article that was left, nor while nobody sees the page", async () => {
    const { presence, asked, pass, state } = scene([["Bo"]]);
    presence.open("a1");
    presence.open("a2");
    state.seen = false;
    await pass(600);
    assert.deepEqual(asked, []);
    state.seen = true;
    await pass(15_000);
    assert.deepEqual(asked, [["presence", "a2"]]);
    presence.stop();
    await pass(60_000);
    assert.equal(asked.length, 1);
  });

  it("is said in a few words", () => {
    assert.equal(inWords([]), "");
    assert.equal(inWords(["Bo"]), "Bo is here too");
    assert.equal(inWords(["Ada", "Bo", "Cy"]), "Ada, Bo and Cy are here too");
  });
});
