import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BINDINGS } from "../../../annotator/editor/frontend/keys/key_table.js";
import { operationFor } from "../../../annotator/editor/frontend/session/operation_of_command.js";
import { look, review } from "../build.js";

const entity = (id) => ({ kind: "entity", id });
const relation = (id) => ({ kind: "relation", id });

describe("what a key does to the focused item", () => {
  const OPERATIONS = [
    [entity("e1"), { command: "accept" }, { op: "accept", ...entity("e1") }],
    [relation("r1"), { command: "reject" }, { op: "reject", ...relation("r1") }],
    [entity("h1"), { command: "delete" }, { op: "delete", ...entity("h1") }],
    [entity("e1"), { command: "relabel", label: "ORG" }, { op: "relabel", ...entity("e1"), label: "ORG" }],
    [entity("e1"), { command: "relabel", index: 3 }, { op: "relabel", ...entity("e1"), label: "DATE" }],
    [
      relation("h2"),
      { command: "relabel", index: 1 },
      { op: "relabel", ...relation("h2"), label: "represents" },
    ],
    [relation("r1"), { command: "relabel", index: 1 }, "no label stands at this place of the list"],
    [
      relation("r1"),
      { command: "attribute", name: "polarity" },
      { op: "set_attribute", ...relation("r1"), name: "polarity", value: "negated" },
    ],
    [
      relation("r2"),
      { command: "attribute", name: "certainty" },
      "certainty is not an attribute of this relation",
    ],
    [relation("r1"), { command: "flip" }, { op: "flip", ...relation("r1") }],
    [entity("e1"), { command: "flip" }, "only a relation has a direction to turn round"],
    [entity("e1"), { command: "end-right" }, { op: "move", ...entity("e1"), start: 0, end: 11 }],
    [entity("e2"), { command: "start-left" }, { op: "move", ...entity("e2"), start: 8, end: 21 }],
    [entity("h1"), { command: "end-left" }, { op: "move", ...entity("h1"), start: 43, end: 49 }],
    [entity("h1"), { command: "start-right" }, { op: "move", ...entity("h1"), start: 50, end: 52 }],
    [entity("e1"), { command: "end-left" }, "the text ends here"],
    [entity("e1"), { command: "start-left" }, "the text ends here"],
    [entity("e2"), { command: "end-left" }, "an entity needs at least one word; Delete takes it away"],
    [entity("e2"), { command: "start-right" }, "an entity needs at least one word; Delete takes it away"],
    [relation("r1"), { command: "end-right" }, "only an entity has boundaries to move"],
    [null, { command: "accept" }, "nothing is focused: j goes to the next item to decide"],
    [null, { command: "complete" }, { op: "complete" }],
    [null, { command: "skip" }, { op: "skip" }],
    [entity("e1"), { command: "help" }, null],
  ];
  for (const [focus, command, expected] of OPERATIONS) {
    test(`${Object.values(command).join(" ")} on ${focus?.id ?? "nothing"}: ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(operationFor(look("talks", focus), command), expected);
    });
  }

  test("accept all lists everything pending in reading order, and says when nothing is", () => {
    const { items } = operationFor(look("talks"), { command: "accept-all" });
    assert.deepEqual(
      items.map(({ id }) => id),
      ["e1", "e2", "r1", "e3", "r2"],
    );
    assert.equal(
      operationFor(look("decided"), { command: "accept-all" }),
      "nothing is left to decide in this article",
    );
  });

  test("a boundary moves by whole words behind an emoji family", () => {
    assert.deepEqual(operationFor(look("emoji", entity("e1")), { command: "start-left" }), {
      op: "move",
      ...entity("e1"),
      start: 0,
      end: 11,
    });
    assert.deepEqual(operationFor(look("emoji", entity("e1")), { command: "end-right" }), {
      op: "move",
      ...entity("e1"),
      start: 6,
      end: 15,
    });
  });
});

describe("run", () => {
  const SCREEN = new Set([
    "label-list",
    "mentions",
    "caret",
    "relate",
    "reattach-head",
    "other-end",
    "back",
    "filter-list",
    "flag",
    "search",
    "guidelines",
    "history",
    "settings",
    "missed",
    "menu",
    "help",
    "cancel",
    "origin",
  ]);
  const commands = new Set(
    BINDINGS.filter(({ modes }) => modes.includes("normal")).map(({ command }) => command),
  );
  for (const command of commands) {
    test(`${command} ${SCREEN.has(command) ? "is left to the screen" : "needs no screen"}`, () => {
      assert.equal(review("talks").review.run({ command }) === null, SCREEN.has(command));
    });
  }

  test("an article is reviewed with the keyboard alone", () => {
    const { review: shown, sent } = review("talks");
    for (const command of ["accept", "reject", "next-pending"]) shown.run({ command });
    for (const command of ["accept", "accept-all", "complete"])
      assert.equal(shown.run({ command })?.refused ?? null, null);
    assert.equal(shown.state.status, "complete");
    assert.deepEqual(
      [shown.state.entities.get("e1").status, shown.state.entities.get("e2").status],
      ["accepted", "rejected"],
    );
    assert.equal(sent.length, 1);
  });

  test("a step without anywhere to go leaves the focus", () => {
    const { review: shown } = review("decided");
    shown.run({ command: "previous" });
    shown.run({ command: "next" });
    const last = shown.focus;
    shown.run({ command: "next-pending" });
    assert.deepEqual(shown.focus, last);
  });

  test("a refusal comes back as the sentence to show", () => {
    const { review: shown } = review("talks");
    shown.focusOn(null);
    assert.match(shown.run({ command: "reject" }).refused, /^nothing is focused/);
  });
});
