/**
 * Fits the weights of annotator/editor/frontend/tools/missed/pair_features.js: a logistic regression over the
 * pairs of every second article, related ones with their own relation taken away. Prints the weights, and how
 * many questions each threshold asks in an article that lacks nothing.
 *
 *   node benchmarks/missed/choose.js
 */

import { survey } from "../../annotator/editor/frontend/tools/missed/relations.js";
import { WEIGHTS, likely } from "../../annotator/editor/frontend/tools/missed/pair_features.js";
import { drained, goldOf, ground, pairOf, relatedPairs, without } from "./gold.js";

/**
 * The gold, and how much an article of it counts: news is what reviewers read, the other has more articles.
 */
const SETS = [
  { path: "benchmarks/data/news-dev.jsonl", schemaPath: "schemas/news.json", weight: 2 },
  { path: "benchmarks/data/re3d-dev.jsonl", schemaPath: "-", weight: 1 },
];
/** Keeps weights small that few pairs speak for. */
const RIDGE = 3;
const STEPS = 4000;
const NAMES = Object.keys(WEIGHTS);

/** @returns {{signs: Record<string, number>, related: number, weight: number}[]} */
function rowsOf(record, schema, weight) {
  const rows = drained(survey(ground(record, schema))).map(({ signs }) => ({ signs, related: 0, weight }));
  for (const pair of relatedPairs(record)) {
    const found = drained(survey(without(record, schema, new Set([pair])))).find(
      (open) => pairOf(open.pair.one.id, open.pair.other.id) === pair,
    );
    if (found) rows.push({ signs: found.signs, related: 1, weight });
  }
  return rows;
}

/** Gradient descent; the function is convex. */
function fitted(rows) {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const made = { base: 0, weights: Object.fromEntries(NAMES.map((name) => [name, 0])) };
  for (let step = 0; step < STEPS; step += 1) {
    const slope = Object.fromEntries(NAMES.map((name) => [name, RIDGE * made.weights[name]]));
    let base = 0;
    for (const { signs, related, weight } of rows) {
      const miss = weight * (likely(signs, made) - related);
      base += miss;
      for (const name of NAMES) slope[name] += miss * signs[name];
    }
    made.base -= (0.5 * base) / total;
    for (const name of NAMES) made.weights[name] -= (0.5 * slope[name]) / total;
  }
  return made;
}

const sets = SETS.map(({ path, schemaPath, weight }) => ({ ...goldOf(path, schemaPath, "chosen"), weight }));
const found = fitted(
  sets.flatMap(({ records, schema, weight }) => records.flatMap((record) => rowsOf(record, schema, weight))),
);
console.log(
  JSON.stringify({ base: found.base, ...found.weights }, (_, value) =>
    typeof value === "number" ? Math.round(10 * value) / 10 : value,
  ),
);
for (const [at, { records, schema }] of sets.entries()) {
  const pairs = records.flatMap((record) =>
    drained(survey(ground(record, schema))).map(({ signs }) => likely(signs, found)),
  );
  const asked = [0.3, 0.35, 0.4, 0.45, 0.5].map(
    (least) => `${least}: ${(pairs.filter((one) => one >= least).length / records.length).toFixed(1)}`,
  );
  console.log(`${SETS[at].path}: asked in an article that lacks nothing, by threshold: ${asked.join(", ")}`);
}
