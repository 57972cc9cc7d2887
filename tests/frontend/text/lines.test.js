import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  blocksOf,
  estimatedHeight,
  lineAt,
  linesOf,
  splitLines,
} from "../../../annotator/editor/frontend/text/lines.js";
import { Offsets } from "../../../annotator/editor/frontend/text/offsets.js";

/** @param {string} text @param {[number, number][]} [furniture] */
const lines = (text, furniture = []) => splitLines(text, new Offsets(text), furniture);

describe("the lines of an article", () => {
  for (const [name, text] of [
    ["plain", "one\ntwo\nthree"],
    ["empty", ""],
    ["ending with a newline", "one\n"],
    ["with blank lines", "\n\none\n \n\ntwo\n"],
    ["with CRLF", "one\r\ntwo\r\n"],
    ["with emoji and combining marks", "👩‍👩‍👧‍👦 one\ncafe\u0301 🇫🇷\n"],
  ]) {
    test(`put together again are the text itself: ${name}`, () => {
      const offsets = new Offsets(text);
      const parts = splitLines(text, offsets, []).map((line) => offsets.slice(line.start, line.next));
      assert.equal(parts.join(""), text);
    });
  }

  test("count code points, not UTF-16 units", () => {
    const [first, second] = lines("😀😀\nab");
    assert.deepEqual([first.start, first.end, first.next], [0, 2, 3]);
    assert.deepEqual([second.start, second.end], [3, 5]);
  });

  test("are blank when they hold nothing but white space", () => {
    assert.deepEqual(
      lines("a\n \t\r\nb").map((line) => line.blank),
      [false, true, false],
    );
  });

  test("are furniture when a range covers all their words", () => {
    const text = "  Menu  \nMenu and news";
    assert.deepEqual(
      lines(text, [
        [2, 6],
        [9, 13],
      ]).map((line) => line.furniture),
      [true, false],
    );
  });

  test("are found by any of their code points, the newline included", () => {
    const found = lines("ab\n\ncd");
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 9].map((at) => lineAt(found, at)),
      [0, 0, 0, 1, 2, 2, 2],
    );
  });

  test("of a span end with the one that its last character lies in", () => {
    const found = lines("ab\ncd\nef");
    assert.deepEqual(linesOf(found, 1, 3), [0, 0]);
    assert.deepEqual(linesOf(found, 1, 7), [0, 2]);
  });

  test("come in blocks that hold each line once", () => {
    const found = lines(Array.from({ length: 50 }, (_, at) => "x".repeat(at * 7)).join("\n"));
    const blocks = blocksOf(found, 900);
    assert.ok(blocks.length > 3);
    assert.deepEqual(
      blocks.flatMap(([first, last]) => found.slice(first, last)),
      found,
    );
  });

  test("are reckoned higher the more rows they need", () => {
    const measure = { row: 36, blank: 12, furniture: 24, columns: 10 };
    assert.equal(estimatedHeight(lines(`${"x".repeat(25)}\n\nyy`), measure), 3 * 36 + 12 + 36);
  });
});
