import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Declined } from "../../../../annotator/editor/frontend/session/dismissed.js";
import { whenIdle } from "../../../../annotator/editor/frontend/sync/idle.js";
import { splitLines } from "../../../../annotator/editor/frontend/text/lines.js";
import { answered, questions } from "../../../../annotator/editor/frontend/tools/missed/questions.js";
import { missedEntities, namesOf } from "../../../../annotator/editor/frontend/tools/missed/entities.js";
import { missedRelations, survey } from "../../../../annotator/editor/frontend/tools/missed/relations.js";
import { likely } from "../../../../annotator/editor/frontend/tools/missed/pair_features.js";
import { Offsets } from "../../../../annotator/editor/frontend/text/offsets.js";
import { State } from "../../../../annotator/editor/frontend/model/state.js";
import { Tokens } from "../../../../annotator/editor/frontend/text/tokens.js";
import { FakeStorage } from "../../fakes.js";

const ACTORS = ["PERSON", "ORG", "GPE"];
const schema = {
  name: "small",
  version: "1",
  attributes: [],
  entity_labels: [...ACTORS, "TITLE", "DATE"].map((label) => ({
    label,
    title: label,
    colour: "#000000",
    key: null,
    description: "",
    examples: [],
  })),
  relation_labels: [
    ["holds_title", ["PERSON"], ["TITLE"], false],
    ["met_with", ACTORS, ACTORS, true],
    ["urged", ACTORS, ACTORS, false],
  ].map(([label, head, tail, symmetric]) => ({
    label,
    head,
    tail,
    symmetric,
    title: label,
    key: null,
    description: "",
    examples: [],
  })),
};

/** An article written as `[Blinken|PERSON] met …`; `?` before a label: pending, `!`: rejected. */
function ground(marked, relations = [], furniture = []) {
  const state = new State(0);
  let text = "";
  let at = 0;
  for (const found of marked.matchAll(/\[([^|\]]+)\|([?!]?)([A-Z_]+)\]/g)) {
    text += marked.slice(at, found.index);
    const start = [...text].length;
    const status = { "?": "pending", "!": "rejected", "": "accepted" }[found[2]];
    state.putEntity({
      id: `e${state.entities.size + 1}`,
      start,
      end: start + [...found[1]].length,
      label: found[3],
      origin: "machine",
      score: 1,
      attributes: {},
      status,
    });
    text += found[1];
    at = found.index + found[0].length;
  }
  text += marked.slice(at);
  for (const [head, label, tail, status = "accepted"] of relations) {
    state.putRelation({
      id: `r${state.relations.size + 1}`,
      head,
      tail,
      label,
      origin: "machine",
      score: 1,
      attributes: {},
      status,
      pattern: null,
    });
  }
  const offsets = new Offsets(text);
  state.textLength = offsets.length;
  return { state, schema, offsets, tokens: new Tokens(offsets), lines: splitLines(text, offsets, furniture) };
}

