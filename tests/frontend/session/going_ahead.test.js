import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { World } from "../world.js";

const shown = (world) => world.review.article.id;
const verbs = (world) => world.log.map(({ operation }) => `${operation.op} ${operation.article_id}`);

/** A world whose reviewer has rested, so that the next article is here. */
async function rested(...given) {
  const world = new World(...given);
  await world.passes(1000);
  return world;
}

describe("the next article", () => {
  test("is shown in the same moment as the completion, and asked for by name", async () => {
    const world = await rested();
    const { open } = world.complete();
    assert.deepEqual([shown(world), open, world.shown], ["a2", { article_id: "a2" }, "a1"]);
    await world.passes(500);
    assert.deepEqual([world.shown, verbs(world)], ["a2", ["accept_all a1", "complete a1"]]);
    assert.equal(world.review.trail.size, 0);
  });

  test("is not drawn again when the server's own picture comes", async () => {
    const world = await rested();
    world.complete();
    await world.passes(500);
    assert.deepEqual(world.resets, ["a2"]);
    assert.deepEqual(world.review.data.acked, { client: world.box.client, seq: 2 });
  });

  test("comes after a skip too", async () => {
    const world = await rested();
    world.review.run({ command: "skip" });
    assert.equal(shown(world), "a2");
    await world.passes(500);
    assert.deepEqual([world.shown, verbs(world)], ["a2", ["skip a1"]]);
  });

  test("that is not here yet is waited for, as the server knows which it is", async () => {
    const world = new World();
    assert.deepEqual(world.complete().open, { next: true, after: "a1" });
    assert.equal(shown(world), "a1");
    await world.passes(500);
    assert.equal(shown(world), "a2");
  });

  test("is brought once, and only when nobody acts", async () => {
    const world = new World();
    for (let press = 0; press < 10; press += 1) {
      world.review.touch();
      await world.passes(100);
    }
    assert.equal(world.asker.number, 0);
    await world.passes(1000);
    world.review.touch();
    await world.passes(5000);
    assert.equal(world.asker.number, 1);
  });

  test("is brought anew when it has lain for a minute, as somebody may have taken it", async () => {
    const world = await rested();
    world.reviews.get("a2").state.status = "complete";
    world.clock.advance(61_000);
    world.review.touch();
    await world.passes(1000);
    world.complete();
    assert.equal(shown(world), "a3");
  });

  test("is not there when the queue is empty: the server says so", async () => {
    const world = await rested(["a1"]);
    assert.deepEqual(world.complete().open, { next: true, after: "a1" });
    await world.passes(500);
    assert.deepEqual([world.empty, world.stored("a1")[0]], [true, "complete"]);
  });

  test("is at its first item to decide, with nothing of the last one to undo there", async () => {
    const world = await rested();
    world.complete();
    assert.deepEqual(world.review.focus, { kind: "entity", id: "e1" });
    assert.equal(world.review.history.newest("undo"), null);
    assert.equal(world.review.canUndo, true);
  });
});

describe("what is worked out of the next article while nobody acts", () => {
  test("is what is shown when it is wanted", async () => {
    const world = await rested();
    const { subject } = world.review.prefetch.held;
    world.complete();
    const { state, offsets, tokens } = world.review;
    assert.deepEqual(
      [state === subject.state, offsets === subject.offsets, tokens === subject.tokens],
      [true, true, true],
    );
  });

  test("is not needed: who goes on before it is ready sees the same", async () => {
    const world = await rested();
    world.review.prefetch.held.subject = null;
    world.complete();
    assert.deepEqual([shown(world), world.statuses()], ["a2", world.stored("a2")]);
  });

  test("is told to whoever draws it, and taken back when the reviewer goes elsewhere without it", async () => {
    const world = new World();
    const told = [];
    world.review.prefetch.onSubject = (subject) => told.push(subject?.data.article.id ?? null);
    await world.passes(1000);
    world.review.navigate({ article_id: "a3" });
    await world.passes(1000);
    assert.deepEqual(told, [null, "a2", null, "a4"]);
  });
});

