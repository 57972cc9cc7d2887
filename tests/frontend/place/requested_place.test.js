import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keep, placeIn } from "../../../annotator/editor/frontend/place/address.js";
import { Arrival, entityAt } from "../../../annotator/editor/frontend/place/requested_place.js";

describe("where in an article the reviewer wants to arrive", () => {
  test("is told once, when that article is shown", () => {
    const arrival = new Arrival();
    arrival.expect("a2", { start: 4, end: 9 });
    assert.deepEqual(arrival.take("a2"), { start: 4, end: 9 });
    assert.equal(arrival.take("a2"), null);
  });
  test("is forgotten when another article is shown first", () => {
    const arrival = new Arrival();
    arrival.expect("a2", { start: 4, end: 9 });
    assert.equal(arrival.take("a3"), null);
    assert.equal(arrival.take("a2"), null);
  });
  test("is the beginning where the words stand in the title only", () => {
    const arrival = new Arrival();
    arrival.expect("a2", { start: 0, end: 0 });
    assert.equal(arrival.take("a2"), null);
  });
});

describe("the place that an address names", () => {
  const at = (search) => ({
    location: { href: `http://localhost/${search}` },
    history: { state: null, replaceState: (...given) => replaced.push(given[2]) },
  });
  const replaced = [];
  test("is a beginning, or a stretch, of the article that the address is about", () => {
    assert.deepEqual(placeIn("a1", at("?article=a1&at=12")), { start: 12, end: 12 });
    assert.deepEqual(placeIn("a1", at("?article=a1&at=12-20")), { start: 12, end: 20 });
    assert.equal(placeIn("a2", at("?article=a1&at=12")), null);
  });
  test("is none where it is no number", () => {
    for (const wrong of ["", "&at=", "&at=-4", "&at=1e3", "&at=9999999999", "&at=<img>", "&at=4-"])
      assert.equal(placeIn("a1", at(`?article=a1${wrong}`)), null, wrong);
  });
  test("is written down for a page loaded again, if the article is still the one on screen", () => {
    keep("a1", { start: 4, end: 9 }, at("?article=a1&theme=dark"));
    keep("a1", { start: 4, end: 9 }, at("?article=a2"));
    assert.deepEqual(replaced, ["/?article=a1&theme=dark&at=4-9"]);
  });
  test("means the entity that is most like it of those over its beginning", () => {
    const spans = [
      ["wide", 0, 30],
      ["same", 10, 14],
      ["longer", 10, 18],
      ["later", 11, 14],
    ];
    const entities = spans.map(([id, start, end]) => ({ id, start, end }));
    assert.equal(entityAt(entities, { start: 10, end: 14 })?.id, "same");
    assert.equal(entityAt(entities, { start: 10, end: 19 })?.id, "longer");
    assert.equal(entityAt(entities, { start: 20, end: 22 })?.id, "wide");
    assert.equal(entityAt(entities, { start: 30, end: 31 }), null);
  });
});
