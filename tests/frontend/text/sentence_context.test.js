import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { contextOf } from "../../../annotator/editor/frontend/text/sentence_context.js";
import { splitLines } from "../../../annotator/editor/frontend/text/lines.js";
import { Offsets } from "../../../annotator/editor/frontend/text/offsets.js";

/** The context of two words of a text, with the head in [] and the tail in (). */
function shown(text, head, tail) {
  const offsets = new Offsets(text);
  const span = (words) => {
    const start = [...text.slice(0, text.indexOf(words))].length;
    return { start, end: start + [...words].length };
  };
  const signs = { head: ["[", "]"], tail: ["(", ")"] };
  const pieces = contextOf(offsets, splitLines(text, offsets, []), span(head), span(tail));
  return pieces.map(({ text: words, end }) => (end ? signs[end].join(words) : words)).join("");
}

describe("what a relation is read in", () => {
  for (const [name, text, head, tail, expected] of [
    [
      "one sentence, the head first",
      "It rained. Blinken met Cavusoglu. Then.",
      "Blinken",
      "Cavusoglu",
      "[Blinken] met (Cavusoglu).",
    ],
    [
      "one sentence, the tail first",
      "Ankara was told by Blinken.",
      "Blinken",
      "Ankara",
      "(Ankara) was told by [Blinken].",
    ],
    [
      "two neighbouring sentences",
      "Blinken came. He left Ankara. Then.",
      "Blinken",
      "Ankara",
      "[Blinken] came. He left (Ankara).",
    ],
    [
      "two lines",
      "Blinken came. It rained.\n\nLater he saw Ankara. Then.",
      "Blinken",
      "Ankara",
      "[Blinken] came. ⋯ Later he saw (Ankara).",
    ],
    [
      "one in the other",
      "The Bank of England spoke.",
      "Bank of England",
      "England",
      "The [Bank of ](England) spoke.",
    ],
    ["behind an emoji family", "👩‍👩‍👧‍👦 Zoé met Paris.", "Zoé", "Paris", "👩‍👩‍👧‍👦 [Zoé] met (Paris)."],
  ]) {
    test(`marks both ends: ${name}`, () => assert.equal(shown(text, head, tail), expected));
  }

  test("is two stretches where the ends are far apart in one line, and neither is long", () => {
    const text = `Blinken spoke ${"of this and that ".repeat(200)} with Ankara today`;
    const found = shown(text, "Blinken", "Ankara");
    assert.match(found, /^\[Blinken\] spoke .+ … ⋯ … .+ with \(Ankara\) today$/);
    assert.ok(found.length < 400);
  });
});
