/**
 * How good the suggestions of "what was probably missed" are, on articles whose gold is known: one entity or
 * relation is taken away at a time, then every second relation at once, and what is offered is compared with
 * what was taken.
 *
 *   node benchmarks/missed/measure.js [gold.jsonl [schema.json | - [all | chosen | other]]]
 *
 * `-` reads off the gold which labels its relations join. `other` are the articles that the weights of the
 * pairs were not fitted on, `chosen` the ones they were.
 */

import { missedEntities } from "../../annotator/editor/frontend/tools/missed/entities.js";
import { missedRelations } from "../../annotator/editor/frontend/tools/missed/relations.js";
import { drained, goldOf, ground, pairOf, relatedPairs, without } from "./gold.js";

const [goldPath = "benchmarks/data/news-dev.jsonl", schemaPath = "schemas/news.json", part = "all"] =
  process.argv.slice(2);
const { schema, records } = goldOf(goldPath, schemaPath, part);

const spanOf = ({ start, end }) => `${start} ${end}`;

/** Entities: what is offered when one is taken away, whole and untouched. */
function entities(record) {
  const gold = new Map(record.entities.map((entity) => [spanOf(entity), entity.label]));
  const before = drained(missedEntities(ground(record, schema)));
  const told = { removed: 0, found: 0, labelled: 0, offered: before.length, right: 0, named: 0 };
  for (const entity of record.entities) {
    const rest = ground(record, schema);
    for (const relation of rest.state.relationsOf(entity.id)) rest.state.drop("relation", relation.id);
    rest.state.drop("entity", entity.id);
    const offered = drained(missedEntities(rest));
    const hit = offered.find((found) => spanOf(found) === spanOf(entity));
    told.removed += 1;
    told.named += Number(
      record.entities.some(
        (other) =>
          other !== entity &&
          record.text.slice(other.start, other.end) === record.text.slice(entity.start, entity.end),
      ),
    );
    told.found += Number(hit !== undefined);
    told.labelled += Number(hit?.label === gold.get(spanOf(entity)));
    told.offered += Number(hit !== undefined);
    told.right += Number(hit !== undefined);
  }
  return told;
}

const offeredIn = (scene) =>
  drained(missedRelations(scene)).asked.map(({ one, other }) => pairOf(one.id, other.id));

/** Relations: the same; a pair of one sentence counts, whatever its label. */
function relations(record) {
  const told = { removed: 0, near: 0, found: 0, offered: 0, unrelated: 0, articles: 1 };
  const places = new Map(record.entities.map((entity) => [entity.id, entity]));
  told.unrelated = offeredIn(ground(record, schema)).length;
  for (const pair of relatedPairs(record)) {
    const offered = offeredIn(without(record, schema, new Set([pair])));
    told.removed += 1;
    told.offered += offered.length;
    told.found += Number(offered.includes(pair));
    const [one, other] = pair
      .split(" ")
      .map((id) => places.get(id))
      .sort((left, right) => left.start - right.start);
    told.near += Number(!/[.!?]\s|\n/.test(record.text.slice(one.end, other.start)));
  }
  return told;
}

/** Every second relation taken away at once, then the others: an article that lacks much. */
function halves(record) {
  const told = { removed: 0, found: 0, offered: 0, articles: 0 };
  for (const half of [0, 1]) {
    const gone = new Set(relatedPairs(record).filter((_, at) => at % 2 === half));
    const offered = offeredIn(without(record, schema, gone));
    told.articles += 1;
    told.removed += gone.size;
    told.offered += offered.length;
    told.found += offered.filter((pair) => gone.has(pair)).length;
  }
  return told;
}

const sum = (rows) =>
  rows.reduce(
    (total, row) => Object.fromEntries(Object.keys(row).map((key) => [key, (total[key] ?? 0) + row[key]])),
    {},
  );
const share = (part, whole) =>
  `${part} of ${whole} (${whole === 0 ? "n/a" : `${Math.round((100 * part) / whole)} %`})`;

const names = sum(records.map(entities));
console.log(`${records.length} articles, one item taken away at a time`);
console.log(
  `entities taken away that are offered: ${share(names.found, names.removed)}; of those whose words stand elsewhere: ${share(names.found, names.named)}`,
);
console.log(`  with the right label: ${share(names.labelled, names.found)}`);
console.log(
  `  offered where nothing was missing: ${names.offered - names.right}; right of all that was offered: ${share(names.right, names.offered)}`,
);
const pairs = sum(records.map(relations));
console.log(
  `related pairs taken away that are offered: ${share(pairs.found, pairs.removed)}; of those in one sentence: ${share(pairs.found, pairs.near)}`,
);
console.log(
  `  right of all that was offered: ${share(pairs.found, pairs.offered)}; offered in an article where nothing was missing: ${(pairs.unrelated / pairs.articles).toFixed(1)}`,
);
const half = sum(records.map(halves));
console.log(
  `every second related pair taken away at once: ${share(half.found, half.removed)} offered, right of all that was offered: ${share(half.found, half.offered)}; offered in an article: ${(half.offered / half.articles).toFixed(1)}`,
);
