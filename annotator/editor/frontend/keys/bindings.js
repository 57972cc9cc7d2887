/**
 * The key table as it holds for a label schema: the schema may give a command other keys (`"keys": {"accept":
 * ["y"]}`).
 */

import { BINDINGS, FIXED_COMMANDS } from "./key_table.js";

/** @typedef {import("./key_table.js").Binding} Binding */
/** @typedef {import("../wire/types.js").Command} Command */
/** @typedef {import("../wire/types.js").Schema} Schema */
/** @typedef {{rows: readonly Binding[], commands: ReadonlyMap<string, Command>}} Bindings */

/**
 * The row of a command whose keys are shown, and can be changed: its first.
 *
 * @type {ReadonlyMap<string, Binding>}
 */
const MAIN = new Map(BINDINGS.map((row) => /** @type {[string, Binding]} */ ([row.command, row])).reverse());

/** @type {WeakMap<Schema, Bindings>} */
const KNOWN = new WeakMap();

/**
 * The rows of the table with the keys of the schema, and what each key means: mode and keys to command.
 *
 * @param {Schema} schema
 * @returns {Bindings}
 */
export function bindingsOf(schema) {
  let found = KNOWN.get(schema);
  if (found === undefined) KNOWN.set(schema, (found = bindings(schema.keys ?? {})));
  return found;
}

/** @param {Record<string, string[]>} changed @returns {Bindings} */
function bindings(changed) {
  const rows = BINDINGS.map((row) =>
    MAIN.get(row.command) === row && Object.hasOwn(changed, row.command)
      ? { ...row, keys: changed[row.command] }
      : row,
  );
  /** @type {Map<string, Command>} */
  const commands = new Map();
  for (const { command, keys, modes, extend, numbered } of rows) {
    keys.forEach((key, index) => {
      const meant = { command, ...(extend === undefined ? {} : { extend }), ...(numbered ? { index } : {}) };
      for (const mode of modes) commands.set(`${mode} ${key}`, meant);
    });
  }
  return { rows, commands };
}

/**
 * The keys of a command, the one to show first; none where the schema took them away.
 *
 * @param {string} command
 * @param {Schema} schema
 * @returns {readonly string[]}
 */
export function keysOf(command, schema) {
  const changed = schema.keys ?? {};
  return Object.hasOwn(changed, command) ? changed[command] : (MAIN.get(command)?.keys ?? []);
}

/** Whether these are the keys of a command that a label schema may change. @param {Binding} row */
export function isChangeable(row) {
  return !FIXED_COMMANDS.has(row.command) && MAIN.get(row.command)?.does === row.does;
}
