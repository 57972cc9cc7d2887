/**
 * Articles whose gold is known, as the editor would have them, whole or with something taken away.
 */

import { readFileSync } from "node:fs";
import { splitLines } from "../../annotator/editor/frontend/text/lines.js";
import { Offsets } from "../../annotator/editor/frontend/text/offsets.js";
import { State } from "../../annotator/editor/frontend/model/state.js";
import { Tokens } from "../../annotator/editor/frontend/text/tokens.js";

const DECIDED = { origin: "human", score: null, attributes: {}, status: "accepted" };

/**
 * @param {string} path
 * @param {string} schemaPath `-`: as the gold has it
 * @param {string} part all, chosen or other
 */
export function goldOf(path, schemaPath, part) {
  const all = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const schema = schemaPath === "-" ? schemaOf(all) : JSON.parse(readFileSync(schemaPath, "utf8"));
  const wanted = { all: () => true, chosen: (at) => at % 2 === 0, other: (at) => at % 2 === 1 }[part];
  return { schema, records: all.filter((_, at) => wanted(at)) };
}

/** A label schema that allows what the gold does. */
function schemaOf(records) {
  const labels = new Map();
  for (const { entities, relations } of records) {
    const labelOf = new Map(entities.map(({ id, label }) => [id, label]));
    for (const { head, tail, label } of relations) {
      const found = labels.get(label) ?? { head: new Set(), tail: new Set() };
      labels.set(label, found);
      found.head.add(labelOf.get(head));
      found.tail.add(labelOf.get(tail));
    }
  }
  const relation_labels = [...labels].map(([label, { head, tail }]) => ({
    label,
    title: label,
    description: "",
    examples: [],
    symmetric: false,
    head: [...head],
    tail: [...tail],
  }));
  return { entity_labels: [], relation_labels, attributes: [] };
}

/** @template T @param {Generator<undefined, T>} steps @returns {T} */
export function drained(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** What the editor looks for missing items in: everything is decided. */
export function ground(record, schema) {
  const offsets = new Offsets(record.text);
  const state = new State(offsets.length);
  for (const entity of record.entities) state.putEntity({ ...entity, ...DECIDED });
  for (const relation of record.relations) state.putRelation({ ...relation, ...DECIDED, pattern: null });
  return { state, schema, offsets, tokens: new Tokens(offsets), lines: splitLines(record.text, offsets, []) };
}

export const pairOf = (one, other) => [one, other].sort().join(" ");

/** The pairs that have a relation, each once. */
export function relatedPairs({ relations }) {
  return [...new Set(relations.map(({ head, tail }) => pairOf(head, tail)))];
}

/** The same without the relations of some pairs. */
export function without(record, schema, pairs) {
  const made = ground(record, schema);
  for (const { id, head, tail } of record.relations)
    if (pairs.has(pairOf(head, tail))) made.state.drop("relation", id);
  return made;
}
