import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  clockTime,
  dayTitle,
  groupHistory,
  undoneRows,
  withNewest,
  withOlder,
} from "../../../../annotator/editor/frontend/tools/history/rows.js";
import { historyWords } from "../../../../annotator/editor/frontend/session/history_words.js";

const then = (fields) => ({ label: "", words: "", head: "", tail: "", attributes: {}, ...fields });
const person = (words, label = "PERSON") => then({ words, label });
const met = (head, tail, fields = {}) => then({ head, tail, label: "met_with", ...fields });
const item = (before, after, kind = "entity") => ({ kind, id: "e1", start: 0, end: 7, before, after });
const link = (before, after) => item(before, after, "relation");
let sequence = 0;
const row = (verb, items = [], fields = {}) => ({
  sequence: (sequence += 1),
  reviewer: "ann",
  at: "2026-03-24T09:30:00.000Z",
  verb,
  target: null,
  of: "",
  outcome: "applied",
  reason: "",
  by: "",
  comment: "",
  items,
  count: items.length,
  ...fields,
});
const titleOf = (label) => label.replace("_", " ");
const words = (...given) => historyWords(row(...given), titleOf);
const blinken = person("Blinken");
const talks = met("Blinken", "Cavusoglu");

describe("a decision in words", () => {
  const CASES = [
    ["accept", [item(blinken, blinken)], {}, "accepted “Blinken” PERSON"],
    ["accept", [link(talks, talks)], {}, "accepted “Blinken” met with “Cavusoglu”"],
    ["reject", [item(blinken, blinken)], { count: 3 }, "rejected “Blinken” PERSON and its 2 relations"],
    ["delete", [item(blinken, null)], { count: 2 }, "deleted “Blinken” PERSON and its relation"],
    ["relabel", [item(person("Blinken", "GPE"), blinken)], {}, "relabelled “Blinken” GPE → PERSON"],
    [
      "relabel",
      [link(talks, met("Blinken", "Cavusoglu", { label: "urged" }))],
      {},
      "relabelled “Blinken” met with → urged “Cavusoglu”",
    ],
    ["move", [item(person("U.S."), person("U.S. State"))], {}, "moved the end of “U.S.” → “U.S. State”"],
    ["move", [item(person("the U.S."), person("U.S."))], {}, "moved the start of “the U.S.” → “U.S.”"],
    [
      "move",
      [item(person("State"), person("U.S. State Department"))],
      {},
      "moved the boundaries of “State” → “U.S. State Department”",
    ],
    ["add_entity", [item(null, blinken)], {}, "added “Blinken” PERSON"],
    ["add_relation", [link(null, talks)], {}, "added “Blinken” met with “Cavusoglu”"],
    ["flip", [link(talks, met("Cavusoglu", "Blinken"))], {}, "turned round “Blinken” met with “Cavusoglu”"],
    [
      "reattach",
      [link(talks, met("Blinken", "Turkey"))],
      {},
      "re-attached “Blinken” met with “Cavusoglu” → “Blinken” met with “Turkey”",
    ],
    [
      "set_attribute",
      [link(talks, met("Blinken", "Cavusoglu", { attributes: { polarity: "negated" } }))],
      {},
      "set polarity to negated: “Blinken” met with “Cavusoglu”",
    ],
    ["accept_all", [item(blinken, blinken)], { count: 12 }, "accepted 12 items at once"],
    ["accept_all", [item(blinken, blinken)], {}, "accepted 1 item at once"],
    [
      "batch",
      [item(null, blinken), item(person("Blinken", "GPE"), blinken)],
      { count: 5 },
      "labelled 5 mentions of “Blinken” PERSON",
    ],
    [
      "batch",
      [item(null, blinken), link(null, talks)],
      {},
      "took “Blinken” PERSON and “Blinken” met with “Cavusoglu”",
    ],
    ["complete", [], {}, "completed the article"],
    ["skip", [], {}, "skipped the article"],
    ["flag", [], { comment: "printed twice" }, "flagged the article: printed twice"],
    [
      "undo",
      [item(person("Blinken", "GPE"), blinken)],
      { of: "relabel" },
      "undid: relabelled “Blinken” GPE → PERSON",
    ],
    ["redo", [], { of: "accept_all", count: 12 }, "did again: accepted 12 items at once"],
    ["undo", [], { of: "complete" }, "undid: completed the article"],
    ["undo", [], { of: "", outcome: "refused" }, "wanted to undo"],
    [
      "relabel",
      [item(blinken, person("Blinken", "ORG"))],
      { outcome: "collided" },
      "wanted to relabel “Blinken” PERSON → ORG",
    ],
    ["accept", [], { outcome: "refused", count: 1 }, "wanted to accept what was not there"],
    ["complete", [], { outcome: "refused" }, "wanted to complete the article"],
    ["paint_red", [], { outcome: "refused" }, "paint red"],
  ];
  for (const [verb, items, fields, expected] of CASES)
    test(expected, () => assert.equal(words(verb, items, fields), expected));

  test("long words are cut, and line breaks become blanks", () => {
    const long = person(`The\n${"very ".repeat(40)}end`);
    const said = words("accept", [item(long, long)]);
    assert.match(said, /^accepted “The very very .*…” PERSON$/);
    assert.ok(said.length < 80);
  });
});

