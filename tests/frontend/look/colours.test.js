import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  channels,
  contrast,
  legible,
  mixed,
  parseColour,
  safeColour,
} from "../../../annotator/editor/frontend/look/colours.js";
import { fromLch, toLch } from "../../../annotator/editor/frontend/look/oklch.js";

const PAGES = { light: "#fbfaf7", dark: "#15171b" };
const LABELS = [
  "#b4372f",
  "#1f6f8b",
  "#6b4bb8",
  "#8a6d00",
  "#0b7a4b",
  "#000000",
  "#ffffff",
  "#ffff00",
  "#0000ff",
  "#7f7f7f",
  "#ff00ff",
];

describe("label colours", () => {
  for (const [theme, page] of Object.entries(PAGES)) {
    for (const colour of LABELS) {
      test(`can be read on their own tint in ${theme}: ${colour}`, () => {
        const shown = channels(legible(colour, page, 0.24));
        assert.ok(contrast(shown, mixed(channels(page), shown, 0.24)) >= 4.5);
      });
    }
  }

  test("keep their hue", () => {
    const { hue } = toLch(channels("#b4372f"));
    const lightened = toLch(channels(legible("#b4372f", PAGES.dark, 0.24)));
    assert.ok(Math.abs(lightened.hue - hue) < 0.1);
    assert.ok(lightened.chroma > 0.1);
  });

  for (const hostile of [
    "red",
    "#fff",
    "url(https://example.org)",
    "#12345g",
    "#1234567",
    "red;background:url(x)",
    null,
    7,
    undefined,
  ]) {
    test(`that are none become a grey: ${String(hostile)}`, () => {
      assert.match(safeColour(hostile), /^#[0-9a-f]{6}$/);
      assert.match(legible(hostile, PAGES.light, 0.24), /^#[0-9a-f]{6}$/);
    });
  }

  test("survive the way through OKLCH", () => {
    for (const colour of LABELS) assert.deepEqual(fromLch(toLch(channels(colour))), channels(colour));
  });

  test("are read as browsers write them", () => {
    assert.deepEqual(parseColour(" rgb(1, 2, 3) "), [1, 2, 3]);
    assert.deepEqual(parseColour("rgba(1 2 3 / 50%)"), [1, 2, 3]);
    assert.deepEqual(parseColour("#fff"), [255, 255, 255]);
    assert.equal(parseColour("var(--x)"), null);
  });
});
