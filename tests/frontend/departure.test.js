import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Departure, LONGEST } from "../../annotator/editor/frontend/departure.js";

const LINK = { closest: () => ({}) };
const WORDS = { closest: () => null };

function click(departure, target, held = {}) {
  departure.clicked({ target, button: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...held });
}

describe("a reviewer who leaves the page", () => {
  test("is on the way from the click on a link until a page is there", () => {
    let now = 100;
    const departure = new Departure(() => now);
    assert.equal(departure.isUnderWay, false);
    click(departure, LINK);
    now += LONGEST - 1;
    assert.equal(departure.isUnderWay, true);
    departure.end();
    assert.equal(departure.isUnderWay, false);
  });

  test("has stayed where the link led nowhere", () => {
    let now = 0;
    const departure = new Departure(() => now);
    click(departure, LINK);
    now += LONGEST;
    assert.equal(departure.isUnderWay, false);
  });

  for (const [what, target, held] of [["words", WORDS, {}], ["a link for a new tab", LINK, { ctrlKey: true }], ["a link with another button", LINK, { button: 1 }]]) {
    test(`stays with a click on ${what}`, () => {
      const departure = new Departure(() => 0);
      click(departure, target, held);
      assert.equal(departure.isUnderWay, false);
    });
  }
});
