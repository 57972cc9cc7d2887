/**
 * What tells that two entities of a sentence are related, as numbers, and how likely that makes it. Pure, and
 * of no label schema: what its labels mean comes from their own words, and from what is related in the
 * article already.
 *
 * The weights are those of a logistic regression: `node benchmarks/missed/choose.js` fits them on one half of
 * the gold, `measure.js` beside it tells how good the questions are on the other half (docs/missed.md).
 */

/** @typedef {import("../../wire/types.js").Schema} Schema */
/** @typedef {import("../../wire/types.js").Entity} Entity */

/**
 * @typedef {object} Pair two entities of one sentence that may be related
 * @property {Entity} one the first
 * @property {Entity} other
 * @property {string} words what stands between them
 * @property {number} count of words in it
 * @property {number} between how many entities stand between them
 * @property {number} sentence which one of the article
 * @property {string} names the words of both, the same whichever comes first
 * @property {boolean} same whether both have the same words
 */

/** @typedef {Record<keyof typeof WEIGHTS, number>} Signs */

/** Fitted by benchmarks/missed/choose.js on every second article of news-dev and re3d-dev. */
export const WEIGHTS = {
  touching: 1.3,
  sole: -0.6,
  soleTouching: 1.3,
  close: 0.4,
  alone: 1,
  oneBetween: 0.4,
  spoken: 0.6,
  listed: -0.7,
  quiet: -0.6,
  same: -0.6,
  again: 0.6,
  labels: 0.2,
  nearness: 0.5,
};
const BASE = -1.2;
/** The share of legal pairs that is related, and how many pairs of an article it takes to outweigh it. */
const USUAL = 0.15;
const WEIGHT = 4;

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
const LOWER = /^\p{Ll}/u;
const ENDING = /(?:ations?|ments?|ings?|ed|es|s|ly|e)$/u;
const LISTED = /^\s*(?:[,;/&]|and|or|, and|, or)\s*$/u;
/** Words of a description that name no relation. */
const EMPTY = new Set(
  `
  about after all also and another any are because been before being both but can could for from had has
  have her him his into its may more most not off one only other our out over own per said same shall
  should some such than that the their them then there these they this those through two under very was
  were what when where which while who whom whose will with would you your
  `
    .trim()
    .split(/\s+/),
);

/**
 * What a word has in common with its other forms: "urged", "urges" and "urging" are one.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function rootsOf(text) {
  const words = [...text.matchAll(WORD)]
    .map(([word]) => word)
    .filter((word) => word.length > 2 && LOWER.test(word) && !EMPTY.has(word));
  return new Set(words.map((word) => word.replace(ENDING, "").slice(0, 6)).filter((root) => root.length > 2));
}

/** The words that a relation label explains itself with. @param {Schema["relation_labels"][number]} label */
export function rootsOfLabel({ label, title, description, examples }) {
  return rootsOf([label.replaceAll("_", " "), title, description, ...(examples ?? [])].join(" "));
}

/** What is related in an article, counted over its legal pairs. */
export class Evidence {
  constructor() {
    /** @type {Map<string, {pairs: number, related: number}>} */
    this.counts = new Map();
    this.related = 0;
    /** @type {Set<string>} */
    this.names = new Set();
    /** @type {Set<number>} */
    this.sentences = new Set();
  }

  /** @param {Pair} pair @param {boolean} related */
  count(pair, related) {
    for (const key of keysOf(pair)) {
      const found = this.counts.get(key) ?? { pairs: 0, related: 0 };
      this.counts.set(key, { pairs: found.pairs + 1, related: found.related + Number(related) });
    }
    if (!related) return;
    this.related += 1;
    this.names.add(pair.names);
    this.sentences.add(pair.sentence);
  }

  /**
   * How often pairs like an unrelated one are related: those of its labels, and of these the ones that stand
   * as near.
   *
   * @param {Pair} pair
   * @returns {[number, number]}
   */
  ratesOf(pair) {
    // an article in which nothing is related yet teaches nothing
    if (this.related === 0) return [USUAL, USUAL];
    let prior = USUAL;
    const [labels, near] = keysOf(pair).map((key) => {
      const { pairs, related } = this.counts.get(key) ?? { pairs: 1, related: 0 };
      return (prior = (related + prior * WEIGHT) / (pairs - 1 + WEIGHT));
    });
    return [labels, near];
  }
}

/** @param {Pair} pair */
function keysOf({ one, other, count, between }) {
  const labels = `${one.label}\n${other.label}`;
  return [labels, `${labels}\n${count <= 1 ? 0 : count <= 6 ? 1 : 2}\n${between === 0}`];
}

/**
 * @param {Pair} pair one that is not related
 * @param {Evidence} evidence
 * @param {ReadonlySet<string>} roots of the labels that it may have
 * @param {boolean} sole whether it may have one label only
 * @returns {Signs}
 */
export function signsOf(pair, evidence, roots, sole) {
  const { words, count, between } = pair;
  const [labels, nearness] = evidence.ratesOf(pair);
  return {
    touching: Number(count <= 1),
    sole: Number(sole),
    soleTouching: Number(sole && count <= 1),
    close: Number(count === 2 || count === 3),
    alone: Number(between === 0),
    oneBetween: Number(between === 1),
    spoken: Number([...rootsOf(words)].some((root) => roots.has(root))),
    listed: Number(LISTED.test(words)),
    quiet: Number(evidence.related > 0 && !evidence.sentences.has(pair.sentence)),
    same: Number(pair.same),
    again: Number(evidence.names.has(pair.names)),
    labels: logOdds(labels),
    nearness: logOdds(nearness),
  };
}

/** @param {number} share */
function logOdds(share) {
  return Math.log(share / (1 - share));
}

/**
 * How likely it is that a pair of these signs is related.
 *
 * @param {Signs} signs
 * @param {{base?: number, weights?: Signs}} [fitted]
 */
export function likely(signs, { base = BASE, weights = WEIGHTS } = {}) {
  const names = /** @type {(keyof Signs)[]} */ (Object.keys(weights));
  return 1 / (1 + Math.exp(-names.reduce((total, name) => total + weights[name] * signs[name], base)));
}
