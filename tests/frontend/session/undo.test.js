import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { data, review } from "../build.js";

const entity = (id) => ({ kind: "entity", id });
const relation = (id) => ({ kind: "relation", id });
const on = (op, item, fields = {}) => ({ op, ...item, ...fields });
const opsOf = (messages) => messages.flatMap(({ operations }) => operations);

describe("undo and redo", () => {
  const DECISIONS = [
    on("accept", entity("e1")),
    on("reject", entity("e1")),
    on("relabel", entity("e1"), { label: "GPE" }),
    on("move", entity("e1"), { start: 0, end: 11 }),
    on("delete", entity("h1")),
    on("flip", relation("r2")),
    { op: "add_entity", id: "h9", start: 22, end: 24, label: "DATE" },
    { op: "add_relation", id: "h9", head: "e2", tail: "e3", label: "represents" },
    on("set_attribute", relation("r1"), { name: "polarity", value: "negated" }),
    { op: "accept_all", items: [entity("e1"), entity("e2"), relation("r1")] },
    { op: "batch", operations: [on("accept", entity("e1")), on("relabel", entity("e1"), { label: "ORG" })] },
    { op: "skip" },
    { op: "flag", comment: "twice" },
  ];
  const picture = ({ state }) => ({
    items: [...state.entities.values(), ...state.relations.values()].sort((one, other) =>
      one.id < other.id ? -1 : 1,
    ),
    status: state.status,
    comment: state.comment,
  });
  for (const decision of DECISIONS) {
    test(`${decision.op} is one step back and one step forth`, () => {
      const { review: shown, sent, answer } = review("talks");
      const before = picture(shown);
      shown.dispatch(decision);
      const after = picture(shown);
      shown.undo();
      assert.deepEqual(picture(shown), before);
      shown.redo();
      assert.deepEqual(picture(shown), after);
      answer();
      const client = shown.outbox.client;
      assert.deepEqual(
        opsOf(sent).map(({ op, target }) => [op, target]),
        [
          ["undo", { client, seq: 1 }],
          ["redo", { client, seq: 1 }],
        ],
      );
    });
  }

  test("a new decision leaves nothing to do again", () => {
    const { review: shown } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    shown.undo();
    assert.equal(shown.canRedo, true);
    shown.dispatch(on("accept", entity("e2")));
    assert.deepEqual([shown.canRedo, shown.redo().refused], [false, "nothing to do again"]);
  });

  test("with nothing left it says so", () => {
    const { review: shown, sent } = review("talks");
    assert.deepEqual([shown.canUndo, shown.undo().refused, sent.length], [false, "nothing to undo", 0]);
  });

  test("a decision made before a reload is undone by the server, whose picture is asked for", () => {
    const undo = [{ client: "c-old", seq: 4, verb: "accept" }];
    const { review: shown, sent } = review("talks", { undo });
    const result = shown.undo();
    assert.deepEqual(result, { refused: null, changed: new Set(), open: null });
    assert.deepEqual([sent[0].resync, sent[0].operations[0].target], [true, { client: "c-old", seq: 4 }]);
    assert.deepEqual([shown.canUndo, shown.canRedo], [false, true]);
  });

  test("with nothing left here the last decision in another article is undone and that article opened", () => {
    const previous = { article_id: "a0", client: "c-old", seq: 9, verb: "complete" };
    const { review: shown, sent, server, answer, box } = review("talks", { previous });
    server.revision = 3;
    shown.dispatch(on("accept", entity("e1")));
    shown.undo();
    answer();
    answer();
    const { asks, open } = shown.undo();
    assert.deepEqual(
      [open, asks.sentence],
      [
        null,
        "Your last decision before was made in “a0”: complete. u once more goes there and takes its completion back.",
      ],
    );
    assert.deepEqual(shown.undo().open, { article_id: "a0" });
    assert.deepEqual(sent[0].open, { article_id: "a0" });
    const [{ op, target, article_id }] = sent[0].operations;
    assert.deepEqual([op, target, article_id], ["undo", { client: "c-old", seq: 9 }, "a0"]);
    assert.deepEqual(
      [shown.undo().open, box.seq],
      [{ article_id: "a0" }, 3],
      "pressed again it waits for that article",
    );
  });

  /** Two decisions of this page, and somebody has relabelled what the newer one was about. */
  function blocked() {
    const made = review("talks");
    const { review: shown, box } = made;
    shown.dispatch(on("accept", entity("e2")));
    shown.dispatch(on("accept", entity("e1")));
    made.answer();
    const theirs = data("talks");
    Object.assign(theirs.entities[0], { label: "GPE", status: "corrected" });
    theirs.entities[1].status = "accepted";
    const undo = [1, 2].map((seq) => ({ client: box.client, seq, verb: "accept" }));
    shown.receive({ ...theirs, generation: "2", undo, acked: { client: box.client, seq: 2 } });
    return { ...made, theirs };
  }

  test("an item that was changed by somebody else since is not undone, and the reviewer is told why", () => {
    const { review: shown } = blocked();
    assert.equal(
      shown.undo().refused,
      "“accept” is not undone: an entity of it has been changed since. The next undo goes on below it.",
    );
    assert.equal(shown.state.entities.get("e1").label, "GPE");
  });

  test("what cannot be undone does not stand in the way of what lies below it", () => {
    const { review: shown, box } = blocked();
    shown.undo();
    const [{ op, target }] = box.operationsAfter("a1", null).slice(-1);
    assert.deepEqual(
      [op, target],
      ["undo", { client: box.client, seq: 2 }],
      "it is sent all the same: the log knows after a reload",
    );
    assert.equal(shown.undo().refused, null);
    assert.deepEqual(
      [shown.state.entities.get("e1").status, shown.state.entities.get("e2").status],
      ["corrected", "pending"],
    );
    assert.deepEqual([shown.undo().refused, shown.canRedo], ["nothing to undo", true]);
  });

  test("a picture from before it is told does not bring it back, nor tell it twice", () => {
    const { review: shown, theirs, box, events } = blocked();
    shown.undo();
    events.length = 0;
    const undo = [1, 2].map((seq) => ({ client: box.client, seq, verb: "accept" }));
    shown.receive({ ...theirs, generation: "3", undo, acked: { client: box.client, seq: 2 } });
    shown.acknowledge({
      client: box.client,
      acked: 3,
      article_id: "a1",
      revision: 3,
      refused: [{ seq: 3, outcome: "refused", reason: "because" }],
      resync: true,
      number: 9,
      progress: null,
    });
    assert.equal(shown.undo().refused, null);
    assert.deepEqual(
      events.flatMap(({ notices }) => notices).map(({ reason }) => reason),
      ["Undid: accepted “Cavusoglu” PERSON."],
    );
  });

  test("an undo that only the server can judge is told in the same words when it refuses", () => {
    const {
      review: shown,
      box,
      events,
    } = review("talks", { undo: [{ client: "c-old", seq: 4, verb: "accept" }] });
    shown.undo();
    shown.acknowledge({
      client: box.client,
      acked: 1,
      article_id: "a1",
      revision: 1,
      refused: [{ seq: 1, outcome: "refused", reason: "a relation of it has been changed since" }],
      resync: true,
      number: 1,
      progress: null,
    });
    const [told, { reason }] = events.flatMap(({ notices }) => notices);
    assert.equal(told.reason, "Undid: accept.");
    assert.equal(
      reason,
      "That is not undone: a relation of it has been changed since. The next undo goes on below it.",
    );
  });

  test("undo goes back through any number of decisions, and redo forth again", () => {
    const { review: shown } = review("talks");
    const pictures = [picture(shown)];
    const items = [entity("e1"), entity("e2"), relation("r1"), entity("e3"), relation("r2")];
    for (const item of items) {
      shown.dispatch(on("accept", item));
      pictures.push(picture(shown));
    }
    for (let at = items.length - 1; at >= 0; at -= 1) {
      shown.undo();
      assert.deepEqual(picture(shown), pictures[at]);
    }
    for (let at = 1; at <= items.length; at += 1) {
      shown.redo();
      assert.deepEqual(picture(shown), pictures[at]);
    }
  });
});
