/**
 * The state of one review and the changes made to it: the mirror of annotator/core/state.py.
 * `tests/conformance/` holds cases that both must answer alike.
 */

import { Offsets } from "../text/offsets.js";

/** @typedef {import("../wire/types.js").Change} Change */
/** @typedef {import("../wire/types.js").Entity} Entity */
/** @typedef {import("../wire/types.js").Relation} Relation */
/** @typedef {import("../wire/types.js").Kind} Kind */

const ENTITY_FIELDS = ["start", "end", "label", "origin", "score", "attributes", "status"];
const RELATION_FIELDS = ["head", "tail", "label", "origin", "score", "attributes", "status", "pattern"];
/** Fields that decide where an item stands in reading order. */
const PLACE_FIELDS = ["start", "end", "head", "tail"];

/**
 * Names an item in sets and maps, as ids are unique only within their kind.
 *
 * @param {string} kind
 * @param {string} id
 */
export function itemKey(kind, id) {
  return `${kind}:${id}`;
}

/** The items that changes are about. @param {Iterable<Change>} changes @returns {Set<string>} itemKey()s */
export function keysOf(changes) {
  return new Set([...changes].filter(([kind]) => kind !== "review").map(([kind, id]) => itemKey(kind, id)));
}

/** Where one review stands. Lookups by span and by end cost the same in a long article as in a short one. */
export class State {
  /** @param {number} textLength in code points */
  constructor(textLength) {
    this.textLength = textLength;
    /** @type {Map<string, Entity>} */
    this.entities = new Map();
    /** @type {Map<string, Relation>} */
    this.relations = new Map();
    /** @type {import("../wire/types.js").ReviewStatus} */
    this.status = "new";
    this.comment = "";
    this.revision = 0;
    /** Grows when an item appears, goes or moves; order.js sorts again only then. */
    this.layout = 0;
    /**
     * Made when it is first asked for: whoever only reads an article needs none.
     *
     * @type {Map<number, Set<string>> | null}
     */
    this.spans = null;
    /** @type {Map<string, Set<string>>} */
    this.ends = new Map();
  }

  /** A copy that may be changed without touching this one. */
  fork() {
    const copy = new State(this.textLength);
    for (const entity of this.entities.values()) copy.putEntity(entity);
    for (const relation of this.relations.values()) copy.putRelation(relation);
    copy.status = this.status;
    copy.comment = this.comment;
    copy.revision = this.revision;
    return copy;
  }

  /**
   * The entities with exactly these boundaries.
   *
   * @param {number} start
   * @param {number} end
   * @returns {Entity[]}
   */
  entitiesAt(start, end) {
    this.spans ??= spansOf(this.entities.values());
    const ids = this.spans.get(spanKey(start, end)) ?? [];
    return [...ids].map((id) => /** @type {Entity} */ (this.entities.get(id)));
  }

  /** The relations that begin or end at an entity, by id. @param {string} entityId @returns {Relation[]} */
  relationsOf(entityId) {
    const ids = [...(this.ends.get(entityId) ?? [])].sort();
    return ids.map((id) => /** @type {Relation} */ (this.relations.get(id)));
  }

  /**
   * The item of that kind and id.
   *
   * @param {string} kind
   * @param {string} id
   * @returns {Entity | Relation | undefined}
   */
  item(kind, id) {
    return kind === "entity" ? this.entities.get(id) : this.relations.get(id);
  }

  /** @param {Entity} entity */
  putEntity(entity) {
    this.entities.set(entity.id, entity);
    if (this.spans !== null) addTo(this.spans, spanKey(entity.start, entity.end), entity.id);
  }

  /** @param {Relation} relation */
  putRelation(relation) {
    this.relations.set(relation.id, relation);
    addTo(this.ends, relation.head, relation.id);
    addTo(this.ends, relation.tail, relation.id);
  }

  /** Take an item out of the maps and lookups. @param {string} kind @param {string} id */
  drop(kind, id) {
    if (kind === "entity") {
      const entity = this.entities.get(id);
      if (entity === undefined) return;
      this.entities.delete(id);
      if (this.spans !== null) takeFrom(this.spans, spanKey(entity.start, entity.end), id);
    } else {
      const relation = this.relations.get(id);
      if (relation === undefined) return;
      this.relations.delete(id);
      takeFrom(this.ends, relation.head, id);
      takeFrom(this.ends, relation.tail, id);
    }
  }
}

/**
 * The state that the editor was sent.
 * @param {import("../wire/types.js").EditorData} data
 * @param {number} [textLength] in code points, where the caller has it already
 */
export function createState(data, textLength = new Offsets(data.article.text).length) {
  const state = new State(textLength);
  for (const entity of data.entities) state.putEntity(entity);
  for (const relation of data.relations) state.putRelation(relation);
  state.status = data.review.status;
  state.comment = data.review.comment;
  state.revision = data.review.revision;
  return state;
}

/**
 * Make changes that decide() or an undo gave for this state. An edited item goes to the end of its map, as in
 * Python: both name the same item first where several are at fault.
 * @param {State} state
 * @param {Iterable<Change>} changes
 * @returns {State} the same state, changed in place
 */
