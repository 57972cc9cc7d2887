/**
 * Strings as Python's repr() writes them: refusals are the same sentence on both sides.
 */

const UNPRINTABLE = /[\p{C}\p{Z}]/u;
/** @type {Record<string, string>} */
const SHORT = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** @param {string} text @returns {string} */
export function quoted(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = Array.from(text, (character) => (character === quote ? `\\${quote}` : shown(character)));
  return quote + body.join("") + quote;
}

/** @param {string} character */
function shown(character) {
  if (character in SHORT) return SHORT[character];
  if (character === " " || !UNPRINTABLE.test(character)) return character;
  const code = /** @type {number} */ (character.codePointAt(0));
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
