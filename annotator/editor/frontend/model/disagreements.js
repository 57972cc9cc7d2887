/**
 * Where the reviews of several reviewers differ, and what choosing one of them asks for. No DOM.
 */

import { attributesFor } from "./legal.js";
import { shortened } from "./relation_rows.js";

/** @typedef {import("../wire/types.js").Adjudication} Adjudication */
/** @typedef {import("../wire/types.js").Place} Place */
/** @typedef {import("../wire/types.js").HeldItem} HeldItem */
/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {import("../wire/types.js").Simple} Simple */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {number | "both" | "neither"} Choice  the place of a reviewer, from 0 */

const LONGEST = 60;

/**
 * Whether something is left to decide at a place.
 *
 * @param {Place} place
 * @param {State} state
 */
export function isOpen(place, state) {
  return place.some(({ kind, id }) => state.item(kind, id)?.status === "pending");
}

/**
 * The place to look at: that of the focus where it is open, else the first open one behind it, round to the
 * first.
 *
 * @param {Adjudication} adjudication
 * @param {State} state
 * @param {Item | null} focus
 * @param {number} [after] look behind this place instead
 * @returns {number} -1: everything is decided
 */
export function placeToShow({ places }, state, focus, after = -1) {
  const here =
    focus === null || after >= 0
      ? -1
      : places.findIndex((place) => place.some(({ kind, id }) => kind === focus.kind && id === focus.id));
  if (here >= 0 && isOpen(places[here], state)) return here;
  const from = Math.max(here, after);
  const ahead = places.findIndex((place, at) => at > from && isOpen(place, state));
  return ahead >= 0 ? ahead : places.findIndex((place) => isOpen(place, state));
}

/**
 * What has the focus at a place: the first item that is to be decided.
 *
 * @param {Place} place
 * @param {State} state
 * @returns {Item | null}
 */
export function itemToFocus(place, state) {
  const found = place.find(({ kind, id }) => state.item(kind, id)?.status === "pending");
  return found ? { kind: found.kind, id: found.id } : null;
}

/**
 * The steps that take one version, all, or none. What is not taken goes first, so that nothing stands in the
 * way.
 *
 * @param {Place} place
 * @param {Choice} choice
 * @param {State} state
 * @param {Schema} schema
 * @returns {Simple[]}
 */
export function stepsOf(place, choice, state, schema) {
  /** @type {Simple[]} */
  const gone = [];
  /** @type {Simple[]} */
  const taken = [];
  for (const held of place) {
    const { kind, id } = held;
    const found = state.item(kind, id);
    if (!found) continue;
    if (choice === "both" || (choice !== "neither" && held.by[choice] !== null)) {
      if (typeof choice === "number") taken.push(...attributeSteps(held, choice, found, schema));
      taken.push({ op: "accept", kind, id });
    } else if (found.status !== "rejected") gone.push({ op: "reject", kind, id });
  }
  return [...gone, ...taken];
}

/**
 * The attributes that the item has in one version and not as it stands.
 *
 * @param {HeldItem} held
 * @param {number} reviewer
 * @param {import("../wire/types.js").Entity | import("../wire/types.js").Relation} found
 * @param {Schema} schema
 * @returns {Simple[]}
 */
function attributeSteps({ kind, id, by }, reviewer, found, schema) {
  const wanted = by[reviewer] ?? {};
  return attributesFor(schema, kind, found.label).flatMap(({ name, default: usual }) => {
    const [now, then] = [found.attributes[name] ?? usual, wanted[name] ?? usual];
    return now === then || then === null
      ? []
      : [/** @type {Simple} */ ({ op: "set_attribute", kind, id, name, value: then })];
  });
}

/**
 * What one reviewer has at a place, a line each; none: nothing.
 *
 * @param {Place} place
 * @param {number} reviewer
 * @param {State} state
 * @param {{wordsOf(entityId: string): string, titleOf(label: string): string}} words
 * @returns {{label: string, words: string}[]}
 */
export function linesOf(place, reviewer, state, { wordsOf, titleOf }) {
  return place.flatMap(({ kind, id, by }) => {
    const found = state.item(kind, id);
    const attributes = by[reviewer];
    if (!found || attributes === null || attributes === undefined) return [];
    const told = Object.values(attributes).join(", ");
    const label = told === "" ? titleOf(found.label) : `${titleOf(found.label)}, ${told}`;
    const words =
      "head" in found ? `${short(wordsOf(found.head))} → ${short(wordsOf(found.tail))}` : short(wordsOf(id));
    return [{ label, words }];
  });
}

/** @param {string} words */
function short(words) {
  return shortened(words, LONGEST);
}
