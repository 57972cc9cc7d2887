import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { randomFrom } from "../fakes.js";
import { World } from "../world.js";

const shown = (world) => world.review.article.id;
const verbs = (world) => world.log.map(({ operation }) => `${operation.op} ${operation.article_id}`);
const numbers = (world) => world.log.map(({ operation }) => operation.seq);

/** A world whose reviewer has rested, so that the next article is here. */
async function rested(...given) {
  const world = new World(...given);
  await world.passes(1000);
  return world;
}

describe("while the server is dead", () => {
  test("an article is completed and the next one worked on, and everything arrives later", async () => {
    const world = await rested();
    world.alive = false;
    world.complete();
    world.acceptAll();
    assert.equal(shown(world), "a2");
    await world.passes(20_000);
    assert.deepEqual([world.box.status, world.log.length], ["offline", 0]);
    world.alive = true;
    await world.passes(20_000);
    assert.deepEqual(verbs(world), ["accept_all a1", "complete a1", "accept_all a2"]);
    assert.deepEqual([shown(world), world.shown, world.box.status], ["a2", "a2", "saved"]);
  });

  test("the second article is completed too, and the third comes when the server does", async () => {
    const world = await rested();
    world.alive = false;
    world.complete();
    world.complete();
    await world.passes(5000);
    assert.equal(shown(world), "a2");
    world.alive = true;
    await world.passes(30_000);
    assert.deepEqual(verbs(world), ["accept_all a1", "complete a1", "accept_all a2", "complete a2"]);
    assert.deepEqual([shown(world), world.box.saved], ["a3", true]);
  });
});

describe("going on faster than the server", () => {
  test("a late picture of an article that was left does not bring it back", async () => {
    const world = await rested(["a1", "a2", "a3", "a4"], { delay: () => 300 });
    await world.passes(2000);
    world.review.dispatch({ op: "accept", kind: "entity", id: "e1" });
    world.review.undo();
    await world.passes(100);
    world.complete();
    const seen = [];
    world.review.subscribe(() => seen.push(shown(world)));
    await world.passes(5000);
    assert.ok(
      seen.every((id) => id === "a2"),
      seen.join(),
    );
    assert.equal(world.shown, "a2");
  });

  test("a wish that is newer than the article on its way is kept", async () => {
    const world = await rested();
    world.complete();
    world.complete();
    assert.equal(shown(world), "a2");
    await world.passes(2000);
    assert.deepEqual([shown(world), world.shown], ["a3", "a3"]);
  });
});

test("whatever is done and however the line behaves, all of it is stored once and in order and both show the same", async () => {
  for (let seed = 1; seed <= 120; seed += 1) {
    const random = randomFrom(seed);
    const world = new World(["a1", "a2", "a3", "a4", "a5"], { delay: () => 5 + random() * 250 });
    for (let step = 0; step < 60 && !world.empty; step += 1) {
      const pick = random();
      if (pick < 0.25) world.complete();
      else if (pick < 0.45) world.review.run({ command: "accept" });
      else if (pick < 0.55) world.review.run({ command: "undo" });
      else if (pick < 0.6) world.review.run({ command: "skip" });
      else if (pick < 0.65) world.review.run({ command: "redo" });
      else if (pick < 0.7) world.others([...world.reviews.keys()][Math.floor(random() * 5)], "e2");
      else if (pick < 0.75) world.alive = !world.alive;
      else await world.passes(random() * 1500);
    }
    world.alive = true;
    await world.passes(60_000);
    const typed = world.box.seq;
    assert.equal(world.box.saved, true, `seed ${seed}: saved`);
    assert.deepEqual(
      numbers(world),
      Array.from({ length: typed }, (_, at) => at + 1),
      `seed ${seed}: stored once and in order`,
    );
    if (world.empty) continue;
    assert.equal(shown(world), world.shown, `seed ${seed}: the same article`);
    // somebody else's changes are told when something is sent next
    world.review.navigate({ article_id: shown(world) });
    await world.passes(2000);
    assert.deepEqual(world.statuses(), world.stored(), `seed ${seed}: the same picture`);
  }
});
