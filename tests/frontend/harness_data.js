/**
 * Articles for driving the editor without a server: the seed article with plausible proposals, long generated
 * ones, and texts that are hard to count in.
 */

const SEED = `Accessibility links

Breaking News

Blinken Urges Turkey To Give Up Russian S-400 System

Turkish Foreign Minister Mevlut Cavusoglu (left) and U.S. Secretary of State Antony Blinken arrive at NATO headquarters in Brussels on March 23.

U.S. Secretary of State Antony Blinken has told Turkey to abandon Russia's S-400 missile defense system, the U.S. State Department said in a statement issued after Blinken met with Turkish Foreign Minister Mevlut Cavusoglu in Brussels.

"Secretary Blinken urged Turkey not to retain the Russian S-400 air defense system," the statement said.

The two NATO allies have long been at odds over the S-400. Washington suspended Turkey from its F-35 stealth fighter jet program last year after its purchase of the missile defense system.

Ankara signed the S-400 deal with Moscow in 2017, pointing to its security needs for purchasing the Russian system.

Blinken and Cavusoglu also touched upon efforts to improve tense relations between alliance members Turkey and Greece.

"The secretary voiced support for ongoing exploratory talks between NATO allies Turkey and Greece," it said.

Blinken "expressed concern over Turkey's withdrawal from the Istanbul Convention on Preventing and Combating Violence Against Women and Domestic Violence, and emphasized the importance of democratic institutions and respect for human rights," the statement said.

It added that the two also discussed shared interests in Syria and Afghanistan.

For his part, Cavusoglu said his talks with Blinken were held in a constructive atmosphere and that they agreed to hold a more comprehensive meeting in Turkey or the United States.

But Cavusoglu added that he told Blinken that Ankara's purchase of S-400 systems was "a done deal."

Turkish officials have said the systems will not be integrated into NATO's defense infrastructure.

Deliveries of the first four missile batteries began in July 2019.

With reporting by AFP and Reuters
  • 16x9 Image


    RFE/RL journalists report the news in 27 languages in 23 countries where a free press is banned by the government or not fully established. We provide what many people cannot get locally: uncensored news, responsible discussion, and open debate.`;

/** @type {[string, string][]} words and their label; longer names first */
const NAMES = [
  ["Istanbul Convention on Preventing and Combating Violence Against Women and Domestic Violence", "LAW"],
  ["U.S. State Department", "ORG"],
  ["Secretary of State", "TITLE"],
  ["Foreign Minister", "TITLE"],
  ["Mevlut Cavusoglu", "PERSON"],
  ["Antony Blinken", "PERSON"],
  ["United States", "GPE"],
  ["Afghanistan", "GPE"],
  ["Washington", "GPE"],
  ["Cavusoglu", "PERSON"],
  ["last year", "DATE"],
  ["July 2019", "DATE"],
  ["March 23", "DATE"],
  ["Istanbul", "GPE"],
  ["Brussels", "GPE"],
  ["Blinken", "PERSON"],
  ["Turkish", "NORP"],
  ["Russian", "NORP"],
  ["Reuters", "ORG"],
  ["Turkey", "GPE"],
  ["Russia", "GPE"],
  ["Ankara", "GPE"],
  ["Moscow", "GPE"],
  ["Greece", "GPE"],
  ["S-400", "PRODUCT"],
  ["F-35", "PRODUCT"],
  ["Syria", "GPE"],
  ["NATO", "ORG"],
  ["U.S.", "GPE"],
  ["2017", "DATE"],
];

const ACTORS = ["PERSON", "ORG", "GPE", "NORP"];
const ENTITY_LABELS = [
  "PERSON",
  "NORP",
  "FAC",
  "ORG",
  "GPE",
  "LOC",
  "PRODUCT",
  "EVENT",
  "WORK_OF_ART",
  "LAW",
  "LANGUAGE",
  "DATE",
  "TIME",
  "PERCENT",
  "MONEY",
  "QUANTITY",
  "ORDINAL",
  "CARDINAL",
  "TITLE",
];
const COLOURS = [
  "#b4372f",
  "#8a6d00",
  "#55707a",
  "#6b4bb8",
  "#1f6f8b",
  "#2f6f2f",
  "#0b7a4b",
  "#a8480f",
  "#8c2f5a",
  "#445c99",
  "#00707a",
  "#7a5230",
  "#94432b",
  "#6f6a1c",
  "#3f6b5c",
  "#5a5fc7",
  "#7d4ea3",
  "#5c5c5c",
  "#9c3f7d",
];
/** @type {[string, string[], string[], boolean, string][]} label, head, tail, symmetric, key */
const RELATIONS = [
  ["holds_title", ["PERSON"], ["TITLE"], false, "h"],
  ["represents", ["PERSON"], ["GPE", "ORG"], false, "p"],
  ["member_of", ACTORS, ["ORG"], false, "b"],
  ["located_in", ["FAC", "GPE", "LOC", "ORG", "EVENT"], ["GPE", "LOC"], false, "n"],
  ["met_with", ACTORS, ACTORS, true, "w"],
  ["urged", ACTORS, ACTORS, false, "e"],
  ["supported", ACTORS, [...ACTORS, "EVENT", "LAW"], false, "s"],
  ["criticized", ACTORS, [...ACTORS, "EVENT", "LAW"], false, "c"],
  ["sanctioned", ACTORS, ACTORS, false, "t"],
  ["agreed_with", ACTORS, ACTORS, true, "d"],
  ["acquired", ACTORS, ["PRODUCT", "ORG"], false, "q"],
  ["supplied", ACTORS, ["PRODUCT", ...ACTORS], false, "y"],
  ["joined", ACTORS, ["ORG", "LAW"], false, "o"],
  ["withdrew_from", ACTORS, ["ORG", "LAW", "EVENT"], false, "v"],
  ["in_conflict_with", ACTORS, ACTORS, true, "z"],
  ["occurred_on", ["EVENT", ...ACTORS, "PRODUCT"], ["DATE", "TIME"], false, "@"],
];

