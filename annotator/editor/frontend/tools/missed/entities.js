/**
 * Names that stand in the text again without a mark: the same words, the surname of a person, the letters of
 * an organisation. Pure; the work is done in steps, so that an idle browser can do it between two keys.
 */

/** @typedef {import("../../wire/types.js").Entity} Entity */
/** @typedef {import("../../text/lines.js").Line} Line */
/**
 * @typedef {{start: number, end: number, label: string, words: string, like: string}} MissedEntity  like: the
 *   name it repeats
 */
/** @typedef {{label: string, like: string, count: number}} Meaning */

/**
 * @typedef {object} Ground
 * @property {import("../../model/state.js").State} state
 * @property {import("../../wire/types.js").Schema} schema
 * @property {import("../../text/offsets.js").Offsets} offsets
 * @property {import("../../text/tokens.js").Tokens} tokens
 * @property {readonly Line[]} lines
 */

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const NAME = /^[\p{L}\p{N}].+$/su;
const UPPER = /^[\p{Lu}\p{Lt}]/u;
/** Words that organisations have between their letters. */
const SMALL = /^(?:of|for|the|and|on|in|to|&)$/iu;
const SUFFIX = /^(?:Jr|Sr|II|III|IV)\.?$/u;
/** Names looked at in one step. */
const AT_ONCE = 200;

/**
 * Whether a person has decided that an item stands.
 *
 * @param {{status: import("../../wire/types.js").Status}} item
 */
export function isDecided({ status }) {
  return status !== "pending" && status !== "rejected";
}

/**
 * @param {Ground} ground
 * @returns {Generator<undefined, MissedEntity[]>} in the order of the text
 */
export function* missedEntities(ground) {
  const { state, lines } = ground;
  const names = yield* knownNames(ground);
  const standing = [...state.entities.values()].sort((one, other) => one.start - other.start);
  /** @type {MissedEntity[]} */
  const found = [];
  let from = 0;
  for (const line of lines) {
    while (from < standing.length && standing[from].end <= line.start) from += 1;
    if (!line.blank && !line.furniture)
      found.push(...inLine(ground, line, names, near(standing, from, line.end)));
    yield;
  }
  return found;
}

/** @param {readonly Entity[]} standing @param {number} from @param {number} end */
function near(standing, from, end) {
  let to = from;
  while (to < standing.length && standing[to].start < end) to += 1;
  return standing.slice(from, to);
}

/**
 * What decided entities are called, by their first word, the longest name first.
 *
 * @param {Ground} ground
 * @returns {Generator<undefined, Map<string, [string, Meaning][]>>}
 */
function* knownNames({ state, offsets }) {
  /** @type {Map<string, Map<string, Meaning>>} */
  const meanings = new Map();
  let seen = 0;
  for (const entity of state.entities.values()) {
    if (isDecided(entity))
      for (const [name, like] of namesOf(offsets.slice(entity.start, entity.end), entity.label))
        count(meanings, name, entity.label, like);
    seen += 1;
    if (seen % AT_ONCE === 0) yield;
  }
  /** @type {Map<string, [string, Meaning][]>} */
  const byWord = new Map();
  for (const [name, byLabel] of meanings) {
    const [best] = [...byLabel.values()].sort((one, other) => other.count - one.count);
    const [word] = /** @type {RegExpMatchArray} */ (name.match(WORD));
    byWord.set(word, [...(byWord.get(word) ?? []), [name, best]]);
  }
  for (const list of byWord.values()) list.sort(([one], [other]) => other.length - one.length);
  return byWord;
}

/**
 * @param {Map<string, Map<string, Meaning>>} meanings
 * @param {string} name
 * @param {string} label
 * @param {string} like
 */
function count(meanings, name, label, like) {
  const byLabel = meanings.get(name) ?? new Map();
  meanings.set(name, byLabel);
  const known = byLabel.get(label);
  // the name itself says more than a part of another one
  if (known === undefined) byLabel.set(label, { label, like, count: like === name ? 2 : 1 });
  else known.count += like === name ? 2 : 1;
}

/**
 * What an entity may be called when it is named again. Only names: something in them is written large.
 *
 * @param {string} words
 * @param {string} label
 * @returns {[name: string, like: string][]}
 */
export function namesOf(words, label) {
  const parts = words.split(/\s+/u).filter(Boolean);
  if (!NAME.test(words) || !parts.some((part) => UPPER.test(part))) return [];
  /** @type {[string, string][]} */
  const names = [[words, words]];
  const last = parts[parts.length - 1];
  if (
    /^PER(?:SON)?$/.test(label) &&
    parts.length > 1 &&
    UPPER.test(last) &&
    last.length > 2 &&
    !SUFFIX.test(last)
  )
    names.push([last, words]);
  if (label === "ORG") for (const letters of initials(parts)) names.push([letters, words]);
  return names;
}

/** @param {readonly string[]} parts */
function initials(parts) {
  const large = parts.filter((part) => UPPER.test(part) && !SMALL.test(part));
  if (large.length < 2) return [];
  const letters = large.map((part) => [...part][0]).join("");
  const all = parts.map((part) => [...part][0]).join("");
  return [...new Set([letters, all])].filter((found) => !large.includes(found));
}

/**
 * @param {Ground} ground
 * @param {Line} line
 * @param {ReadonlyMap<string, readonly [string, Meaning][]>} names
 * @param {readonly Entity[]} taken entities that may touch the line
 */
function inLine({ offsets, tokens }, line, names, taken) {
  const { text } = offsets;
  const [first, last] = [offsets.toUtf16(line.start), offsets.toUtf16(line.end)];
  /** @type {MissedEntity[]} */
  const found = [];
  let after = first;
  for (const { 0: word, index } of text.slice(first, last).matchAll(WORD)) {
    const at = first + index;
    const known = at < after ? undefined : names.get(word);
    const hit = known?.find(([name]) => text.startsWith(name, at) && at + name.length <= last);
    if (hit === undefined) continue;
    const [name, { label, like }] = hit;
    const [start, end] = [offsets.toCodePoint(at), offsets.toCodePoint(at + name.length)];
    if (taken.some((entity) => inTheWay(entity, start, end)) || !isWhole(tokens, start, end)) continue;
    found.push({ start, end, label, words: name, like });
    after = at + name.length;
  }
  return found;
}

/**
 * What stands there already, or was rejected there.
 *
 * @param {Entity} entity
 * @param {number} start
 * @param {number} end
 */
function inTheWay(entity, start, end) {
  if (entity.status === "rejected") return entity.start === start && entity.end === end;
  return entity.start < end && start < entity.end;
}

/** @param {import("../../text/tokens.js").Tokens} tokens @param {number} start @param {number} end */
function isWhole(tokens, start, end) {
  return tokens.wordAt(start)?.[0] === start && tokens.wordAt(end - 1)?.[1] === end;
}