describe("what has been undone", () => {
  test("is known by the last word on it; a refused undo takes nothing back", () => {
    const [one, two, three] = [row("accept"), row("accept"), row("accept")];
    const undo = (made, verb = "undo", fields = {}) =>
      row(verb, [], { target: made.sequence, of: "accept", ...fields });
    const log = [
      one,
      two,
      three,
      undo(three),
      undo(two),
      undo(two, "redo"),
      undo(one, "undo", { outcome: "refused" }),
    ];
    assert.deepEqual([...undoneRows([...log].reverse())], [three.sequence]);
  });
});

describe("pages", () => {
  const rows = [5, 4, 3, 2, 1].map((at) => row("accept", [], { sequence: at }));
  const page = (from, to, older = true) => ({ rows: rows.slice(from, to), older });
  const places = (found) => found.rows.map((entry) => entry.sequence);

  test("newer rows come before those that are known, each once", () => {
    const found = withNewest(page(2, 4), page(0, 3));
    assert.deepEqual([places(found), found.older], [[5, 4, 3, 2], true]);
  });
  test("where more was decided than a page holds, the newest page begins anew", () => {
    assert.deepEqual(places(withNewest(page(3, 5, false), page(0, 2))), [5, 4]);
    assert.equal(withNewest(page(3, 5, false), page(0, 2)).older, true);
  });
  test("the first decision of an article comes to an empty history", () => {
    assert.deepEqual(places(withNewest({ rows: [], older: false }, page(4, 5, false))), [1]);
    assert.deepEqual(places(withNewest({ rows: [], older: false }, { rows: [], older: false })), []);
  });
  test("older rows come behind, and the end of the log is known", () => {
    const found = withOlder(page(0, 3), page(2, 5, false));
    assert.deepEqual([places(found), found.older], [[5, 4, 3, 2, 1], false]);
  });
});

describe("groups", () => {
  const now = new Date(2026, 2, 24, 15, 0);
  const at = (...parts) => new Date(...parts).toISOString();
  const of = (reviewer, ...parts) => row("accept", [], { reviewer, at: at(...parts) });

  test("one reviewer: by day", () => {
    const rows = [
      of("ann", 2026, 2, 24, 14),
      of("ann", 2026, 2, 24, 9),
      of("ann", 2026, 2, 23, 9),
      of("ann", 2025, 11, 1, 9),
    ];
    assert.deepEqual(
      groupHistory(rows, now).map(({ title, rows: found }) => [title, found.length]),
      [
        ["Today", 2],
        ["Yesterday", 1],
        ["1 December 2025", 1],
      ],
    );
  });
  test("several reviewers: by day and reviewer, in the order of the log", () => {
    const rows = [of("ann", 2026, 2, 24, 14), of("bob", 2026, 2, 24, 13), of("ann", 2026, 2, 24, 12)];
    assert.deepEqual(
      groupHistory(rows, now).map(({ title }) => title),
      ["Today · ann", "Today · bob", "Today · ann"],
    );
  });
  test("yesterday is the day before, also over the end of a month", () => {
    assert.equal(dayTitle(new Date(2026, 1, 28, 23, 59), new Date(2026, 2, 1)), "Yesterday");
  });
  test("times have two digits", () => assert.equal(clockTime(new Date(2026, 2, 24, 9, 5)), "09:05"));
});
