/**
 * The sentence that two mentions stand in: what a reviewer reads to judge a relation. No DOM.
 */

const LONGEST = 260;
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
  let start = 0;
  let end = line.length;
  for (const bound of sentenceBounds(line)) {
    if (bound <= from) start = bound;
    if (bound >= to) {
      end = bound;
      break;
    }
  }
  return trimmed(line, start, end, from, to);
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
 */
function trimmed(line, start, end, from, to) {
  if (end - start <= LONGEST) return line.slice(start, end).trim();
  const spare = Math.max(40, Math.floor((LONGEST - (to - from)) / 2));
  let left = Math.max(start, from - spare);
  let right = Math.min(end, to + spare);
  while (left > start && !/\s/u.test(line[left - 1])) left -= 1;
  while (right < end && !/\s/u.test(line[right])) right += 1;
  const words = line.slice(left, right).trim();
  return `${left > start ? "… " : ""}${words}${right < end ? " …" : ""}`;
}
