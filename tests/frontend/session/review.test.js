import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Review } from "../../../annotator/editor/frontend/session/review.js";
import { data, outbox, review, schema, scenes } from "../build.js";
import { FakeServer } from "../fakes.js";

const entity = (id) => ({ kind: "entity", id });
const relation = (id) => ({ kind: "relation", id });
const on = (op, item, fields = {}) => ({ op, ...item, ...fields });
const opsOf = (messages) => messages.flatMap(({ operations }) => operations);

describe("an operation", () => {
  test("is shown at once and sent with what the reviewer saw and how long it took", () => {
    const {
      review: shown,
      sent,
      clock,
      events,
    } = review("talks", { review: { ...data("talks").review, revision: 7 } });
    clock.advance(2400);
    const result = shown.dispatch(on("relabel", entity("e1"), { label: "ORG" }));
    assert.deepEqual(result, { refused: null, changed: new Set(["entity:e1"]), open: null });
    assert.equal(shown.state.entities.get("e1").label, "ORG");
    assert.deepEqual(sent[0].operations, [
      {
        op: "relabel",
        kind: "entity",
        id: "e1",
        label: "ORG",
        article_id: "a1",
        revision: 7,
        seconds: 2.4,
        seq: 1,
      },
    ]);
    const event = events.at(-1);
    assert.deepEqual(
      [[...event.changed], event.status, event.saved, event.review],
      [["entity:e1"], "saving", false, true],
    );
  });

  test("that is refused changes nothing, sends nothing and says why", () => {
    const { review: shown, sent, events } = review("talks");
    const result = shown.dispatch(on("accept", relation("r4")));
    assert.equal(result.refused, "one end of this relation is rejected; accept that entity first");
    assert.deepEqual([sent.length, events.length], [0, 0]);
  });

  test("that changes nothing sends nothing", () => {
    const { review: shown, sent } = review("talks");
    assert.deepEqual(shown.dispatch(on("accept", entity("e4"))).changed, new Set());
    assert.equal(sent.length, 0);
  });

  test("that would bring a twin back is refused here as by the server", () => {
    const { review: shown } = review("talks");
    shown.dispatch({ op: "add_entity", id: "h9", start: 56, end: 60, label: "ORG" });
    assert.match(shown.dispatch(on("accept", entity("e6"))).refused, /exactly these boundaries already/);
  });

  test("names every item that a cascade touches", () => {
    const { review: shown } = review("talks");
    const { changed } = shown.dispatch(on("reject", entity("e1")));
    assert.deepEqual(changed, new Set(["relation:h2", "relation:r1", "relation:r2", "entity:e1"]));
  });

  test("is stamped with the revision of the last acknowledgement", () => {
    const { review: shown, sent, server, answer } = review("talks");
    server.revision = 20;
    shown.dispatch(on("accept", entity("e1")));
    answer();
    shown.dispatch(on("accept", entity("e2")));
    assert.equal(opsOf(sent)[0].revision, 21);
  });

  test("is not stamped with a revision whose picture has not come yet", () => {
    const { review: shown, sent, server, answer } = review("talks");
    server.revision = 20;
    shown.dispatch(on("accept", entity("e1")));
    answer({ resync: true });
    shown.dispatch(on("accept", entity("e2")));
    assert.equal(opsOf(sent)[0].revision, 0);
  });

  test("counts a pause of the reviewer as half a minute at most", () => {
    const { review: shown, sent, clock } = review("talks");
    clock.advance(5000);
    shown.touch();
    clock.advance(3_600_000);
    shown.dispatch(on("accept", entity("e1")));
    assert.equal(opsOf(sent)[0].seconds, 35);
  });
});

