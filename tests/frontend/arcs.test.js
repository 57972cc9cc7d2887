import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { layoutArcs, rounded, route } from "../../annotator/editor/frontend/arcs.js";

const ROW = 36;
const COLUMN = { trunk: 46, left: 72, right: 760 };
/** @param {number} left @param {number} row @param {number} [width] */
const box = (left, row, width = 80) => ({ left, right: left + width, top: row * ROW + 8 });
/** @param {Partial<import("../../annotator/editor/frontend/arcs.js").End>} given @returns {import("../../annotator/editor/frontend/arcs.js").End} */
const end = (given) => ({ id: "r1", box: box(400, 0), label: "met with", direction: "out", faulty: false, ...given });

/** The letters of a row stand between 6 px below the top of its marks and 26 px below. @param {number} y */
const crossesWords = (y) => ((y - 8) % ROW + ROW) % ROW > 2 && ((y - 8) % ROW + ROW) % ROW < 26;

describe("arcs", () => {
  for (const [name, from, to] of /** @type {const} */ ([
    ["to the right in one row", box(100, 3), box(500, 3)],
    ["to the left in one row", box(500, 3), box(100, 3)],
    ["down", box(500, 2), box(300, 7)],
    ["up", box(120, 9), box(600, 1)],
    ["between neighbouring rows", box(120, 4), box(130, 5)],
  ])) {
    test(`run level only in the gaps between rows, and upright only in the margin: ${name}`, () => {
      const points = route(from, to, COLUMN.trunk);
      for (let at = 1; at < points.length; at += 1) {
        const [[x1, y1], [x2, y2]] = [points[at - 1], points[at]];
        assert.ok(x1 === x2 || y1 === y2, "every stretch is level or upright");
        if (y1 === y2) assert.ok(!crossesWords(y1), `level at ${y1}`);
        else if (Math.abs(y1 - y2) > 8) assert.equal(x1, COLUMN.trunk);
      }
    });
  }

  test("of one focus share the trunk in the margin", () => {
    const focus = box(300, 5);
    const trunks = [box(100, 1), box(500, 3), box(200, 9)].map((to) => route(focus, to, COLUMN.trunk)[2][0]);
    assert.deepEqual(trunks, [46, 46, 46]);
  });

  test("point at the tail: down to it when the focus is the head, away from it otherwise, nowhere when symmetric", () => {
    const tips = ["out", "in", "both"].map((direction) => layoutArcs(box(100, 0), [end({ direction })], COLUMN)[0].tip);
    assert.notEqual(tips[0], "");
    assert.notEqual(tips[0], tips[1]);
    assert.equal(tips[2], "");
  });

  test("have labels that do not lie on one another", () => {
    const ends = Array.from({ length: 6 }, (_, at) => end({ id: `r${at}`, label: "in conflict with", box: box(100 + at * 105, 0) }));
    const labels = layoutArcs(box(90, 4), ends, COLUMN).flatMap((arc) => arc.label ?? []);
    assert.ok(labels.length >= 3);
    labels.sort((one, other) => one.x - other.x);
    for (let at = 1; at < labels.length; at += 1) assert.ok(labels[at].x - labels[at - 1].x >= 80);
  });

  test("keep their labels inside the text", () => {
    const label = layoutArcs(box(690, 0), [end({ box: box(700, 2, 50), label: "a label of some length" })], COLUMN)[0].label;
    assert.ok(label !== null && label.x < COLUMN.right);
  });

  test("tell a faulty relation from others", () => {
    assert.deepEqual(layoutArcs(box(100, 0), [end({ faulty: true }), end({})], COLUMN).map((arc) => arc.faulty), [true, false]);
  });

  test("have no kink where two points are the same", () => {
    assert.ok(!rounded([[0, 0], [0, 0], [10, 0], [10, 5]], 5).includes("NaN"));
  });
});
