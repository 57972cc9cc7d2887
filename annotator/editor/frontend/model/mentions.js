/**
 * Other mentions of the same words: what `m` offers.
 */

/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("../wire/types.js").Operation} Operation */
/**
 * @typedef {{start: number, end: number, entityId: string | null, label: string | null}} Mention  entityId:
 *   the entity that stands there already
 */
/**
 * @typedef {{state: import("./state.js").State, offsets: import("../text/offsets.js").Offsets, tokens:
 *   import("../text/tokens.js").Tokens}} Scene
 */

/**
 * The identical mentions of an entity that lack its label or a decision, in reading order. Left out are those
 * inside another entity (Turkey in Republic of Turkey), parts of words, and those that a reviewer rejected.
 * @param {Scene} scene
 * @param {string} entityId
 * @returns {Mention[]}
 */
export function mentionsOf(scene, entityId) {
  const entity = scene.state.entities.get(entityId);
  if (entity === undefined) return [];
  return sameWords(scene, entity).flatMap((span) => mentionAt(scene.state, entity, span));
}

/**
 * One step that gives all of them the label of the entity, and accepts the entity itself.
 * @param {{state: import("./state.js").State, newId(): string}} review
 * @param {string} entityId
 * @param {readonly Mention[]} mentions
 * @returns {Operation | null} null where there is nothing to do
 */
export function mentionOperation(review, entityId, mentions) {
  const entity = review.state.entities.get(entityId);
  if (entity === undefined) return null;
  const { label } = entity;
  /** @type {import("../wire/types.js").Simple[]} */
  const operations = mentions.map((mention) =>
    mention.entityId === null
      ? { op: "add_entity", id: review.newId(), start: mention.start, end: mention.end, label }
      : { op: "relabel", kind: "entity", id: mention.entityId, label },
  );
  if (entity.status === "pending") operations.unshift({ op: "accept", kind: "entity", id: entityId });
  return operations.length === 0 ? null : { op: "batch", operations };
}

/**
 * What stands before and after a stretch, up to so many characters, in one line and cut between words.
 * @param {import("../text/offsets.js").Offsets} offsets
 * @param {{start: number, end: number}} stretch
 * @param {number} most
 * @returns {[string, string]}
 */
export function around(offsets, { start, end }, most) {
  const from = Math.max(0, start - most);
  const before = offsets.slice(from, start);
  const after = offsets.slice(end, end + most);
  const whole = from === 0 ? before : before.replace(/^\S*\s+(?=\S)/u, "");
  const rest = after.length < most ? after : after.replace(/(?<=\S)\s+\S*$/u, "");
  const flat = (/** @type {string} */ words) => words.replace(/\s+/gu, " ");
  return [`${from === 0 ? "" : "… "}${flat(whole)}`, `${flat(rest)}${after.length < most ? "" : " …"}`];
}

/**
 * The other places where the words of an entity stand as whole words.
 * @param {Scene} scene
 * @param {Entity} entity
 * @returns {[number, number][]}
 */
function sameWords({ offsets, tokens }, entity) {
  const words = offsets.slice(entity.start, entity.end);
  const length = entity.end - entity.start;
  /** @type {[number, number][]} */
  const spans = [];
  for (
    let unit = offsets.text.indexOf(words);
    unit >= 0;
    unit = offsets.text.indexOf(words, unit + words.length)
  ) {
    const start = offsets.toCodePoint(unit);
    const end = start + length;
    const whole = tokens.wordAt(start)?.[0] === start && tokens.wordAt(end - 1)?.[1] === end;
    if (whole && start !== entity.start) spans.push([start, end]);
  }
  return spans;
}

/**
 * @param {import("./state.js").State} state
 * @param {Entity} entity
 * @param {[number, number]} span
 * @returns {Mention[]}
 */
function mentionAt(state, entity, [start, end]) {
  const here = state.entitiesAt(start, end);
  const standing = here.filter((found) => found.status !== "rejected");
  const same = standing.find((found) => found.label === entity.label);
  if (same !== undefined) {
    return same.status === "pending" ? [{ start, end, entityId: same.id, label: same.label }] : [];
  }
  if (standing.length > 0) return [{ start, end, entityId: standing[0].id, label: standing[0].label }];
  if (here.length > 0 || isCovered(state, start, end)) return [];
  return [{ start, end, entityId: null, label: null }];
}

/**
 * Whether an entity that stands touches a span.
 *
 * @param {import("./state.js").State} state
 * @param {number} start
 * @param {number} end
 */
function isCovered(state, start, end) {
  for (const entity of state.entities.values()) {
    if (entity.start < end && start < entity.end && entity.status !== "rejected") return true;
  }
  return false;
}
