import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nest } from "../../../annotator/editor/frontend/text/nesting.js";

/**
 * @param {import("../../../annotator/editor/frontend/text/nesting.js").Fragment[]} fragments
 * @returns {any[]}
 */
const shape = (fragments) =>
  fragments.map(({ id, start, end, inside }) => [
    id,
    start,
    end,
    ...(inside.length > 0 ? [shape(inside)] : []),
  ]);
/** @param {[string, number, number][]} spans */
const spans = (...found) => found.map(([id, start, end]) => ({ id, start, end }));
/** @param {any[]} fragments @param {(fragment: any) => void} visit */
const walk = (fragments, visit) => {
  for (const found of fragments) {
    visit(found);
    walk(found.inside, visit);
  }
};

/** A small generator with a seed, so that a failure can be repeated. @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
}

describe("marks of overlapping entities", () => {
  test("stand side by side where nothing overlaps", () => {
    assert.deepEqual(shape(nest(spans(["b", 4, 6], ["a", 0, 3]), 0, 10)), [
      ["a", 0, 3],
      ["b", 4, 6],
    ]);
  });

  test("lie in one another, the longer one outside", () => {
    const found = nest(spans(["c", 2, 3], ["b", 2, 5], ["a", 0, 9]), 0, 10);
    assert.deepEqual(shape(found), [["a", 0, 9, [["b", 2, 5, [["c", 2, 3]]]]]]);
    assert.equal(found[0].height, 2);
  });

  test("lie in one another also where they are the same stretch", () => {
    assert.deepEqual(shape(nest(spans(["b", 1, 4], ["a", 1, 4]), 0, 10)), [["a", 1, 4, [["b", 1, 4]]]]);
  });

  test("are cut where they cross, and only the last part carries the label", () => {
    const [outer, rest] = nest(spans(["a", 0, 6], ["b", 4, 9]), 0, 10);
    assert.deepEqual(shape([outer, rest]), [
      ["a", 0, 6, [["b", 4, 6]]],
      ["b", 6, 9],
    ]);
    assert.deepEqual(
      [outer.inside[0].first, outer.inside[0].last, rest.first, rest.last],
      [true, false, false, true],
    );
  });

  test("of an entity over several lines begin in the first and end in the last", () => {
    const [first] = nest(spans(["a", 3, 25]), 0, 10);
    const [middle] = nest(spans(["a", 3, 25]), 10, 20);
    const [last] = nest(spans(["a", 3, 25]), 20, 30);
    assert.deepEqual(
      [first, middle, last].map((found) => [found.start, found.end, found.first, found.last]),
      [
        [3, 10, true, false],
        [10, 20, false, false],
        [20, 25, false, true],
      ],
    );
  });

  test("cover every character of every entity exactly once per entity, whatever crosses", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const next = random(seed);
      const given = Array.from({ length: 1 + Math.floor(next() * 12) }, (_, at) => {
        const start = Math.floor(next() * 40);
        return { id: `e${at}`, start, end: start + 1 + Math.floor(next() * 20) };
      });
      /** @type {Map<string, number[]>} */
      const covered = new Map(given.map(({ id }) => [id, []]));
      const found = nest(given, 5, 45);
      walk(found, ({ id, start, end, inside }) => {
        for (let at = start; at < end; at += 1) covered.get(id)?.push(at);
        for (const inner of inside) assert.ok(start <= inner.start && inner.end <= end, `seed ${seed}`);
      });
      for (const { id, start, end } of given) {
        const wanted = Array.from(
          { length: Math.max(0, Math.min(end, 45) - Math.max(start, 5)) },
          (_, at) => Math.max(start, 5) + at,
        );
        assert.deepEqual(
          covered.get(id)?.sort((one, other) => one - other),
          wanted,
          `seed ${seed}`,
        );
      }
    }
  });
});
