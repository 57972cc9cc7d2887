import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { randomFrom } from "../fakes.js";
import { World } from "../world.js";

const shown = (world) => world.review.article.id;
const verbs = (world) =>
  world.log.map(
    ({ operation, reason }) => `${operation.op} ${operation.article_id}${reason ? ` REFUSED ${reason}` : ""}`,
  );
const press = (world, ...commands) => commands.forEach((command) => world.press(command));
const everything = (world) => [...world.reviews.keys()].map((id) => world.stored(id));
const lines = [
  ["prefetched", 1000],
  ["asked for", 0],
];

async function opened(world, id) {
  world.review.navigate({ article_id: id });
  await world.passes(1000);
  assert.equal(shown(world), id);
}

/** All steps back, or forth, as fast as the reviewer is told that there is one. */
async function toTheEnd(world, command) {
  for (let step = 0; step < 200; step += 1) {
    if (world.review.run({ command }).refused !== null) return;
    await world.passes(1500);
  }
  assert.fail(`there is no end of ${command}`);
}

for (const [how, rest] of lines) {
  describe(`after Ctrl+Enter, the next article ${how}`, () => {
    async function inTheSecond() {
      const world = new World();
      await world.passes(rest);
      world.complete();
      await world.passes(1500);
      press(world, "accept", "reject");
      await world.passes(1500);
      assert.equal(shown(world), "a2");
      return world;
    }

    test("undo goes back through both articles, and redo forth through both", async () => {
      const world = await inTheSecond();
      const end = everything(world);
      await toTheEnd(world, "undo");
      assert.deepEqual([shown(world), everything(world)], ["a1", everything(new World())]);
      await toTheEnd(world, "redo");
      assert.deepEqual([shown(world), everything(world)], ["a2", end]);
      assert.deepEqual(world.notices, []);
    });

    test("every quick press counts, also while the article before is being opened", async () => {
      const world = await inTheSecond();
      press(world, "undo", "undo", "undo", "undo");
      await world.passes(3000);
      assert.deepEqual([shown(world), everything(world)], ["a1", everything(new World())]);
      press(world, "redo", "redo", "redo");
      await world.passes(3000);
      assert.equal(shown(world), "a2");
      assert.deepEqual(verbs(world).slice(-7), [
        "undo a2",
        "undo a2",
        "undo a1",
        "undo a1",
        "redo a1",
        "redo a1",
        "redo a2",
      ]);
      assert.deepEqual(world.statuses(), world.stored("a2"));
    });

    test("a new decision leaves nothing to do again, in no article", async () => {
      const world = await inTheSecond();
      press(world, "undo", "undo", "undo");
      await world.passes(3000);
      world.review.dispatch({ op: "reject", kind: "entity", id: "e1" });
      assert.equal(world.review.run({ command: "redo" }).refused, "nothing to do again");
      await world.passes(1500);
      assert.equal(world.review.run({ command: "redo" }).refused, "nothing to do again");
    });

    test("with a dead server it is all done later", async () => {
      const world = await inTheSecond();
      world.alive = false;
      press(world, "undo", "undo", "undo", "undo");
      await world.passes(5000);
      world.alive = true;
      await world.passes(30_000);
      assert.deepEqual(
        [shown(world), everything(world), world.box.saved],
        ["a1", everything(new World()), true],
      );
    });
  });
}

test("an article chosen from the list while another is being opened is shown, and nothing that was pressed is lost", async () => {
  const world = new World();
  world.complete();
  await world.passes(1500);
  world.review.left = null;
  press(world, "undo", "undo");
  world.review.navigate({ article_id: "a3" });
  await world.passes(3000);
  assert.deepEqual(
    [shown(world), verbs(world)],
    ["a3", ["accept_all a1", "complete a1", "undo a1", "undo a1"]],
  );
});