describe("the focus", () => {
  test("begins at the first item to decide", () => {
    assert.deepEqual(review("talks").review.focus, entity("e1"));
    assert.equal(review("decided").review.focus, null);
  });

  const MOVES = [
    ["accept", entity("e1"), entity("e2")],
    ["reject", entity("e1"), entity("e2")],
    ["accept", relation("r2"), entity("e1")],
    ["accept", entity("e4"), relation("r2")],
    ["delete", entity("h1"), relation("r2")],
    ["delete", relation("h2"), relation("r2")],
  ];
  for (const [op, item, expected] of MOVES) {
    test(`goes on to the next pending item after ${op} of ${item.id}`, () => {
      const { review: shown } = review("talks");
      shown.focusOn(item);
      shown.dispatch(on(op, item));
      assert.deepEqual(shown.focus, expected);
    });
  }

  test("stays after the last pending item is accepted", () => {
    const { review: shown } = review("broken");
    shown.dispatch(on("reject", relation("r5")));
    assert.deepEqual(shown.focus, relation("r5"));
  });

  test("goes to what was added", () => {
    const { review: shown } = review("talks");
    shown.dispatch({ op: "add_entity", id: shown.newId(), start: 22, end: 24, label: "DATE" });
    assert.match(shown.focus.id, /^h[0-9a-f]{6}-1$/);
    shown.dispatch({ op: "add_relation", id: "h9", head: "e2", tail: "e3", label: "represents" });
    assert.deepEqual(shown.focus, relation("h9"));
  });

  test("goes back to what an undo brings back", () => {
    const { review: shown } = review("talks");
    shown.dispatch(on("reject", entity("e1")));
    shown.focusOn(entity("e6"));
    shown.undo();
    assert.deepEqual(shown.focus, entity("e1"));
  });

  test("leaves an item that the server's picture lacks for the next one", () => {
    const { review: shown } = review("talks");
    shown.focusOn(entity("h1"));
    const without = structuredClone(scenes.talks);
    without.entities = without.entities.filter(({ id }) => id !== "h1");
    without.relations = without.relations.filter(({ id }) => id !== "h2" && id !== "r5");
    shown.receive({ ...data(without), generation: "2" });
    assert.deepEqual(shown.focus, relation("r2"));
  });

  test("tells listeners where it was and where it is", () => {
    const { review: shown, events } = review("talks");
    shown.focusOn(entity("e5"));
    assert.deepEqual([events[0].previousFocus, events[0].focus], [entity("e1"), entity("e5")]);
    shown.focusOn(entity("gone"));
    assert.equal(shown.focus, null);
  });
});

describe("completing and going on", () => {
  test("a decided article is completed and the next one asked for in the same message", () => {
    const { review: shown, sent } = review("decided");
    const result = shown.dispatch({ op: "complete" });
    assert.deepEqual(
      [result.open, sent[0].open, opsOf(sent)[0].op],
      [{ next: true, after: "a1" }, { next: true, after: "a1" }, "complete"],
    );
    assert.equal(shown.state.status, "complete");
  });

  test("an article with something left to decide is not completed", () => {
    const { review: shown, sent } = review("talks");
    assert.match(shown.dispatch({ op: "complete" }).refused, /^5 left to decide/);
    assert.equal(sent.length, 0);
  });

  test("a complete article that is completed again only goes on", () => {
    const { review: shown, sent } = review("decided", {
      review: { ...data("decided").review, status: "complete" },
    });
    assert.deepEqual(shown.dispatch({ op: "complete" }).open, { next: true, after: "a1" });
    assert.deepEqual([sent[0].open, sent[0].operations], [{ next: true, after: "a1" }, []]);
  });

  for (const [operation, open] of [
    [{ op: "skip" }, { next: true, after: "a1" }],
    [{ op: "flag", comment: "a" }, null],
  ]) {
    test(`${operation.op} ${open ? "opens the next article" : "stays in the article"}`, () => {
      const { review: shown, sent } = review("talks");
      assert.deepEqual(shown.dispatch(operation).open, open);
      assert.deepEqual(sent[0].open, open);
    });
  }

  test("another article that comes is shown from its first pending item", () => {
    const { review: shown, events, sent } = review("decided");
    shown.dispatch({ op: "complete" });
    const other = data("talks");
    other.article = { ...other.article, id: "a2" };
    shown.receive({ ...other, acked: { client: shown.outbox.client, seq: 1 } });
    const event = events.find(({ reset }) => reset);
    assert.deepEqual([event.focus, event.previousFocus, event.review], [entity("e1"), null, true]);
    assert.deepEqual(
      [shown.article.id, shown.state.entities.size, shown.canUndo, shown.saved],
      ["a2", 7, false, true],
    );
    shown.dispatch(on("accept", entity("e1")));
    assert.equal(opsOf(sent).at(-1).article_id, "a2");
  });
});

