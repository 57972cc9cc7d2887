/**
 * How good the suggestions of "what was probably missed" are: on articles whose gold is known, one entity or relation is
 * taken away at a time, and what is offered then is compared with what was taken.
 *
 *   node benchmarks/missed/measure.js [gold.jsonl] [schema.json]
 */

import { readFileSync } from "node:fs";
import { splitLines } from "../../annotator/editor/frontend/lines.js";
import { missedEntities } from "../../annotator/editor/frontend/missed_entities.js";
import { missedRelations } from "../../annotator/editor/frontend/missed_relations.js";
import { Offsets } from "../../annotator/editor/frontend/offsets.js";
import { State } from "../../annotator/editor/frontend/state.js";
import { Tokens } from "../../annotator/editor/frontend/tokens.js";

const [goldPath = "benchmarks/data/news-dev.jsonl", schemaPath = "schemas/news.json"] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(schemaPath, "utf8"));
const records = readFileSync(goldPath, "utf8").trim().split("\n").map((line) => JSON.parse(line));

/** @template T @param {Generator<undefined, T>} steps @returns {T} */
function drained(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function ground(record) {
  const offsets = new Offsets(record.text);
  const state = new State(offsets.length);
  const decided = { origin: "human", score: null, attributes: {}, status: "accepted" };
  for (const entity of record.entities) state.putEntity({ ...entity, ...decided });
  for (const relation of record.relations) state.putRelation({ ...relation, ...decided, pattern: null });
  return { state, schema, offsets, tokens: new Tokens(offsets), lines: splitLines(record.text, offsets, []) };
}

const spanOf = ({ start, end }) => `${start} ${end}`;
const pairOf = (one, other) => [one, other].sort().join(" ");

/** Entities: what is offered when one is taken away, whole and untouched. */
function entities(record) {
  const gold = new Map(record.entities.map((entity) => [spanOf(entity), entity.label]));
  const before = drained(missedEntities(ground(record)));
  const told = { removed: 0, found: 0, labelled: 0, offered: before.length, right: 0, named: 0 };
  for (const entity of record.entities) {
    const without = ground(record);
    for (const relation of without.state.relationsOf(entity.id)) without.state.drop("relation", relation.id);
    without.state.drop("entity", entity.id);
    const offered = drained(missedEntities(without));
    const hit = offered.find((found) => spanOf(found) === spanOf(entity));
    told.removed += 1;
    told.named += Number(record.entities.some((other) => other !== entity && record.text.slice(other.start, other.end) === record.text.slice(entity.start, entity.end)));
    told.found += Number(hit !== undefined);
    told.labelled += Number(hit?.label === gold.get(spanOf(entity)));
    told.offered += Number(hit !== undefined);
    told.right += Number(hit !== undefined);
  }
  return told;
}

/** Relations: the same; a pair of one sentence counts, whatever its label. */
function relations(record) {
  const told = { removed: 0, near: 0, found: 0, offered: 0, unrelated: 0, articles: 1 };
  const pairs = new Set(record.relations.map(({ head, tail }) => pairOf(head, tail)));
  const places = new Map(record.entities.map((entity) => [entity.id, entity]));
  told.unrelated = drained(missedRelations(ground(record))).length;
  for (const pair of pairs) {
    const without = ground(record);
    for (const relation of record.relations) if (pairOf(relation.head, relation.tail) === pair) without.state.drop("relation", relation.id);
    const offered = drained(missedRelations(without));
    told.removed += 1;
    told.offered += offered.length;
    told.found += Number(offered.some(({ one, other }) => pairOf(one.id, other.id) === pair));
    const [one, other] = pair.split(" ").map((id) => places.get(id)).sort((left, right) => left.start - right.start);
    told.near += Number(!/[.!?]\s|\n/.test(record.text.slice(one.end, other.start)));
  }
  return told;
}

const sum = (rows) => rows.reduce((total, row) => Object.fromEntries(Object.keys(row).map((key) => [key, (total[key] ?? 0) + row[key]])), {});
const share = (part, whole) => `${part} of ${whole} (${whole === 0 ? "n/a" : `${Math.round((100 * part) / whole)} %`})`;

const names = sum(records.map(entities));
console.log(`${records.length} articles, one item taken away at a time`);
console.log(`entities taken away that are offered: ${share(names.found, names.removed)}; of those whose words stand elsewhere: ${share(names.found, names.named)}`);
console.log(`  with the right label: ${share(names.labelled, names.found)}`);
console.log(`  offered where nothing was missing: ${names.offered - names.right}; right of all that was offered: ${share(names.right, names.offered)}`);
const pairs = sum(records.map(relations));
console.log(`related pairs taken away that are offered: ${share(pairs.found, pairs.removed)}; of those in one sentence: ${share(pairs.found, pairs.near)}`);
console.log(`  right of all that was offered: ${share(pairs.found, pairs.offered)}; offered in an article where nothing was missing: ${(pairs.unrelated / pairs.articles).toFixed(1)}`);
