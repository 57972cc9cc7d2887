/**
 * Where a word ends: how a run of characters without white space is cut into tokens. A run is given as
 * grapheme clusters, so that no cut can fall inside an emoji family or between a letter and its marks.
 */

/** What a cluster is, by its first character. @typedef {"letter" | "digit" | "other"} Sort */

const LETTER = /^[\p{L}\p{M}]/u;
const DIGIT = /^\p{N}/u;
/** Scripts written without spaces between words: each cluster is a token of its own. */
const SCRIPTS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"];
const UNSPACED = new RegExp(`^[${SCRIPTS.map((script) => `\\p{Script=${script}}`).join("")}]`, "u");
const HYPHEN = /^[-‐‑]$/;
const APOSTROPHE = /^['’ʼ]$/;
/** Signs that hold a word together between letters and digits: R&D, user_name, a@b, 3.5, 1,000, 10:30. */
const JOINER = /^[&_@.]$/;
const NUMBER_JOINER = /^[.,:٫٬]$/;
const UPPER = /^\p{Lu}/u;
/** Abbreviations that keep their full stop, as the spaCy tokenizer has them. */
const ABBREVIATIONS = new Set(
  `
  adm brig capt co col corp dr gen gov inc jr lt ltd maj mr mrs ms no prof rep rev sen sgt sr st vs jan
  feb mar apr aug sep sept oct nov dec
  `
    .trim()
    .split(/\s+/),
);

/** @param {string} cluster @returns {Sort} */
export function sortOf(cluster) {
  if (LETTER.test(cluster)) return "letter";
  return DIGIT.test(cluster) ? "digit" : "other";
}

/**
 * Cut a run into tokens.
 * @param {string[]} clusters
 * @returns {number[]} the lengths of the tokens, in clusters; they add up to the run
 */
export function cutRun(clusters) {
  const sorts = clusters.map(sortOf);
  /** @type {number[]} */
  const lengths = [];
  let start = 0;
  for (let at = 1; at <= clusters.length; at += 1) {
    if (at < clusters.length && holdsTogether(clusters, sorts, start, at)) continue;
    lengths.push(at - start);
    start = at;
  }
  return lengths;
}

/**
 * Whether the cluster at `at` belongs to the token that the one before it belongs to.
 * @param {string[]} clusters
 * @param {Sort[]} sorts
 * @param {number} start where that token begins
 * @param {number} at
 */
function holdsTogether(clusters, sorts, start, at) {
  const before = at - 1;
  if (UNSPACED.test(clusters[before]) || UNSPACED.test(clusters[at])) return false;
  if (sorts[at] !== "other") {
    if (isPossessive(clusters, sorts, before)) return true;
    return sorts[before] !== "other" || (before > start && joins(clusters, sorts, before));
  }
  if (sorts[before] === "other") return false;
  return joins(clusters, sorts, at) || endsAbbreviation(clusters, sorts, start, at);
}

/**
 * Whether the sign at `at` holds the characters on both sides of it together.
 * @param {string[]} clusters
 * @param {Sort[]} sorts
 * @param {number} at
 */
function joins(clusters, sorts, at) {
  const sign = clusters[at];
  const [left, right] = [sorts[at - 1], sorts[at + 1]];
  if (at === 0 || right === undefined || left === "other" || right === "other") return false;
  const digitBeside = left === "digit" || right === "digit";
  // spaCy cuts Turkish-Russian but keeps S-400: so every boundary that it proposes can be reached
  if (HYPHEN.test(sign)) return digitBeside;
  if (APOSTROPHE.test(sign)) return !isPossessive(clusters, sorts, at);
  if (NUMBER_JOINER.test(sign) && left === "digit" && right === "digit") return true;
  if (sign === ".") return digitBeside || !startsSentence(clusters, sorts, at);
  return JOINER.test(sign);
}

/**
 * Whether the apostrophe at `at` begins a possessive that ends its word: 's.
 *
 * @param {string[]} clusters
 * @param {Sort[]} sorts
 * @param {number} at
 */
function isPossessive(clusters, sorts, at) {
  if (!APOSTROPHE.test(clusters[at]) || at === 0 || sorts[at - 1] === "other") return false;
  const ends = at + 2 >= clusters.length || sorts[at + 2] === "other";
  return ends && /^[sS]$/.test(clusters[at + 1] ?? "");
}

/**
 * Scraped pages lose spaces: in `ended.Next` the stop ends a sentence, in `U.S` and `state.gov` it does not.
 *
 * @param {string[]} clusters
 * @param {Sort[]} sorts
 * @param {number} at
 */
function startsSentence(clusters, sorts, at) {
  const long = at >= 2 && sorts[at - 2] === "letter";
  return long && UPPER.test(clusters[at + 1]) && !UPPER.test(clusters[at - 1]);
}

/**
 * Whether the full stop at `at` belongs to an abbreviation: U.S., J., Mr.
 * @param {string[]} clusters
 * @param {Sort[]} sorts
 * @param {number} start
 * @param {number} at
 */
function endsAbbreviation(clusters, sorts, start, at) {
  if (clusters[at] !== "." || clusters[at + 1] === ".") return false;
  const word = clusters.slice(start, at).join("");
  const initials = /^(?:\p{L}\p{M}*\.)*\p{L}\p{M}*$/u.test(word) && UPPER.test(clusters[at - 1]);
  return initials || (sorts[at - 1] === "letter" && ABBREVIATIONS.has(word.toLowerCase()));
}