describe("the server's picture", () => {
  const acked = (box, seq) => ({ client: box.client, seq });

  test("takes the place of ours, and what it lacks is done on it again", () => {
    const { review: shown, box, answer, events } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    answer();
    shown.dispatch(on("relabel", entity("e2"), { label: "ORG" }));
    const theirs = data("talks", { generation: "2", acked: acked(box, 1) });
    theirs.entities[0].status = "accepted";
    theirs.entities[2].status = "rejected";
    shown.receive(theirs);
    const { entities } = shown.state;
    assert.deepEqual(
      [entities.get("e1").status, entities.get("e2").label, entities.get("e3").status],
      ["accepted", "ORG", "rejected"],
    );
    assert.deepEqual(events.at(-1).changed, new Set(["entity:e3"]));
    assert.equal(events.at(-1).reset, false);
  });

  test("that is older than the acknowledgement shows no edit twice and loses none", () => {
    const { review: shown, box, answer } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    answer();
    shown.dispatch({ op: "add_entity", id: "h9", start: 22, end: 24, label: "DATE" });
    answer();
    const theirs = data("talks", { generation: "2", acked: acked(box, 1) });
    theirs.entities[0].status = "accepted";
    shown.receive(theirs);
    assert.equal(shown.state.entities.get("h9").status, "added");
    assert.equal(box.saved, true);
  });

  test("on which an edit no longer fits: it is told, and stays on the queue for the server to decide", () => {
    const { review: shown, box, events } = review("talks");
    shown.dispatch(on("relabel", relation("r1"), { label: "met_with" }));
    const theirs = data("talks", { generation: "2" });
    theirs.relations = theirs.relations.filter(({ id }) => id !== "r1");
    shown.receive(theirs);
    const told = events.flatMap(({ notices }) => notices);
    assert.deepEqual(told, [
      { kind: "refused", seq: 1, reason: "relation r1 is not there any more", elsewhere: null },
    ]);
    assert.equal(box.pending, 1);
  });

  test("that has been shown already does not take newer edits away", () => {
    const { review: shown } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    shown.receive(data("talks"));
    assert.equal(shown.state.entities.get("e1").status, "accepted");
  });

  test("keeps undo of what it holds, so that nothing is asked of the server", () => {
    const { review: shown, box, sent, answer } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    answer();
    const theirs = data("talks", {
      generation: "2",
      acked: acked(box, 1),
      undo: [{ client: box.client, seq: 1, verb: "accept" }],
    });
    theirs.entities[0].status = "accepted";
    theirs.review.status = "in_progress";
    shown.receive(theirs);
    shown.undo();
    assert.deepEqual([shown.state.entities.get("e1").status, sent[0].resync], ["pending", false]);
  });

  test("draws everything anew when the label schema has changed", () => {
    const { review: shown, events } = review("talks");
    shown.receive({ ...data("talks"), generation: "2", schema: { ...schema, version: "2" } });
    assert.equal(events.at(-1).reset, true);
  });

  test("keeps the edits of a page over the life of several reviews", () => {
    const { box } = outbox();
    const first = new Review(data("talks"), box);
    first.dispatch(on("accept", entity("e1")));
    first.close();
    const second = new Review(data("talks"), box);
    assert.equal(second.state.entities.get("e1").status, "accepted");
    assert.equal(second.canUndo, true);
  });
});

describe("answers of the server", () => {
  test("a refusal and a collision are told once, however often they are sent", () => {
    const { review: shown, sent, events } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    const server = new FakeServer();
    const ack = {
      ...server.take(sent[0]),
      refused: [{ seq: 1, outcome: "collided", reason: "reviewer-2 made it a GPE" }],
    };
    shown.acknowledge(ack);
    shown.acknowledge(ack);
    assert.deepEqual(
      events.flatMap(({ notices }) => notices),
      [{ kind: "collided", seq: 1, reason: "reviewer-2 made it a GPE", elsewhere: null }],
    );
  });

  test("saving and saved are told without being asked", () => {
    const { review: shown, events, answer } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    answer();
    assert.deepEqual(events.map(({ status }) => status).at(-1), "saved");
    assert.ok(events.some(({ status }) => status === "saving"));
    assert.equal(shown.saved, true);
  });

  test("progress is taken over", () => {
    const { review: shown, answer } = review("talks");
    shown.dispatch(on("accept", entity("e1")));
    answer({ progress: { completed: 5, total: 9, today: 2 } });
    assert.deepEqual(shown.progress, { completed: 5, total: 9, today: 2 });
  });
});
