import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { covered, moved, tokenNear } from "../../../annotator/editor/frontend/text/caret.js";
import { splitLines } from "../../../annotator/editor/frontend/text/lines.js";
import { Offsets } from "../../../annotator/editor/frontend/text/offsets.js";
import { Tokens } from "../../../annotator/editor/frontend/text/tokens.js";

const TEXT = "😀 Turkey's system. It works.\n\nAnkara bought S-400 systems.";

/** @param {string} [text] */
function ground(text = TEXT) {
  const offsets = new Offsets(text);
  return { offsets, tokens: new Tokens(offsets), lines: splitLines(text, offsets, []) };
}

/**
 * Walk from a word and say what is covered at the end.
 * @param {string} word
 * @param {[import("../../../annotator/editor/frontend/text/caret.js").Unit, 1 | -1, boolean][]} steps
 */
function walk(word, ...steps) {
  const found = ground();
  const token = tokenNear(found.tokens, found.offsets.toCodePoint(TEXT.indexOf(word)));
  assert.ok(token);
  let caret = { anchor: token, head: token };
  for (const [unit, direction, extend] of steps) caret = moved(caret, unit, direction, extend, found);
  const { start, end } = covered(caret);
  return found.offsets.slice(start, end);
}

describe("the caret of i", () => {
  test("stands on the nearest token", () => {
    const { tokens, offsets } = ground("  one  two ");
    assert.deepEqual(
      [0, 3, 5, 6, 11].map((at) => offsets.slice(...(tokenNear(tokens, at) ?? [0, 0]))),
      ["one", "one", "two", "two", "two"],
    );
    assert.equal(tokenNear(ground(" \n").tokens, 0), null);
  });

  test("moves by token", () => assert.equal(walk("Turkey", ["token", 1, false]), "'s"));
  test("moves back by token", () =>
    assert.equal(walk("system", ["token", -1, false], ["token", -1, false]), "Turkey"));
  test("extends and gives back", () => {
    assert.equal(walk("Turkey", ["token", 1, true], ["token", 1, true]), "Turkey's system");
    assert.equal(walk("Turkey", ["token", 1, true], ["token", 1, true], ["token", -1, true]), "Turkey's");
  });
  test("extends to the left of where it began", () =>
    assert.equal(walk("bought", ["token", -1, true]), "Ankara bought"));
  test("moves past the next space by word, and back", () => {
    assert.equal(walk("Turkey", ["word", 1, false]), "system");
    assert.equal(walk("system", ["word", -1, false]), "Turkey");
  });
  test("extends up to the next space by word", () => {
    assert.equal(walk("Turkey", ["word", 1, true]), "Turkey's");
    assert.equal(walk("Turkey", ["word", 1, true], ["word", 1, true]), "Turkey's system.");
    assert.equal(walk("system", ["word", -1, true]), "Turkey's system");
  });
  test("moves by sentence, also into another line", () => {
    assert.equal(walk("Turkey", ["sentence", 1, false]), "It");
    assert.equal(walk("Turkey", ["sentence", 1, false], ["sentence", 1, false]), "Ankara");
    assert.equal(walk("bought", ["sentence", -1, false], ["sentence", -1, false]), "It");
  });
  test("stays at the ends of the text", () => {
    assert.equal(walk("systems.", ["sentence", 1, false]).startsWith("systems"), true);
    assert.equal(
      walk("Turkey", ["token", -1, false], ["token", -1, false], ["token", -1, false]),
      walk("Turkey", ["token", -1, false]),
    );
  });
});