function drained(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const names = (...given) => drained(missedEntities(ground(...given)));
const pairs = (...given) => {
  const scene = ground(...given);
  return drained(missedRelations(scene)).asked.map(({ one, other }) =>
    [one, other].map(({ start, end }) => scene.offsets.slice(start, end)).join(" – "),
  );
};

describe("names without a mark", () => {
  const CASES = [
    ["the same words", "[Turkey|GPE] bought it. Blinken urged Turkey to stop.", ["Turkey GPE"]],
    [
      "the surname of a person",
      "[Antony Blinken|PERSON] came.\nBlinken's talks went well.",
      ["Blinken PERSON"],
    ],
    [
      "the letters of an organisation",
      "The [African Union|ORG] (AU) sent observers; the AU paid.",
      ["AU ORG", "AU ORG"],
    ],
    ["letters with the small words between", "The [Department of Defense|ORG] (DoD) declined.", ["DoD ORG"]],
    [
      "the longest name that fits",
      "[New York|GPE] and [New York City|GPE] grew. New York City won.",
      ["New York City GPE"],
    ],
    [
      "names with signs in them",
      "[U.S.|GPE] officials and [S-400|ORG] makers left the U.S. with an S-400.",
      ["U.S. GPE", "S-400 ORG"],
    ],
    ["behind an emoji, by code points", "👩‍👩‍👧 [Paris|GPE] 👍 Paris", ["Paris GPE"]],
    [
      "the label that most mentions have",
      "[Washington|GPE], [Washington|GPE] and [Washington|PERSON]; Washington.",
      ["Washington GPE"],
    ],
    ["nothing in parts of words", "[Iran|GPE] talks to Iranians.", []],
    ["nothing that is written small", "[march|DATE] came; they march on.", []],
    ["nothing inside another entity", "[Turkey|GPE] and the [Republic of Turkey|ORG].", []],
    ["nothing that was rejected there", "[Turkey|GPE] ate [Turkey|!GPE].", []],
    ["nothing after a name that is still to be decided", "[Turkey|?GPE] left Turkey.", []],
    ["no surname of an organisation", "[Goldman Sachs|ORG] and Sachs.", []],
    ["no surname that is a suffix", "[Martin King Jr.|PERSON] and Jr. came.", []],
  ];
  for (const [name, marked, found] of CASES) {
    test(`are found: ${name}`, () =>
      assert.deepEqual(
        names(marked).map(({ words, label }) => `${words} ${label}`),
        found,
      ));
  }

  test("their offsets are those of the words", () => {
    const scene = ground("👩‍👩‍👧 [Paris|GPE] 👍 Paris\r\nParis");
    for (const { start, end } of drained(missedEntities(scene)))
      assert.equal(scene.offsets.slice(start, end), "Paris");
  });

  test("furniture of the page has none", () => {
    assert.deepEqual(names("[Reuters|ORG] said so.\nReuters", [], [[17, 24]]), []);
  });

  test("names that are no words cause no harm", () => {
    for (const words of ["", " ", "-", "A", ".*+?^${}()", "constructor", "\u202eX"])
      assert.ok(Array.isArray(namesOf(words, "PERSON")));
  });
});

describe("pairs that could be related", () => {
  test("names beside each other come, and what is related or was rejected does not", () => {
    const text = "[Secretary|TITLE] [Blinken|PERSON] met [Cavusoglu|PERSON] there.";
    assert.deepEqual(pairs(text), ["Secretary – Blinken", "Blinken – Cavusoglu"]);
    assert.deepEqual(pairs(text, [["e2", "holds_title", "e1"]]), ["Blinken – Cavusoglu"]);
    const joined = [
      ["e2", "holds_title", "e1", "rejected"],
      ["e2", "met_with", "e3", "pending"],
    ];
    assert.deepEqual(pairs(text, joined), []);
  });

  test("those of two sentences, of no legal label and of entities that are still to be decided do not come", () => {
    assert.deepEqual(pairs("[Blinken|PERSON] left. [Turkey|GPE] stayed."), []);
    assert.deepEqual(pairs("[Monday|DATE] [Secretary|TITLE] and [Tuesday|DATE]"), []);
    assert.deepEqual(pairs("[Blinken|?PERSON] met [Turkey|GPE]."), []);
  });

  test("a relation goes the way that its label allows", () => {
    const {
      asked: [found],
    } = drained(missedRelations(ground("[Secretary|TITLE] [Blinken|PERSON] left.")));
    assert.deepEqual(found.ways, [{ label: "holds_title", head: "e2", tail: "e1" }]);
  });

  /** How likely the last pair of an article is related. */
  const last = (...given) => likely(drained(survey(ground(...given))).at(-1).signs);
  const START = "[Secretary|TITLE] [Blinken|PERSON] and others. ";
  const LIKELIER = [
    ["nearness", "[Paris|GPE] of [Turkey|GPE]", "[Paris|GPE] on the other side of [Turkey|GPE]"],
    [
      "nobody in between",
      "[Paris|GPE] of the far away land of [Turkey|GPE]",
      "[Paris|GPE] of the far [Rome|DATE] away land of [Turkey|GPE]",
    ],
    [
      "a word of the label schema in between",
      "[Paris|GPE] has been urging [Turkey|GPE]",
      "[Paris|GPE] has been feeding [Turkey|GPE]",
    ],
    ["no mere list", "[Paris|GPE] of [Turkey|GPE]", "[Paris|GPE], [Turkey|GPE]"],
    ["two names", "[Paris|GPE] of [Turkey|GPE]", "[Paris|GPE] of [Paris|GPE]"],
    [
      "labels that are related elsewhere in the article",
      `${START}[Minister|TITLE] [Joly|PERSON] came.`,
      `${START}[Minister|TITLE] [Joly|PERSON] came.`,
      [["e2", "holds_title", "e1"]],
      [],
    ],
  ];
  for (const [name, more, less, related = [], unrelated = []] of LIKELIER) {
    test(`${name} makes a pair likelier`, () => assert.ok(last(more, related) > last(less, unrelated)));
  }

  test("the same two names that are related elsewhere make a pair likelier", () => {
    const text =
      "[Paris|GPE] urged [Turkey|GPE]. [Rome|GPE] urged [Iran|GPE]. A day later [Paris|GPE] called [Turkey|GPE].";
    assert.ok(last(text, [["e1", "urged", "e2"]]) > last(text, [["e3", "urged", "e4"]]));
  });

  test("it needs no words of a label schema, nor any relation that is there already", () => {
    const scene = ground("[Secretary|TITLE] [Blinken|PERSON] met [Cavusoglu|PERSON].");
    const bare = {
      ...schema,
      relation_labels: [
        {
          label: "x",
          title: "x",
          description: "",
          examples: [],
          head: ACTORS,
          tail: ["TITLE"],
          symmetric: false,
        },
      ],
    };
    assert.equal(drained(missedRelations({ ...scene, schema: bare })).asked.length, 1);
    assert.deepEqual(drained(missedRelations({ ...scene, schema: { ...schema, relation_labels: [] } })), {
      asked: [],
      any: null,
    });
  });

  test("a long list of names is no plague", () => {
    const list = Array.from({ length: 60 }, (_, at) => `[City${at}|GPE]`).join(", ");
    assert.deepEqual(pairs(list), []);
  });
});

describe("questions", () => {
  const ask = (scene, declined = []) => drained(questions(scene, (key) => declined.includes(key)));

  test("names come first, then pairs, then the question about an article without relations", () => {
    const kinds = ask(ground("[Secretary|TITLE] [Blinken|PERSON] left. Blinken slept.")).map(
      ({ kind }) => kind,
    );
    assert.deepEqual(kinds, ["entity", "relation", "none"]);
  });

  test("what was declined is not asked again, whatever ids there are", () => {
    const scene = ground("[Secretary|TITLE] [Blinken|PERSON] left. Blinken slept.");
    const keys = ask(scene).map(({ key }) => key);
    assert.deepEqual(ask(scene, keys), []);
  });

  test("a yes is an ordinary operation; where several labels are legal one has to be chosen", () => {
    const [name, title] = ask(ground("[Secretary|TITLE] [Blinken|PERSON] left. Blinken slept."));
    assert.deepEqual(answered(name, "n1"), {
      op: "add_entity",
      id: "n1",
      start: 24,
      end: 31,
      label: "PERSON",
    });
    assert.deepEqual(answered(title, "n2"), {
      op: "add_relation",
      id: "n2",
      label: "holds_title",
      head: "e2",
      tail: "e1",
    });
    const [pair] = ask(ground("[Blinken|PERSON] met [Turkey|GPE]."));
    assert.equal(answered(pair, "n3"), null);
    assert.equal(answered(pair, "n3", "holds_title"), null);
    assert.equal(answered(pair, "n3", "urged").label, "urged");
  });
});

describe("what was declined", () => {
  test("is kept by article", () => {
    const storage = new FakeStorage();
    new Declined(storage).add("a1", "e 1 2 GPE");
    assert.deepEqual([...new Declined(storage).of("a1")], ["e 1 2 GPE"]);
    assert.deepEqual([...new Declined(storage).of("a2")], []);
  });

  for (const text of [
    "{",
    "null",
    "3",
    "{}",
    '[["a1"]]',
    '[["a1", [1]]]',
    '[["a1", "e"]]',
    '[[["a1"], []]]',
  ]) {
    test(`${text} in the storage counts as nothing`, () => {
      const storage = new FakeStorage();
      storage.setItem("annotator:declined", text);
      assert.deepEqual([...new Declined(storage).of("a1")], []);
    });
  }

  test("does not fill the storage: old articles go, and a full storage is no fault", () => {
    const storage = new FakeStorage();
    const declined = new Declined(storage);
    for (let at = 0; at < 250; at += 1) declined.add(`a${at}`, "none");
    assert.equal(JSON.parse(storage.getItem("annotator:declined")).length, 200);
    assert.deepEqual([...declined.of("a249")], ["none"]);
    storage.quota = 0;
    declined.add("a1", "none");
  });
});

describe("work while the browser is idle", () => {
  function* steps(log) {
    for (let at = 0; at < 4; at += 1) {
      log.push(at);
      yield;
    }
    return "done";
  }

  test("is cut into pieces, and none is done once it was stopped", () => {
    const [log, waiting, results] = [[], [], []];
    let time = 0;
    const given = { wait: (job) => void waiting.push(job), now: () => (time += 5) };
    const stop = whenIdle(steps(log), (result) => void results.push(result), given);
    const turn = () => waiting.shift()?.({ timeRemaining: () => 0 });
    turn();
    assert.deepEqual([log, results], [[0], []]);
    for (let at = 0; at < 9; at += 1) turn();
    assert.deepEqual([log, results], [[0, 1, 2, 3], ["done"]]);
    whenIdle(steps(log), (result) => void results.push(result), given)();
    turn();
    assert.equal(results.length, 1);
    stop();
  });
});
