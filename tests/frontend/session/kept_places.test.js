import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Places } from "../../../annotator/editor/frontend/session/kept_places.js";
import { FakeStorage } from "../fakes.js";
import { World } from "../world.js";

const PLACE = { start: 120, above: 7, focus: { kind: "entity", id: "e1" }, spent: 45_000, since: 2000 };

test("an article is found again where it was left, and one that was never open has no place", () => {
  const storage = new FakeStorage();
  new Places(storage).keep("a1", PLACE);
  new Places(storage).keep("a2", { ...PLACE, focus: null });
  assert.deepEqual(new Places(storage).of("a1"), PLACE);
  assert.equal(new Places(storage).of("a3"), null);
});

test("the newest two hundred are kept", () => {
  const places = new Places(new FakeStorage());
  for (let at = 0; at <= 200; at += 1) places.keep(`a${at}`, PLACE);
  assert.deepEqual([places.of("a0"), places.of("a1"), places.of("a200")], [null, PLACE, PLACE]);
});

const DAMAGED = [
  "{",
  "{}",
  "7",
  '[["a1"]]',
  '[["a1", null]]',
  ...[
    { start: "far" },
    { start: -1 },
    { above: null },
    { spent: -5 },
    { since: "1" },
    { focus: { kind: "x", id: "e1" } },
    { focus: 1 },
  ].map((part) => JSON.stringify([["a1", { ...PLACE, ...part }]])),
];
for (const damaged of DAMAGED) {
  test(`what is damaged counts as nothing: ${damaged}`, () => {
    const storage = new FakeStorage();
    storage.setItem("annotator:places", damaged);
    assert.equal(new Places(storage).of("a1"), null);
  });
}

test("a storage that is full is left as it is", () => {
  const storage = new FakeStorage();
  storage.quota = 5;
  new Places(storage).keep("a1", PLACE);
  assert.equal(new Places(storage).of("a1"), null);
});

describe("an article that is opened", () => {
  test("for the first time begins at its first item to decide", async () => {
    const world = new World(["a1", "a2"], { places: new Places(new FakeStorage()) });
    assert.deepEqual(world.review.focus, { kind: "entity", id: "e1" });
  });

  test("again has the focus where it was left, on whatever way it is reached", async () => {
    const places = new Places(new FakeStorage());
    for (const id of ["a1", "a2", "a3"]) places.keep(id, { ...PLACE, focus: { kind: "relation", id: "r1" } });
    const world = new World(["a1", "a2", "a3"], { places });
    const focused = [world.review.focus.id];
    await world.passes(1000);
    world.complete();
    focused.push(world.review.focus.id);
    await world.passes(1000);
    world.review.navigate({ article_id: "a3" });
    await world.passes(1000);
    focused.push(world.review.focus.id);
    assert.deepEqual([focused, world.review.article.id], [["r1", "r1", "r1"], "a3"]);
  });

  test("and what was focused is gone, begins at its first item to decide", () => {
    const places = new Places(new FakeStorage());
    places.keep("a1", { ...PLACE, focus: { kind: "entity", id: "gone" } });
    assert.deepEqual(new World(["a1"], { places }).review.focus, { kind: "entity", id: "e1" });
  });
});

describe("the seconds of a decision", () => {
  test("go on after the page is loaded again", () => {
    const places = new Places(new FakeStorage());
    places.keep("a1", { ...PLACE, since: 4000 });
    const world = new World(["a1"], { places });
    world.clock.advance(1500);
    world.review.run({ command: "accept" });
    assert.equal(world.box.operationsAfter("a1", null)[0].seconds, 5.5);
  });

  test("count from the moment that its article is shown, not from the last decision in another one", async () => {
    const world = new World();
    await world.passes(20_000);
    world.review.navigate({ article_id: "a3" });
    await world.passes(500);
    world.clock.advance(1000);
    world.review.run({ command: "accept" });
    assert.ok(world.box.operationsAfter("a3", null)[0].seconds < 2);
  });
});