describe("what is done in the next article before the server shows it", () => {
  test("stays on screen and is stored", async () => {
    const world = await rested();
    world.complete();
    world.review.run({ command: "accept" });
    await world.passes(500);
    assert.deepEqual([shown(world), world.statuses()], ["a2", world.stored()]);
    assert.deepEqual(verbs(world).slice(-1), ["accept a2"]);
    assert.deepEqual(world.resets, ["a2"]);
  });

  test("meets what somebody else did there as it would have otherwise", async () => {
    const world = await rested();
    world.others("a2", "e2");
    world.complete();
    world.review.dispatch({ op: "accept", kind: "entity", id: "e2" });
    await world.passes(500);
    assert.deepEqual(world.statuses(), world.stored());
    assert.equal(world.review.state.entities.get("e2").status, "rejected");
    assert.deepEqual(
      world.notices.map(({ reason, elsewhere }) => [reason, elsewhere]),
      [["somebody changed this since you saw it", null]],
    );
  });

  test("and a change of somebody else that nobody touched is taken over without drawing all of it", async () => {
    const world = await rested();
    world.others("a2", "e2");
    world.complete();
    assert.equal(world.review.state.entities.get("e2").status, "pending");
    await world.passes(500);
    assert.equal(world.review.state.entities.get("e2").status, "rejected");
    assert.deepEqual(world.resets, ["a2"]);
  });
});

describe("a completion that the server refuses after the reviewer went on", () => {
  /** The server has one item more to decide than the reviewer saw. */
  async function refused() {
    const world = await rested();
    world.acceptAll();
    await world.passes(500);
    const { state } = world.reviews.get("a1");
    state.putEntity({ ...state.entities.get("e1"), id: "new", start: 0, end: 3, status: "pending" });
    state.revision += 1;
    world.review.run({ command: "complete" });
    world.review.run({ command: "accept" });
    return world;
  }

  test("leaves the reviewer where they are, and tells which article it is about and why", async () => {
    const world = await refused();
    await world.passes(1000);
    assert.deepEqual([shown(world), world.shown, world.review.trail.size], ["a2", "a2", 0]);
    const [{ reason, elsewhere }] = world.notices;
    assert.match(reason, /^1 left to decide/);
    assert.deepEqual(elsewhere, { article_id: "a1", title: "Title of a1" });
    assert.equal(world.notices.length, 1);
  });

  test("loses nothing of what was typed since", async () => {
    const world = await refused();
    await world.passes(1000);
    assert.deepEqual(world.statuses(), world.stored("a2"));
    assert.equal(world.review.state.entities.get("e1").status, "accepted");
    assert.equal(world.box.saved, true);
  });

  test("can be gone back to, as the server has it", async () => {
    const world = await refused();
    await world.passes(1000);
    world.review.navigate({ article_id: "a1" });
    await world.passes(500);
    assert.deepEqual([shown(world), world.statuses()], ["a1", world.stored("a1")]);
    assert.equal(world.review.state.entities.get("new").status, "pending");
  });
});

describe("undo right after going on", () => {
  test("shows the article left, as it was, at once", async () => {
    const world = await rested();
    world.complete();
    world.press("undo");
    assert.deepEqual([shown(world), world.review.state.status], ["a1", "in_progress"]);
    assert.equal(world.review.state.entities.get("e1").status, "accepted");
    await world.passes(1000);
    assert.deepEqual([shown(world), world.shown, world.statuses()], ["a1", "a1", world.stored("a1")]);
    assert.deepEqual(verbs(world), ["accept_all a1", "complete a1", "undo a1"]);
    assert.deepEqual(world.resets, ["a2", "a1"]);
  });

  test("goes on to take back what was done there", async () => {
    const world = await rested();
    world.complete();
    world.press("undo");
    world.press("undo");
    assert.equal(world.review.state.entities.get("e1").status, "pending");
    await world.passes(1000);
    assert.deepEqual(world.statuses(), world.stored("a1"));
  });

  test("once the server has shown the next article it is the same", async () => {
    const world = await rested();
    world.complete();
    await world.passes(1000);
    world.press("undo");
    await world.passes(1000);
    assert.deepEqual([shown(world), world.statuses()], ["a1", world.stored("a1")]);
    assert.equal(world.review.state.status, "in_progress");
  });
});
