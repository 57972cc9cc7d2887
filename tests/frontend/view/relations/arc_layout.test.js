import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  layoutArcs,
  rounded,
  route,
} from "../../../../annotator/editor/frontend/view/relations/arc_layout.js";

const ROW = 36;
const COLUMN = { trunk: 46, left: 72, right: 760 };
/**
 * @param {number} left
 * @param {number} row
 * @param {number} [width]
 * @returns {import("../../../../annotator/editor/frontend/view/relations/arc_layout.js").Spot}
 */
const spot = (left, row, width = 80) => ({
  box: { left, right: left + width, top: row * ROW + 8 },
  y: row * ROW + 8,
});
/**
 * @param {number} row
 * @returns {import("../../../../annotator/editor/frontend/view/relations/arc_layout.js").Spot}
 */
const outOfSight = (row) => ({ box: null, y: row * ROW + 8 });
/**
 * @param {Partial<import("../../../../annotator/editor/frontend/view/relations/arc_layout.js").End>} given
 * @returns {import("../../../../annotator/editor/frontend/view/relations/arc_layout.js").End}
 */
const end = (given) => ({
  id: "r1",
  ...spot(400, 0),
  label: "met with",
  direction: "out",
  faulty: false,
  ...given,
});

/** The letters of a row stand between 6 px below the top of its marks and 26 px below. @param {number} y */
const crossesWords = (y) => (((y - 8) % ROW) + ROW) % ROW > 2 && (((y - 8) % ROW) + ROW) % ROW < 26;

describe("arcs", () => {
  for (const [name, from, to] of /** @type {const} */ ([
    ["to the right in one row", spot(100, 3), spot(500, 3)],
    ["to the left in one row", spot(500, 3), spot(100, 3)],
    ["down", spot(500, 2), spot(300, 7)],
    ["up", spot(120, 9), spot(600, 1)],
    ["between neighbouring rows", spot(120, 4), spot(130, 5)],
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
    const focus = spot(300, 5);
    const trunks = [spot(100, 1), spot(500, 3), spot(200, 9)].map(
      (to) => route(focus, to, COLUMN.trunk)[2][0],
    );
    assert.deepEqual(trunks, [46, 46, 46]);
  });

  test("go on down the trunk to what is out of sight, without a tip and a label there", () => {
    const [arc] = layoutArcs(spot(300, 2), [end({ ...outOfSight(40) })], COLUMN);
    const points = route(spot(300, 2), outOfSight(40), COLUMN.trunk);
    assert.deepEqual(points.slice(-2), [
      [COLUMN.trunk, 2 * ROW + 8 - 4],
      [COLUMN.trunk, 40 * ROW + 8],
    ]);
    assert.deepEqual([arc.tip, arc.label], ["", null]);
  });

  test("pass by where both ends are out of sight", () => {
    assert.deepEqual(route(outOfSight(-3), outOfSight(40), COLUMN.trunk), [
      [46, -3 * ROW + 8],
      [46, 40 * ROW + 8],
    ]);
  });

  test("have a handle at each end in sight that can be dragged, named by what it is", () => {
    const handles = (/** @type {any} */ given, focus = spot(100, 0)) =>
      layoutArcs(focus, [end(given)], COLUMN, true)[0].handles.map(({ end: name, x }) => [name, x]);
    assert.deepEqual(handles({}), [
      ["head", 140],
      ["tail", 440],
    ]);
    assert.deepEqual(handles({ direction: "in" }), [
      ["tail", 140],
      ["head", 440],
    ]);
    assert.deepEqual(handles(outOfSight(50)), [["head", 140]]);
    assert.deepEqual(layoutArcs(spot(100, 0), [end({})], COLUMN)[0].handles, []);
  });

  test("point at the tail: down to it when the focus is the head, away from it otherwise, nowhere when symmetric", () => {
    const tips = ["out", "in", "both"].map(
      (direction) => layoutArcs(spot(100, 0), [end({ direction })], COLUMN)[0].tip,
    );
    assert.notEqual(tips[0], "");
    assert.notEqual(tips[0], tips[1]);
    assert.equal(tips[2], "");
  });

  test("have labels that do not lie on one another", () => {
    const ends = Array.from({ length: 6 }, (_, at) =>
      end({ id: `r${at}`, label: "in conflict with", ...spot(100 + at * 105, 0) }),
    );
    const labels = layoutArcs(spot(90, 4), ends, COLUMN).flatMap((arc) => arc.label ?? []);
    assert.ok(labels.length >= 3);
    labels.sort((one, other) => one.x - other.x);
    for (let at = 1; at < labels.length; at += 1) assert.ok(labels[at].x - labels[at - 1].x >= 80);
  });

  test("keep their labels inside the text", () => {
    const label = layoutArcs(
      spot(690, 0),
      [end({ ...spot(700, 2, 50), label: "a label of some length" })],
      COLUMN,
    )[0].label;
    assert.ok(label !== null && label.x < COLUMN.right);
  });

  test("tell a faulty relation from others", () => {
    assert.deepEqual(
      layoutArcs(spot(100, 0), [end({ faulty: true }), end({})], COLUMN).map((arc) => arc.faulty),
      [true, false],
    );
  });

  test("have no kink where two points are the same", () => {
    assert.ok(
      !rounded(
        [
          [0, 0],
          [0, 0],
          [10, 0],
          [10, 5],
        ],
        5,
      ).includes("NaN"),
    );
  });
});
