import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sentenceAround } from "../../../annotator/editor/frontend/text/sentences.js";

/** @param {string} line @param {string} first @param {string} last */
const around = (line, first, last) =>
  sentenceAround(line, line.indexOf(first), line.indexOf(last) + last.length);

describe("the sentence of a relation", () => {
  test("is the one that both ends stand in", () => {
    assert.equal(around("One ran. Two met Three. Four slept.", "Two", "Three"), "Two met Three.");
  });

  test("is as many sentences as the ends are apart", () => {
    assert.equal(around("One ran. Two met. Three slept. Four.", "Two", "Three"), "Two met. Three slept.");
  });

  for (const name of ["U.S.", "Mr.", "Gen.", "J."]) {
    test(`does not end after ${name}`, () => {
      assert.equal(
        around(`It rained. ${name} Blinken met Cavusoglu. Then.`, "Blinken", "Cavusoglu"),
        `${name} Blinken met Cavusoglu.`,
      );
    });
  }

  test("is cut at words where it is very long, with both ends in it", () => {
    const line = `${"lorem ipsum ".repeat(60)}Two met Three ${"dolor sit ".repeat(60)}`;
    const shown = around(line, "Two", "Three");
    assert.match(shown, /^… (lorem|ipsum).*Two met Three.*(dolor|sit) …$/);
    assert.ok(shown.length < 300);
  });
});