export function applyChanges(state, changes) {
  for (const [kind, id, , after] of changes) {
    if (kind === "review") {
      Object.assign(state, after);
      continue;
    }
    const old = state.item(kind, id);
    if (old === undefined || after === null || PLACE_FIELDS.some((name) => name in after)) state.layout += 1;
    if (old !== undefined) state.drop(kind, id);
    if (after === null) continue;
    const made = { ...(old ?? { id }), ...after };
    if (kind === "entity") state.putEntity(/** @type {Entity} */ (made));
    else state.putRelation(/** @type {Relation} */ (made));
  }
  return state;
}

/**
 * Whether the item of a change is now as the change has it on one side.
 * @param {State} state
 * @param {Change} change
 * @param {"before" | "after"} side
 */
export function holds(state, change, side) {
  const [kind, id, before, after] = change;
  const wanted = side === "before" ? before : after;
  if (kind === "review") return wanted !== null && agrees(/** @type {any} */ (state), wanted);
  const item = state.item(kind, id);
  if (wanted === null || item === undefined) return wanted === null && item === undefined;
  return agrees(/** @type {any} */ (item), wanted);
}

/** The change that takes this one back. @param {Change} change @returns {Change} */
export function inverse([kind, id, before, after]) {
  return [kind, id, after, before];
}

/**
 * The change by which an item appears.
 *
 * @param {Kind} kind
 * @param {Entity | Relation} item
 * @returns {Change}
 */
export function added(kind, item) {
  return [kind, item.id, null, fieldsOf(kind, item)];
}

/** The change by which an item goes. @param {Kind} kind @param {Entity | Relation} item @returns {Change} */
export function removed(kind, item) {
  return [kind, item.id, fieldsOf(kind, item), null];
}

/**
 * The change of some fields of an item; nothing where they all have these values already.
 * @param {Kind} kind
 * @param {Entity | Relation} item
 * @param {Record<string, any>} values
 * @returns {Change[]}
 */
export function edited(kind, item, values) {
  const difference = differing(/** @type {any} */ (item), values);
  return difference === null ? [] : [[kind, item.id, ...difference]];
}

/**
 * The change of the review's own status (and comment); nothing where it has them already.
 * @param {State} state
 * @param {{status: import("../wire/types.js").ReviewStatus, comment?: string}} values
 * @returns {Change[]}
 */
export function reviewChange(state, values) {
  const difference = differing(/** @type {any} */ (state), values);
  return difference === null ? [] : [["review", "", ...difference]];
}

/**
 * Which items differ between two states of one article. An item that is the same keeps its object, so that
 * what is drawn of it may be kept by identity.
 * @param {State} before
 * @param {State} after
 * @returns {Set<string>} itemKey()s
 */
export function difference(before, after) {
  /** @type {Set<string>} */
  const changed = new Set();
  for (const kind of /** @type {const} */ (["entity", "relation"])) {
    const [old, now] =
      kind === "entity" ? [before.entities, after.entities] : [before.relations, after.relations];
    for (const id of old.keys()) if (!now.has(id)) changed.add(itemKey(kind, id));
    for (const [id, item] of now) {
      const former = old.get(id);
      if (former !== undefined && agrees(former, item)) /** @type {Map<string, any>} */ (now).set(id, former);
      else changed.add(itemKey(kind, id));
    }
  }
  return changed;
}

/**
 * Whether two values of a field are the same; attributes are compared by content.
 *
 * @param {any} one
 * @param {any} other
 */
export function sameValue(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** Whether an item has these values. @param {Record<string, any>} item @param {Record<string, any>} values */
function agrees(item, values) {
  return Object.keys(values).every((name) => sameValue(item[name], values[name]));
}

/**
 * @param {Record<string, any>} item
 * @param {Record<string, any>} values
 * @returns {[Record<string, any>, Record<string, any>] | null}
 */
function differing(item, values) {
  const names = Object.keys(values).filter((name) => !sameValue(item[name], values[name]));
  return names.length === 0 ? null : [pick(item, names), pick(values, names)];
}

/** @param {Kind} kind @param {Entity | Relation} item */
function fieldsOf(kind, item) {
  return pick(/** @type {any} */ (item), kind === "entity" ? ENTITY_FIELDS : RELATION_FIELDS);
}

/** @param {Record<string, any>} item @param {string[]} names */
function pick(item, names) {
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

/**
 * One number for a span; exact for any text below 2^26 characters.
 *
 * @param {number} start
 * @param {number} end
 */
function spanKey(start, end) {
  return start * 2 ** 26 + end;
}

/** @param {Iterable<Entity>} entities @returns {Map<number, Set<string>>} */
function spansOf(entities) {
  /** @type {Map<number, Set<string>>} */
  const spans = new Map();
  for (const { id, start, end } of entities) addTo(spans, spanKey(start, end), id);
  return spans;
}

/** @template K @param {Map<K, Set<string>>} index @param {K} key @param {string} id */
function addTo(index, key, id) {
  const found = index.get(key);
  if (found === undefined) index.set(key, new Set([id]));
  else found.add(id);
}

/** @template K @param {Map<K, Set<string>>} index @param {K} key @param {string} id */
function takeFrom(index, key, id) {
  const found = index.get(key);
  if (found === undefined) return;
  found.delete(id);
  if (found.size === 0) index.delete(key);
}
