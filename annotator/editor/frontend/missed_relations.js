/**
 * Pairs of one sentence that could be related and are not, the likeliest first. Pure; done in steps, like the names.
 *
 * What makes a pair likely was counted on the gold of benchmarks/data/news-dev.jsonl (docs/missed.md): names that stand
 * next to each other, a verb between them, nobody else between them, and labels that relate often in this article.
 */

import { isDecided } from "./missed_entities.js";
import { allows } from "./legal.js";
import { sentenceBounds } from "./sentences.js";

/** @typedef {import("./types.js").Entity} Entity */
/** @typedef {import("./types.js").Schema} Schema */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./missed_entities.js").Ground} Ground */
/** @typedef {{label: string, head: string, tail: string}} Way  one relation that could be added */
/** @typedef {{one: Entity, other: Entity, ways: Way[], likely: number}} MissedRelation */
/** @typedef {{one: Entity, other: Entity, words: number, between: number, verb: boolean}} Pair */

/** Pairs of a sentence that are looked at: in a list of fifty names, everybody with their neighbours. */
const NEIGHBOURS = 6;
/** What an article may ask: one for so many characters of a short one, more slowly in a long one, never more than these. */
const FEW = { least: 3, each: 300, first: 6, then: 2000, most: 24 };
const LEAST_LIKELY = 0.2;
/** The share of all legal pairs that is related, and how many pairs of an article it takes to outweigh it. */
const USUAL = 0.2;
const WEIGHT = 4;
const VERB = /(?<![\p{L}\p{M}])(?:said|told|met|has|have|had|was|were|is|are|will|would|held|took|left|made|led|gave|put|sent|won|lost|\p{Ll}{3,}(?:ed|ing|s))(?![\p{L}\p{M}])/u;

/**
 * @param {Ground} ground
 * @returns {Generator<undefined, MissedRelation[]>} in the order of the text
 */
export function* missedRelations(ground) {
  const { state, schema, offsets, lines } = ground;
  if (schema.relation_labels.length === 0) return [];
  const ways = waysFor(schema);
  const entities = [...state.entities.values()].filter(isDecided).sort((one, other) => one.start - other.start || other.end - one.end);
  const rates = new Rates();
  /** @type {{pair: Pair, found: Way[]}[]} */
  const open = [];
  let at = 0;
  for (const line of lines) {
    const first = at;
    while (at < entities.length && entities[at].start < line.next) at += 1;
    if (!line.furniture && at - first > 1) {
      for (const pair of pairsOf(ground, line, entities.slice(first, at))) {
        const found = ways(pair.one, pair.other);
        const joined = found.length === 0 ? null : state.relationsOf(pair.one.id).filter(({ head, tail }) => head === pair.other.id || tail === pair.other.id);
        if (joined === null) continue;
        rates.count(pair, joined.some(isDecided));
        // one that was rejected is a no; one that is pending is still to be decided
        if (joined.length === 0) open.push({ pair, found });
      }
    }
    yield;
  }
  const ranked = open
    .map(({ pair, found }) => ({ one: pair.one, other: pair.other, ways: found, likely: likely(pair, rates.of(pair)) }))
    .filter((found) => found.likely >= LEAST_LIKELY)
    .sort((one, other) => other.likely - one.likely);
  const most = Math.min(FEW.least + Math.floor(offsets.length / FEW.each), FEW.first + Math.floor(offsets.length / FEW.then), FEW.most);
  return ranked.slice(0, most).sort((one, other) => one.one.start - other.one.start || one.other.start - other.other.start);
}

/** How often labels are related in this article. */
class Rates {
  constructor() {
    /** @type {Map<string, {pairs: number, related: number}>} */
    this.counts = new Map();
  }

  /** @param {Pair} pair @param {boolean} related */
  count(pair, related) {
    const key = keyOf(pair);
    const found = this.counts.get(key) ?? { pairs: 0, related: 0 };
    this.counts.set(key, { pairs: found.pairs + 1, related: found.related + Number(related) });
  }

  /** @param {Pair} pair */
  of(pair) {
    const { pairs, related } = this.counts.get(keyOf(pair)) ?? { pairs: 0, related: 0 };
    return (related + USUAL * WEIGHT) / (pairs + WEIGHT);
  }
}

/** @param {Pair} pair */
function keyOf({ one, other }) {
  return `${one.label}\n${other.label}`;
}

/**
 * The relations that two entities may have, by their labels: looked up once for each two labels.
 *
 * @param {Schema} schema
 */
function waysFor(schema) {
  /** @type {Map<string, {label: string, forward: boolean}[]>} */
  const known = new Map();
  /** @param {Entity} one @param {Entity} other @returns {Way[]} */
  return (one, other) => {
    const key = `${one.label}\n${other.label}`;
    let found = known.get(key);
    if (found === undefined) {
      found = schema.relation_labels.flatMap((label) => {
        const forward = allows(label, one.label, other.label);
        return forward || allows(label, other.label, one.label) ? [{ label: label.label, forward }] : [];
      });
      known.set(key, found);
    }
    return found.map(({ label, forward }) => (forward ? { label, head: one.id, tail: other.id } : { label, head: other.id, tail: one.id }));
  };
}

/**
 * The pairs of each sentence of a line.
 *
 * @param {Ground} ground
 * @param {import("./lines.js").Line} line
 * @param {readonly Entity[]} entities that begin in the line, in order
 * @returns {Pair[]}
 */
function pairsOf({ offsets }, line, entities) {
  const text = offsets.slice(line.start, line.end);
  const base = offsets.toUtf16(line.start);
  const bounds = sentenceBounds(text);
  /** @type {Pair[]} */
  const pairs = [];
  let from = 0;
  for (const bound of bounds) {
    const end = offsets.toCodePoint(base + bound);
    let to = from;
    while (to < entities.length && entities[to].start < end) to += 1;
    pairs.push(...pairsWithin(offsets, entities.slice(from, to).filter((entity) => entity.end <= end)));
    from = to;
  }
  return pairs;
}

/** @param {import("./offsets.js").Offsets} offsets @param {readonly Entity[]} entities of one sentence */
function pairsWithin(offsets, entities) {
  /** @type {Pair[]} */
  const pairs = [];
  entities.forEach((one, at) => {
    let between = 0;
    for (const other of entities.slice(at + 1)) {
      if (other.start < one.end) continue;
      if (between >= NEIGHBOURS) break;
      const words = offsets.slice(one.end, other.start);
      pairs.push({ one, other, words: words.split(/\s+/u).filter(Boolean).length, between, verb: VERB.test(words) });
      between += 1;
    }
  });
  return pairs;
}

/**
 * How likely it is that a pair is related: what stands between them, weighed with what this article does.
 *
 * @param {Pair} pair
 * @param {number} rate of their labels in this article
 */
export function likely({ words, between, verb }, rate) {
  const prior = between === 0 ? apart(words, verb) : between === 1 ? (words <= 6 ? 0.2 : verb ? 0.12 : 0.03) : verb ? 0.1 : 0.03;
  const odds = (prior / (1 - prior)) * (rate / (1 - rate)) * ((1 - USUAL) / USUAL);
  return odds / (1 + odds);
}

/** @param {number} words @param {boolean} verb */
function apart(words, verb) {
  if (words <= 1) return 0.5;
  if (words <= 6) return 0.25;
  return words <= 12 ? (verb ? 0.26 : 0.12) : 0.08;
}
