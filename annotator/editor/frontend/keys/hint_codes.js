/**
 * Short codes to type for a choice among many: one letter for the nearest, more for those further away.
 */

/** Letters in the order of how easily a hand on the home row reaches them. */
export const HINT_LETTERS = "fjdkslaghrueiwovncmtybpxqz";

/**
 * Codes none of which begins another, the short ones first.
 *
 * @param {number} count how many are needed
 * @param {string} letters
 * @returns {string[]}
 */
export function hintCodes(count, letters = HINT_LETTERS) {
  /** @type {string[]} */
  let codes = [...letters];
  while (codes.length < count) {
    // the last code of the shortest kind gives way to all codes that begin with it
    const shortest = codes[0].length;
    let at = codes.length - 1;
    while (codes[at].length > shortest) at -= 1;
    const prefix = codes[at];
    codes = [...codes.slice(0, at), ...codes.slice(at + 1), ...[...letters].map((letter) => prefix + letter)];
  }
  return codes.slice(0, count);
}

/**
 * What typing one more letter leads to.
 *
 * @param {ReadonlyMap<string, string>} codes code to id
 * @param {string} typed
 * @returns {{id: string} | {left: Set<string>} | null} the choice made; the ids still possible; or no such
 *   code
 */
export function typedHint(codes, typed) {
  const id = codes.get(typed);
  if (id !== undefined) return { id };
  /** @type {Set<string>} */
  const left = new Set();
  for (const [code, found] of codes) if (code.startsWith(typed)) left.add(found);
  return left.size > 0 ? { left } : null;
}
