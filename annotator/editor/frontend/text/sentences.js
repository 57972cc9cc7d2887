/**
 * The sentence that two mentions stand in: what a reviewer reads to judge a relation. No DOM.
 */

/** What is longer is cut; mentions that are further apart are read in two stretches. */
export const LONGEST = 260;
const SPACE = /\s/u;
const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });
/** A full stop that ends no sentence: initials and titles. */
const ABBREVIATED = /(?:^|[^\p{L}])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St|Lt|Col|Sgt|Prof|No|vs)\.\s*$/u;

/**
 * @param {string} line text of the line, UTF-16
 * @param {number} from where the first mention begins in it
 * @param {number} to where the second one ends
 * @returns {string}
 */
export function sentenceAround(line, from, to) {
  const { start, end, cutBefore, cutAfter } = stretchAround(line, from, to);
  return `${cutBefore ? "… " : ""}${line.slice(start, end)}${cutAfter ? " …" : ""}`;
}

/**
 * Where the sentences of two mentions begin and end in a line, without white space; cut at words where they
 * are long.
 *
 * @param {string} line
 * @param {number} from
 * @param {number} to
 * @param {number} [longest] characters
 * @returns {{start: number, end: number, cutBefore: boolean, cutAfter: boolean}}
 */
export function stretchAround(line, from, to, longest = LONGEST) {
  let start = 0;
  let end = line.length;
  for (const bound of sentenceBounds(line)) {
    if (bound <= from) start = bound;
    if (bound >= to) {
      end = bound;
      break;
    }
  }
  return trimmed(line, start, end, from, to, longest);
}

/**
 * @param {string} line
 * @returns {number[]} where sentences begin and where the last one ends
 */
export function sentenceBounds(line) {
  const starts = [...SENTENCES.segment(line)].map((part) => part.index);
  return [...starts.filter((at) => !ABBREVIATED.test(line.slice(Math.max(0, at - 12), at))), line.length];
}

/**
 * @param {string} line
 * @param {number} start
 * @param {number} end
 * @param {number} from
 * @param {number} to
 * @param {number} longest
 */
function trimmed(line, start, end, from, to, longest) {
  let left = start;
  let right = end;
  if (end - start > longest) {
    const spare = Math.max(40, Math.floor((longest - (to - from)) / 2));
    left = Math.max(start, from - spare);
    right = Math.min(end, to + spare);
    while (left > start && !SPACE.test(line[left - 1])) left -= 1;
    while (right < end && !SPACE.test(line[right])) right += 1;
  }
  const [cutBefore, cutAfter] = [left > start, right < end];
  while (left < from && SPACE.test(line[left])) left += 1;
  while (right > to && SPACE.test(line[right - 1])) right -= 1;
  return { start: left, end: right, cutBefore, cutAfter };
}