describe("an undo that is refused, as somebody changed the item since", () => {
  /**
   * Two decisions in the first article and one in the second; the item of the first article's newer one is
   * somebody else's by now.
   */
  async function blocked() {
    const world = new World();
    press(world, "accept");
    world.review.dispatch({ op: "relabel", kind: "entity", id: "e2", label: "GPE" });
    await world.passes(1500);
    await opened(world, "a2");
    press(world, "accept");
    await world.passes(1500);
    world.others("a1", "e2");
    return world;
  }

  test("in another article: it is told there, and the next one goes on with what lies below", async () => {
    const world = await blocked();
    press(world, "undo", "undo");
    await world.passes(3000);
    assert.equal(shown(world), "a1");
    assert.deepEqual(
      world.notices.map(({ reason }) => reason.slice(0, 20)),
      ["That is not undone: "],
    );
    assert.equal(world.review.state.entities.get("e1").status, "accepted");
    press(world, "undo");
    await world.passes(1500);
    assert.deepEqual(
      [world.review.state.entities.get("e1").status, world.statuses()],
      ["pending", world.stored("a1")],
    );
    assert.equal(world.review.run({ command: "undo" }).refused, "nothing to undo");
  });

  test("quick presses go past it", async () => {
    const world = await blocked();
    press(world, "undo", "undo", "undo");
    await world.passes(4000);
    assert.deepEqual([shown(world), world.review.state.entities.get("e1").status], ["a1", "pending"]);
    assert.deepEqual(world.statuses(), world.stored("a1"));
    assert.equal(world.notices.length, 1);
  });
});

test("one label on all mentions is one step, back and forth through articles", async () => {
  const world = new World();
  const beginning = world.stored("a1");
  world.review.dispatch({
    op: "batch",
    operations: ["e1", "e2"].map((id) => ({ op: "relabel", kind: "entity", id, label: "GPE" })),
  });
  await world.passes(1500);
  const relabelled = world.stored("a1");
  assert.notDeepEqual(relabelled, beginning);
  await opened(world, "a2");
  press(world, "undo");
  await world.passes(2000);
  assert.deepEqual([shown(world), world.statuses(), world.stored()], ["a1", beginning, beginning]);
  await opened(world, "a2");
  press(world, "redo");
  await world.passes(2000);
  assert.deepEqual([shown(world), world.statuses(), world.stored()], ["a1", relabelled, relabelled]);
});

/** A decision or a move, at random; most of them can be made. */
async function something(world, random) {
  const { review } = world;
  const pick = random();
  const items = [
    { kind: "entity", id: "e1" },
    { kind: "entity", id: "e2" },
    { kind: "relation", id: "r1" },
  ];
  const item = items[Math.floor(random() * 3)];
  if (pick < 0.2) review.dispatch({ op: pick < 0.1 ? "accept" : "reject", ...item });
  else if (pick < 0.3)
    review.dispatch({ op: "relabel", kind: "entity", id: "e2", label: random() < 0.5 ? "GPE" : "ORG" });
  else if (pick < 0.4)
    review.dispatch({
      op: "batch",
      operations: [
        { op: "accept", kind: "entity", id: "e1" },
        { op: "delete", kind: "relation", id: "r1" },
      ],
    });
  else if (pick < 0.5) review.dispatch({ op: "flag", comment: String(Math.floor(random() * 3)) });
  else if (pick < 0.58) world.acceptAll();
  else if (pick < 0.66) press(world, "skip");
  else if (pick < 0.74) world.complete();
  else if (pick < 0.84) press(world, "undo");
  else if (pick < 0.9) press(world, "redo");
  else await opened(world, `a${1 + Math.floor(random() * 3)}`);
  if (random() < 0.6) await world.passes(random() * 1500);
}

test("whatever was done in three articles, undo leads to the beginning of all, and redo to the end again", async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = randomFrom(seed);
    const world = new World(["a1", "a2", "a3"], { delay: () => 5 + random() * 100 });
    for (let step = 0; step < 25 && !world.empty; step += 1) await something(world, random);
    await world.passes(5000);
    if (world.empty) continue;
    await toTheEnd(world, "redo");
    const end = everything(world);
    const beginning = everything(new World(["a1", "a2", "a3"]));
    await toTheEnd(world, "undo");
    assert.deepEqual(everything(world), beginning, `seed ${seed}: the beginning`);
    await toTheEnd(world, "redo");
    assert.deepEqual(everything(world), end, `seed ${seed}: the end\n${verbs(world).join("\n")}`);
    assert.deepEqual(world.statuses(), world.stored(), `seed ${seed}: the same picture`);
  }
});
