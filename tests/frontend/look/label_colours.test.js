import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { channels, contrast, hex, legible, mixed } from "../../../annotator/editor/frontend/look/colours.js";
import { apart, seen, VISIONS } from "../colour_vision.js";
import { randomFrom } from "../fakes.js";

const read = (name) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");
const NEWS = JSON.parse(read("schemas/news.json")).entity_labels;
const STYLES = read("annotator/editor/frontend/editor.css");
const MARKS = read("annotator/editor/frontend/view/marks.css");
const [LIGHT, DARK] = [...STYLES.matchAll(/--bg: (#[0-9a-f]{6});/g)].map((found) => found[1]);
/** Shares of a label's colour in the background of its mark: those of marks.css, and of the tint. */
const TINTS = [
  ...MARKS.matchAll(/srgb, var\(--c\) (\d+)%, var\(--bg\)/g),
  ...STYLES.matchAll(/--tint: (\d+)%/g),
].map((found) => Number(found[1]) / 100);
const MOST = 0.24;
/** The labels of most marks of the shipped articles. */
const FREQUENT = ["PERSON", "NORP", "ORG", "GPE", "TITLE", "DATE"];

/** The least contrast that a label has on any of its marks. */
function leastContrast(colour, page) {
  const shown = channels(legible(colour, page, MOST));
  return Math.min(...TINTS.map((tint) => contrast(shown, mixed(channels(page), shown, tint))));
}

for (const [theme, page] of Object.entries({ light: LIGHT, dark: DARK })) {
  describe(`label colours in ${theme}`, () => {
    test("the style sheets and this test mean the same tints", () => {
      assert.equal(Math.max(...TINTS), MOST);
      assert.equal(TINTS.length, 4);
      assert.ok(
        !/var\(--c\)[^;]*transparent\);\n {2}(color|z-index)/.test(MARKS),
        "a mark is painted over the page, not over the mark around it",
      );
    });

    for (const { label, colour } of NEWS) {
      test(`${label} can be read on its mark, pending, decided and focused`, () =>
        assert.ok(leastContrast(colour, page) >= 4.5));
    }

    test("whatever colour a label schema names, its label can be read", () => {
      const random = randomFrom(7);
      for (let round = 0; round < 4000; round += 1) {
        const colour = hex([0, 1, 2].map(() => Math.floor(random() * 256)));
        assert.ok(leastContrast(colour, page) >= 4.5, colour);
      }
    });

    for (const vision of Object.keys(VISIONS)) {
      test(`the labels of most marks are told apart by colour with ${vision}`, () => {
        const colours = FREQUENT.map((label) => {
          const { colour } = NEWS.find((found) => found.label === label);
          return seen(channels(legible(colour, page, MOST)), vision);
        });
        colours.forEach((one, at) => {
          for (let other = 0; other < at; other += 1) {
            assert.ok(
              apart(one, colours[other]) >= 0.04,
              `${FREQUENT[at]} and ${FREQUENT[other]}: ${apart(one, colours[other])}`,
            );
          }
        });
      });
    }
  });
}
