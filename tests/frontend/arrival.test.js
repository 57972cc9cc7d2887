import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Arrival } from "../../annotator/editor/frontend/arrival.js";

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
