import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  fits,
  groupRelations,
  scoreText,
  shortened,
  sought,
} from "../../../annotator/editor/frontend/model/relation_rows.js";

/** @param {[string, number][]} found id and start */
const entities = (...found) =>
  new Map(found.map(([id, start]) => [id, /** @type {any} */ ({ id, start, end: start + 1 })]));
/** @param {[string, string, string][]} found id, head, tail */
const relations = (...found) =>
  new Map(found.map(([id, head, tail]) => [id, /** @type {any} */ ({ id, head, tail })]));
/** @type {(id: string) => string} */
const words = (id) => ({ e1: "Blinken", e2: "Turkey", e3: "BLINKEN" })[id] ?? id;

describe("the relation list", () => {
  test("groups by the head's words, in the order of the text", () => {
    const groups = groupRelations(
      relations(["r1", "e3", "e2"], ["r2", "e2", "e1"], ["r3", "e1", "e2"]),
      entities(["e1", 0], ["e2", 10], ["e3", 20]),
      words,
    );
    assert.deepEqual(
      groups.map(({ title, rows }) => [title, rows]),
      [
        ["Blinken", ["r3", "r1"]],
        ["Turkey", ["r2"]],
      ],
    );
  });

  test("holds every relation once, long groups in pieces with one title", () => {
    const many = relations(
      ...Array.from(
        { length: 40 },
        (_, at) => /** @type {[string, string, string]} */ ([`r${at}`, "e1", "e2"]),
      ),
    );
    const groups = groupRelations(many, entities(["e1", 0], ["e2", 5]), words);
    assert.equal(new Set(groups.flatMap((group) => group.rows)).size, 40);
    assert.equal(new Set(groups.map((group) => group.key)).size, groups.length);
    assert.deepEqual(
      groups.map((group) => group.goesOn),
      [false, true, true, true],
    );
  });

  for (const [score, origin, shown] of /** @type {const} */ ([
    [0.914, "machine", ".91"],
    [0.05, "machine", ".05"],
    [0.999, "machine", "1.0"],
    [null, "machine", ""],
    [null, "human", "you"],
  ])) {
    test(`writes a score of ${score} by a ${origin} as "${shown}"`, () =>
      assert.equal(scoreText(score, origin), shown));
  }

  test("shortens words by letters, never inside one", () => {
    assert.equal(shortened("a  b\nc", 10), "a b c");
    assert.equal(shortened("😀😀😀😀", 3), "😀😀…");
  });

  for (const [filter, expected] of /** @type {const} */ ([
    ["", true],
    ["turk", true],
    ["met with", true],
    ["met_with", true],
    ["pending turkey", true],
    ["TO DECIDE", true],
    ["negated ", true],
    ["accepted", false],
    ["turkey greece", false],
  ])) {
    test(`${expected ? "shows" : "hides"} a row for the filter "${filter}"`, () => {
      const text = sought(["Blinken", "met with", "met_with", "Turkey", "pending", "to decide", "negated"]);
      assert.equal(fits(text, filter), expected);
    });
  }
});
