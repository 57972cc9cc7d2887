/**
 * Pairs of one sentence that could be related and are not, the likeliest first. Pure; done in steps, like the
 * names. Few are asked about: who has to say no all the time switches the questions off.
 */

import { isDecided } from "./entities.js";
import { allows } from "../../model/legal.js";
import { Evidence, likely, rootsOfLabel, signsOf } from "./pair_features.js";
import { sentenceBounds } from "../../text/sentences.js";

/** @typedef {import("../../wire/types.js").Entity} Entity */
/** @typedef {import("../../wire/types.js").Schema} Schema */
/** @typedef {import("../../model/state.js").State} State */
/** @typedef {import("./entities.js").Ground} Ground */
/** @typedef {import("./pair_features.js").Pair} Pair */
/** @typedef {{label: string, head: string, tail: string}} Way  one relation that could be added */
/** @typedef {{one: Entity, other: Entity, ways: Way[], likely: number}} MissedRelation */
/**
 * @typedef {{labels: {label: string, forward: boolean}[], roots: Set<string>}} Legal  what two labels may
 *   have, and the words for it
 */
/** @typedef {{pair: Pair, legal: Legal}} Open  nobody has said anything of it */

/** Pairs of a sentence that are looked at: in a list of fifty names, everybody with their neighbours. */
const NEIGHBOURS = 6;
/** Pairs weighed in one step. */
const AT_ONCE = 50;
/** What an article may ask: so many, one more for so many characters, never more than these. */
const FEW = { first: 3, each: 2000, most: 24 };
/**
 * Chosen on the articles of the weights, so that about one question comes in an article that lacks nothing.
 */
const LEAST_LIKELY = 0.45;

/**
 * @param {Ground} ground
 * @returns {Generator<undefined, {asked: MissedRelation[], any: Way | null}>} asked: in the order of the
 *   text; any: a relation that could be added, likely or not
 */
export function* missedRelations(ground) {
  const found = yield* survey(ground);
  const ranked = found
    .map(({ pair, legal, signs }) => ({ one: pair.one, other: pair.other, legal, likely: likely(signs) }))
    .filter((pair) => pair.likely >= LEAST_LIKELY)
    .sort((one, other) => other.likely - one.likely);
  const most = Math.min(FEW.first + Math.floor(ground.offsets.length / FEW.each), FEW.most);
  const asked = ranked
    .slice(0, most)
    .sort((one, other) => one.one.start - other.one.start || one.other.start - other.other.start);
  return {
    asked: asked.map(({ one, other, legal, likely: how }) => ({
      one,
      other,
      ways: waysOf(legal, one, other),
      likely: how,
    })),
    any: found.length === 0 ? null : waysOf(found[0].legal, found[0].pair.one, found[0].pair.other)[0],
  };
}

/**
 * Every pair that could be related and that nobody has said anything of, with what tells that it is.
 *
 * @param {Ground} ground
 * @returns {Generator<undefined, (Open & {signs: import("./pair_features.js").Signs})[]>}
 */
export function* survey(ground) {
  const { state, schema, lines } = ground;
  if (schema.relation_labels.length === 0) return [];
  const legalOf = legalPairs(schema);
  const entities = [...state.entities.values()]
    .filter(isDecided)
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const evidence = new Evidence();
  const sentences = { count: 0 };
  /** @type {Open[]} */
  const open = [];
  let at = 0;
  for (const line of lines) {
    const first = at;
    while (at < entities.length && entities[at].start < line.next) at += 1;
    if (!line.furniture && at - first > 1) {
      for (const pair of pairsOf(ground, line, entities.slice(first, at), sentences)) {
        const legal = legalOf(pair.one, pair.other);
        if (legal.labels.length === 0) continue;
        const joined = state
          .relationsOf(pair.one.id)
          .filter(({ head, tail }) => head === pair.other.id || tail === pair.other.id);
        evidence.count(pair, joined.some(isDecided));
        // one that was rejected is a no; one that is pending is still to be decided
        if (joined.length === 0) open.push({ pair, legal });
      }
    }
    yield;
  }
  const surveyed = [];
  for (const [at, found] of open.entries()) {
    surveyed.push({
      ...found,
      signs: signsOf(found.pair, evidence, found.legal.roots, found.legal.labels.length === 1),
    });
    if (at % AT_ONCE === AT_ONCE - 1) yield;
  }
  return surveyed;
}

/**
 * The relations that two entities may have, by their labels: looked up once for each two labels.
 *
 * @param {Schema} schema
 * @returns {(one: Entity, other: Entity) => Legal}
 */
function legalPairs(schema) {
  /** @type {Map<string, Legal>} */
  const known = new Map();
  const rootsByLabel = new Map(schema.relation_labels.map((label) => [label.label, rootsOfLabel(label)]));
  return (one, other) => {
    const key = `${one.label}\n${other.label}`;
    const found = known.get(key);
    if (found) return found;
    const labels = schema.relation_labels.flatMap((label) => {
      const forward = allows(label, one.label, other.label);
      return forward || allows(label, other.label, one.label) ? [{ label: label.label, forward }] : [];
    });
    const made = {
      labels,
      roots: new Set(labels.flatMap(({ label }) => [...(rootsByLabel.get(label) ?? [])])),
    };
    known.set(key, made);
    return made;
  };
}

/** @param {Legal} legal @param {Entity} one @param {Entity} other @returns {Way[]} */
function waysOf({ labels }, one, other) {
  return labels.map(({ label, forward }) =>
    forward ? { label, head: one.id, tail: other.id } : { label, head: other.id, tail: one.id },
  );
}

/**
 * The pairs of each sentence of a line.
 *
 * @param {Ground} ground
 * @param {import("../../text/lines.js").Line} line
 * @param {readonly Entity[]} entities that begin in the line, in order
 * @param {{count: number}} sentences of the article so far
 * @returns {Pair[]}
 */
function pairsOf({ offsets }, line, entities, sentences) {
  const text = offsets.slice(line.start, line.end);
  const base = offsets.toUtf16(line.start);
  /** @type {Pair[]} */
  const pairs = [];
  let from = 0;
  for (const bound of sentenceBounds(text)) {
    const end = offsets.toCodePoint(base + bound);
    let to = from;
    while (to < entities.length && entities[to].start < end) to += 1;
    pairs.push(
      ...pairsWithin(
        offsets,
        entities.slice(from, to).filter((entity) => entity.end <= end),
        (sentences.count += 1),
      ),
    );
    from = to;
  }
  return pairs;
}

/**
 * @param {import("../../text/offsets.js").Offsets} offsets
 * @param {readonly Entity[]} entities of one sentence
 * @param {number} sentence
 */
function pairsWithin(offsets, entities, sentence) {
  const names = entities.map(({ start, end }) => offsets.slice(start, end).toLowerCase());
  /** @type {Pair[]} */
  const pairs = [];
  entities.forEach((one, first) => {
    let between = 0;
    for (let second = first + 1; second < entities.length && between < NEIGHBOURS; second += 1) {
      const other = entities[second];
      if (other.start < one.end) continue;
      const both = [names[first], names[second]].sort();
      const words = offsets.slice(one.end, other.start);
      pairs.push({
        one,
        other,
        words,
        count: words.split(/\s+/u).filter(Boolean).length,
        between,
        sentence,
        names: both.join("\n"),
        same: both[0] === both[1],
      });
      between += 1;
    }
  });
  return pairs;
}
