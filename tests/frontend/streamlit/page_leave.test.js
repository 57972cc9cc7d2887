import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Departure, HELD, LONGEST } from "../../../annotator/editor/frontend/streamlit/page_leave.js";
import { FakeClock } from "../fakes.js";

const WORDS = { closest: () => null };

/** A page: a departure, links whose clicks come back to it as a browser's do, and what they led to. */
function page({ isBusy = () => false } = {}) {
  const clock = new FakeClock();
  const departure = new Departure({ clock, isBusy });
  const went = [];
  const click = (target, how = {}) => {
    let stopped = false;
    const event = { target, button: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...how };
    departure.clicked({
      ...event,
      preventDefault: () => {},
      stopImmediatePropagation: () => (stopped = true),
    });
    if (!stopped && target.name) went.push(target.name);
  };
  const link = (name) => {
    const made = { name, closest: () => made, click: () => click(made) };
    return made;
  };
  return { clock, departure, went, click, link };
}

describe("a reviewer who leaves the page", () => {
  test("is on the way from the click on a link until a page is there", () => {
    const { clock, departure, went, click, link } = page();
    assert.equal(departure.isUnderWay, false);
    click(link("accuracy"));
    assert.deepEqual(went, ["accuracy"]);
    clock.advance(LONGEST - 1);
    assert.equal(departure.isUnderWay, true);
    departure.end();
    assert.equal(departure.isUnderWay, false);
  });

  test("has stayed where the link led nowhere", () => {
    const { clock, departure, click, link } = page();
    click(link("accuracy"));
    clock.advance(LONGEST);
    assert.equal(departure.isUnderWay, false);
  });

  for (const [what, target, held] of [
    ["words", false, {}],
    ["a link for a new tab", true, { ctrlKey: true }],
    ["a link with another button", true, { button: 1 }],
  ]) {
    test(`stays with a click on ${what}`, () => {
      const { departure, click, link } = page({ isBusy: () => true });
      click(target ? link("accuracy") : WORDS, held);
      assert.equal(departure.isUnderWay, false);
    });
  }

  test("leaves when the server has what was typed last, so that the next page counts it", () => {
    let busy = true;
    const { clock, departure, went, click, link } = page({ isBusy: () => busy });
    click(link("accuracy"));
    clock.advance(HELD / 2);
    assert.deepEqual(went, []);
    assert.equal(departure.isUnderWay, false, "messages may still be sent");
    busy = false;
    clock.advance(50);
    assert.deepEqual(went, ["accuracy"]);
    assert.equal(departure.isUnderWay, true);
  });

  test("leaves all the same when the server does not answer", () => {
    const { clock, went, click, link } = page({ isBusy: () => true });
    click(link("accuracy"));
    clock.advance(HELD + 50);
    assert.deepEqual(went, ["accuracy"]);
  });

  test("goes once, to the link clicked last", () => {
    const { clock, went, click, link } = page({ isBusy: () => true });
    click(link("accuracy"));
    click(link("export"));
    clock.advance(HELD + 50);
    assert.deepEqual(went, ["export"]);
  });
});
