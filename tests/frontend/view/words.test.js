import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bare, inWords } from "../../../annotator/editor/frontend/tools/collisions.js";
import { dayOf, leftToDecide, sourceName } from "../../../annotator/editor/frontend/view/header.js";
import { buttonsFor, caption } from "../../../annotator/editor/frontend/keys/captions.js";
import { Offsets } from "../../../annotator/editor/frontend/text/offsets.js";
import { occurrences } from "../../../annotator/editor/frontend/tools/search.js";
import { paceText } from "../../../annotator/editor/frontend/view/status_bar.js";
import { schema } from "../build.js";

/** @param {Partial<import("../../../annotator/editor/frontend/view/header.js").Counts>} given */
const counts = (given) => ({
  entities: 47,
  relations: 12,
  pendingEntities: 18,
  pendingRelations: 5,
  marked: 40,
  proposed: 59,
  ...given,
});

describe("what stands above the text", () => {
  test("says how much is left to decide", () => {
    assert.equal(
      leftToDecide(counts({}), "in_progress", "").join(""),
      "18 of 47 entities and 5 of 12 relations left to decide",
    );
    assert.equal(
      leftToDecide(counts({ relations: 0 }), "new", "").join(""),
      "18 of 47 entities left to decide",
    );
    assert.equal(
      leftToDecide(counts({ pendingEntities: 0, pendingRelations: 0 }), "new", "").join(""),
      "everything decided",
    );
    assert.equal(leftToDecide(counts({}), "flagged", "odd page").join(""), "flagged: odd page");
    assert.equal(leftToDecide(counts({ proposed: 0, marked: 0 }), "new", "").join(""), "nothing proposed");
    assert.equal(
      leftToDecide(counts({ proposed: 0, marked: 1 }), "new", "").join(""),
      "nothing proposed: 1 entity is marked",
    );
  });

  test("a blind review says that it is one, and never that everything is decided", () => {
    const none = counts({
      entities: 0,
      relations: 0,
      pendingEntities: 0,
      pendingRelations: 0,
      marked: 0,
      proposed: 0,
    });
    const blind = { blind: true, lost: false };
    assert.equal(
      leftToDecide(none, "new", "", blind).join(""),
      "Blind: without proposals. Mark everything you find.",
    );
    assert.equal(
      leftToDecide({ ...none, entities: 2, marked: 2 }, "in_progress", "", blind).join(""),
      "Blind: without proposals. Mark everything you find: 2 entities are marked so far.",
    );
  });

  test("an article that was complete and is not says so", () => {
    const lost = { blind: false, lost: true };
    assert.match(
      leftToDecide(counts({}), "in_progress", "", lost).join(""),
      /^Not complete any more: 18 of 47 entities/,
    );
    assert.match(
      leftToDecide(counts({ pendingEntities: 0, pendingRelations: 0 }), "in_progress", "", lost).join(""),
      /^Not complete any more. 40/,
    );
  });

  for (const [published, shown] of /** @type {[string | null, string][]} */ ([
    ["2021-03-24", "24 March 2021"],
    ["2021-03-24T10:00:00Z", "24 March 2021"],
    ["spring", "spring"],
    [null, ""],
  ])) {
    test(`writes the date ${published} as "${shown}"`, () => assert.equal(dayOf(published), shown));
  }

  test("names the host of an address", () => {
    assert.equal(sourceName("https://www.rferl.org/a/1.html"), "rferl.org");
    assert.equal(sourceName("wire.txt"), "wire.txt");
  });
});

describe("what stands below the text", () => {
  test("writes keys as key caps have them", () => {
    assert.equal(caption("Shift+Right"), "⇧ →");
    assert.equal(caption("Ctrl+Enter"), "Ctrl ↵");
  });

  for (const mode of /** @type {const} */ ([
    "normal",
    "select",
    "caret",
    "hint",
    "choose",
    "preview",
    "list",
  ])) {
    test(`offers buttons with keys in the mode ${mode}`, () => {
      const found = [...buttonsFor(mode, "entity", schema), ...buttonsFor(mode, null, schema)];
      assert.ok(found.length > 0);
      assert.ok(found.every(({ keys, title }) => keys !== "" && title !== ""));
    });
  }

  test("a button whose key the schema took away stays, without a key", () => {
    const [accept] = buttonsFor("normal", "entity", { ...schema, keys: { accept: [] } });
    assert.deepEqual(accept, { command: "accept", title: "accept", keys: "" });
  });

  test("writes the pace in minutes and seconds", () => assert.equal(paceText(112.4), "1:52"));
});

describe("what a collision says", () => {
  const wordsOf = (/** @type {string} */ id) => ({ e1: "Turkey", e2: "Greece" })[id] ?? id;

  test("names what the reviewer wanted", () => {
    assert.equal(
      inWords({ op: "relabel", kind: "entity", id: "e1", label: "GPE" }, wordsOf),
      "“Turkey” as GPE",
    );
    assert.equal(
      inWords({ op: "add_relation", id: "h1", head: "e1", tail: "e2", label: "met_with" }, wordsOf),
      "“Turkey” met_with “Greece”",
    );
  });

  test("does the same operation again, without the envelope of the first time", () => {
    const stored = /** @type {any} */ ({
      op: "accept",
      kind: "entity",
      id: "e1",
      seq: 4,
      article_id: "a1",
      revision: 3,
      seconds: 2,
    });
    assert.deepEqual(bare(stored), { op: "accept", kind: "entity", id: "e1" });
  });
});

describe("search in the article", () => {
  const offsets = new Offsets("😀 Turkey and\nTURKEY (left) a+b");
  for (const [words, found] of /** @type {[string, string[]][]} */ ([
    ["turkey", ["Turkey", "TURKEY"]],
    ["and turkey", ["and\nTURKEY"]],
    ["(left)", ["(left)"]],
    ["a+b", ["a+b"]],
    ["  ", []],
    ["nowhere", []],
  ])) {
    test(`finds "${words}" ${found.length} times`, () => {
      assert.deepEqual(
        occurrences(offsets, words).map(({ start, end }) => offsets.slice(start, end)),
        found,
      );
    });
  }
});
