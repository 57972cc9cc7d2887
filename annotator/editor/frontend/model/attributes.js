/**
 * The attributes of an item as they are shown: all that its label may carry, and which of them say something.
 * No DOM.
 */

import { attributesFor, nextAttributeValue } from "./legal.js";
import { shortened } from "./relation_rows.js";

/** @typedef {import("../wire/types.js").Kind} Kind */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {{label: string, attributes: Readonly<Record<string, string>>}} Carrier */

/**
 * @typedef {object} Shown
 * @property {string} name
 * @property {string | null} value null: none was given, and the schema names no default
 * @property {string | null} key
 * @property {string | null} next the value that one press gives; null where the label may not carry the
 *   attribute
 * @property {boolean} telling whether it differs from the default
 */

/** What would turn the direction of the line that it stands in, or break it. */
const UNFIT = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONGEST = 24;
const MOST = 3;

/**
 * Every attribute that an item may carry, in the order of the schema, and those that it carries although it
 * may not.
 *
 * @param {Schema} schema
 * @param {Kind} kind
 * @param {Carrier} item
 * @returns {Shown[]}
 */
export function attributesOf(schema, kind, { label, attributes }) {
  const legal = attributesFor(schema, kind, label);
  const shown = legal.map((found) => {
    const value = valueGiven(attributes, found.name) ?? found.default;
    const next = nextAttributeValue(found, { attributes });
    return {
      name: found.name,
      value,
      key: found.key,
      next,
      telling: value !== null && value !== found.default,
    };
  });
  const names = new Set(legal.map((found) => found.name));
  const foreign = Object.keys(attributes).filter((name) => !names.has(name));
  return [
    ...shown,
    ...foreign.map((name) => ({ name, value: attributes[name], key: null, next: null, telling: true })),
  ];
}

/**
 * The values that differ from the default, short enough to stand in a line.
 *
 * @param {readonly Shown[]} shown
 * @returns {string[]} at most three, and how many there are beyond them
 */
export function tellingValues(shown) {
  const values = shown.filter((found) => found.telling).map((found) => inLine(found.value ?? ""));
  return values.length <= MOST ? values : [...values.slice(0, MOST), `+${values.length - MOST}`];
}

/**
 * A value as it may stand in a line.
 *
 * @param {string} value
 */
export function inLine(value) {
  return shortened(value.replace(UNFIT, " "), LONGEST);
}

/** What was set on an item, for screen readers. @param {Readonly<Record<string, string>>} attributes */
export function attributesInWords(attributes) {
  return Object.entries(attributes)
    .map(([name, value]) => `, ${inLine(name)}: ${inLine(value)}`)
    .join("");
}

/** @param {Readonly<Record<string, string>>} attributes @param {string} name */
function valueGiven(attributes, name) {
  return Object.hasOwn(attributes, name) ? attributes[name] : null;
}