export const SCHEMA = {
  name: "news",
  version: "1",
  entity_labels: ENTITY_LABELS.map((label, at) => ({
    label,
    title: label.toLowerCase().replaceAll("_", " "),
    colour: COLOURS[at],
    key: at < 10 ? String((at + 1) % 10) : null,
    description: "",
    examples: [],
  })),
  relation_labels: RELATIONS.map(([label, head, tail, symmetric, key]) => ({
    label,
    head,
    tail,
    symmetric,
    title: label.replaceAll("_", " "),
    key,
    description: "",
    examples: [],
  })),
  attributes: [
    {
      name: "polarity",
      on: "relation",
      labels: null,
      values: ["affirmed", "negated"],
      default: "affirmed",
      key: "!",
    },
    {
      name: "certainty",
      on: "relation",
      labels: null,
      values: ["asserted", "reported", "planned", "possible"],
      default: "asserted",
      key: "%",
    },
  ],
};

/** Code points before a UTF-16 offset. @param {string} text @param {number} at */
const points = (text, at) => (/[\ud800-\udfff]/.test(text) ? [...text.slice(0, at)].length : at);

/** Where the names stand; for texts without characters beyond U+FFFF. @param {string} text */
function findNames(text) {
  const taken = new Set();
  /** @type {any[]} */
  const found = [];
  for (const [name, label] of NAMES) {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
      if (taken.has(at) || /\w/.test(text[at - 1] ?? " ")) continue;
      for (let inside = at; inside < at + name.length; inside += 1) taken.add(inside);
      found.push({ at, name, label });
    }
  }
  found.sort((one, other) => one.at - other.at);
  return found.map(({ at, name, label }, index) => ({
    id: `e${index + 1}`,
    start: at,
    end: at + name.length,
    label,
    origin: "machine",
    score: 0.5 + ((index * 37) % 50) / 100,
    attributes: {},
    status: "pending",
  }));
}

/** @param {any[]} entities @param {number} every */
function someRelations(entities, every) {
  /** @type {any[]} */
  const relations = [];
  for (let at = 0; at + 1 < entities.length; at += every) {
    const [head, tail] = [entities[at], entities[Math.min(entities.length - 1, at + 1 + (at % 3))]];
    const legal = RELATIONS.filter(
      ([, heads, tails]) => heads.includes(head.label) && tails.includes(tail.label),
    );
    if (legal.length === 0 || head === tail) continue;
    relations.push({
      id: `r${relations.length + 1}`,
      head: head.id,
      tail: tail.id,
      label: legal[at % legal.length][0],
      origin: "machine",
      score: 0.45 + ((at * 13) % 53) / 100,
      attributes: at % 4 === 0 ? { certainty: "reported" } : {},
      status: "pending",
      pattern: "next",
    });
  }
  return relations;
}

/** @param {string} id @param {string} text @param {any} [more] */
export function editorData(id, text, more = {}) {
  const entities = more.entities ?? findNames(text);
  return {
    format: "annotator-editor/1",
    generation: `1:0:${id}`,
    reviewer: "reviewer-1",
    article: {
      id,
      title: more.title ?? id,
      source: more.source ?? "",
      published: more.published ?? null,
      text,
      furniture: more.furniture ?? [],
    },
    review: {
      id: 1,
      status: "new",
      comment: "",
      mode: "assisted",
      revision: 0,
      extractor: { name: "default", version: "1" },
    },
    entities,
    relations: more.relations ?? someRelations(entities, 2),
    dates: more.dates ?? [],
    schema: SCHEMA,
    undo: [],
    redo: [],
    previous: null,
    following: null,
    collisions: [],
    progress: { completed: 13, total: 37, today: 13 },
    acked: null,
  };
}

export function seedArticle() {
  const from = SEED.indexOf("With reporting");
  return editorData("a1", SEED, {
    title: "Blinken Urges Turkey To Give Up Russian S-400 System",
    source: "https://www.rferl.org/a/31167341.html",
    published: "2021-03-24",
    furniture: [
      [0, 34],
      [from, SEED.length],
    ],
  });
}

