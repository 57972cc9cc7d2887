import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BINDINGS } from "../../../annotator/editor/frontend/keys/key_table.js";
import { menuRows, sifted } from "../../../annotator/editor/frontend/tools/menu_rows.js";
import { review } from "../build.js";

const rowsOf = (scene, focus, changes = {}) => {
  const made = review(scene).review;
  made.focus = focus;
  Object.assign(made, changes);
  return menuRows(made);
};
const reason = (rows, command) => rows.find((row) => row.command.command === command).reason;
const entity = { kind: "entity", id: "e1" };

describe("the menu of all actions", () => {
  test("has every command of the key table once, but those that only open and close it", () => {
    const rows = rowsOf("talks", entity).filter(({ command }) => command.command !== "attribute");
    const all = new Set(BINDINGS.map(({ command }) => command));
    all.delete("menu");
    all.delete("cancel");
    assert.deepEqual(rows.map(({ command }) => command.command).toSorted(), [...all].toSorted());
  });

  const REASONS = [
    ["accept", null, "nothing is focused: j goes to the next item to decide"],
    ["accept", entity, null],
    ["flip", entity, "only a relation has a direction to turn round"],
    ["flip", { kind: "relation", id: "r1" }, null],
    ["relate", null, "a relation begins at an entity"],
    ["relate", entity, null],
    ["undo", entity, "nothing to undo"],
    ["complete", entity, "5 left to decide: j goes to the next one, Shift+A accepts all"],
    ["accept-all", entity, null],
    ["caret-right", entity, "while an entity is added by keys"],
    ["toggle", entity, "while identical mentions are shown"],
    ["help", null, null],
  ];
  for (const [command, focus, wanted] of REASONS) {
    test(`${command} with ${focus?.kind ?? "nothing"} focused: ${wanted ?? "can be done"}`, () =>
      assert.equal(reason(rowsOf("talks", focus), command), wanted));
  }

  test("what is complete has nothing left to accept", () => {
    assert.equal(reason(rowsOf("decided", null), "accept-all"), "nothing is left to decide in this article");
    assert.equal(reason(rowsOf("decided", null), "next-pending"), "nothing is left to decide");
  });

  test("offers the attributes that the focused item may carry", () => {
    const rows = rowsOf("talks", { kind: "relation", id: "r1" }).filter(
      ({ group }) => group === "Attributes",
    );
    assert.ok(rows.some(({ command, key }) => command.name === "polarity" && key === "p"));
  });

  test("shows the keys that the label schema changed, and none where it took them away", () => {
    const made = review("talks").review;
    made.schema = { ...made.schema, keys: { accept: ["y"], reject: [] } };
    const key = (command) => menuRows(made).find((row) => row.command.command === command).key;
    assert.deepEqual([key("accept"), key("reject"), key("undo")], ["y", null, "u"]);
  });

  test("keeps the rows that hold all words typed, in any order", () => {
    const found = sifted(rowsOf("talks", entity), "  ALL accept");
    assert.deepEqual(
      found.map(({ command }) => command.command),
      ["accept-all"],
    );
    assert.equal(sifted(rowsOf("talks", entity), "").length, rowsOf("talks", entity).length);
    assert.deepEqual(sifted(rowsOf("talks", entity), "unheard of"), []);
  });
});