/** @param {number} kilobytes */
export function longArticle(kilobytes) {
  const paragraphs = SEED.split("\n\n").slice(3, 14);
  const parts = [];
  let size = 0;
  for (let at = 0; size < kilobytes * 1000; at += 1) {
    parts.push(paragraphs[at % paragraphs.length]);
    size += paragraphs[at % paragraphs.length].length + 2;
  }
  const text = parts.join("\n\n").slice(0, kilobytes * 1000);
  const entities = findNames(text).slice(0, kilobytes * 20);
  const relations = someRelations(entities, 2).slice(0, kilobytes * 6);
  return editorData(`long-${kilobytes}`, text, {
    title: `An article of ${kilobytes} KB`,
    entities,
    relations,
  });
}

/** Emoji, combining marks, tabs, double spaces, CRLF, right to left, and overlaps to three levels. */
export function hardArticle() {
  const text =
    "👩‍👩‍👧‍👦 met  Zoé\tin Paris 🇫🇷 today.\r\nالتقى بلينكن مع جاويش أوغلو في بروكسل يوم الأربعاء.\nThe New York City Council of the State of New York voted on the New York City Charter.\n<script>alert(1)</script> and <img src=x onerror=alert(2)> ![x](https://example.org/x.png)";
  const span = (
    /** @type {string} */ id,
    /** @type {string} */ words,
    /** @type {string} */ label,
    nth = 0,
    status = "pending",
  ) => {
    let at = -1;
    for (let left = nth; left >= 0; left -= 1) at = text.indexOf(words, at + 1);
    return {
      id,
      start: points(text, at),
      end: points(text, at) + [...words].length,
      label,
      origin: "machine",
      score: 0.8,
      attributes: {},
      status,
    };
  };
  const entities = [
    span("e1", "Zoé", "PERSON"),
    span("e2", "Paris", "GPE"),
    span("e3", "بلينكن", "PERSON"),
    span("e4", "جاويش أوغلو", "PERSON"),
    span("e5", "بروكسل", "GPE"),
    span("e6", "New York City Council of the State of New York", "ORG"),
    span("e7", "New York City", "GPE"),
    span("e8", "New York", "LOC"),
    span("e9", "State of New York", "GPE", 0, "accepted"),
    span("e10", "New York", "GPE", 1, "rejected"),
    span("e11", "City Council of", "FAC"),
    span("e12", "York voted", "EVENT", 0, "corrected"),
    span("e13", "New York City Charter", "LAW"),
    span("e14", "👩‍👩‍👧‍👦", "PERSON", 0, "added"),
  ];
  const relations = [
    {
      id: "r1",
      head: "e3",
      tail: "e4",
      label: "met_with",
      origin: "machine",
      score: 0.9,
      attributes: {},
      status: "pending",
      pattern: null,
    },
    {
      id: "r2",
      head: "e1",
      tail: "e2",
      label: "met_with",
      origin: "machine",
      score: 0.9,
      attributes: { polarity: "negated" },
      status: "pending",
      pattern: null,
    },
    {
      id: "r3",
      head: "e6",
      tail: "e13",
      label: "supported",
      origin: "machine",
      score: null,
      attributes: {},
      status: "pending",
      pattern: null,
    },
  ];
  return editorData("hard", text, { title: "Hard <b>text</b>", entities, relations });
}

/** Marks of every status: alone, around and in another one, twice in one place, and over two lines. */
export function marksArticle() {
  const statuses = ["pending", "accepted", "corrected", "added", "rejected"];
  /** @type {any[]} */
  const entities = [];
  let text = "";
  const mark = (
    /** @type {string} */ id,
    /** @type {string} */ words,
    /** @type {string} */ status,
    label = "PERSON",
  ) => {
    const start = text.lastIndexOf(words);
    const origin = status === "added" ? "human" : "machine";
    entities.push({
      id,
      start,
      end: start + words.length,
      label,
      origin,
      score: null,
      attributes: {},
      status,
    });
  };
  for (const status of statuses) {
    text += `Alone here is Anna${status} and then Outer Inner${status} Name with First${status} Twice, at last Over${status}\nTwo lines.\n\n`;
    mark(`${status}-alone`, `Anna${status}`, status);
    mark(`${status}-outer`, `Outer Inner${status} Name`, status);
    mark(`${status}-inner`, `Inner${status}`, status, "GPE");
    mark(`${status}-first`, `First${status} Twice`, status);
    mark(`${status}-second`, `First${status}`, status, "GPE");
    mark(`${status}-over`, `Over${status}\nTwo`, status);
    mark(`${status}-never`, "lines", status, "MONEY");
  }
  for (let at = 0; at < 8; at += 1) {
    text += `More${at} left. `;
    mark(`more-${at}`, `More${at}`, "accepted");
  }
  return editorData("marks", text, {
    title: "Marks",
    entities: entities.sort((one, other) => one.start - other.start),
    relations: [],
  });
}
