import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Offsets } from "../../../annotator/editor/frontend/text/offsets.js";
import { Tokens } from "../../../annotator/editor/frontend/text/tokens.js";
import { randomFrom } from "../fakes.js";

/** White space and what cannot be seen, with marks that stand on it. */
const BLANK = /^(?:[\s\u200b-\u200f]\p{M}*)*$/u;

function tokens(text) {
  const offsets = new Offsets(text);
  return { offsets, tokens: new Tokens(offsets) };
}

function cut(text) {
  const { offsets, tokens: found } = tokens(text);
  return found.tokensBetween(0, offsets.length).map(([start, end]) => offsets.slice(start, end));
}

const CUTS = {
  "S-400 and F-35s": ["S-400", "and", "F-35s"],
  "the U.S. and J. R. Smith": ["the", "U.S.", "and", "J.", "R.", "Smith"],
  "Turkey's states’ allies": ["Turkey", "'s", "states", "’", "allies"],
  "Turkey’s deal": ["Turkey", "’s", "deal"],
  'He said: "no".': ["He", "said", ":", '"', "no", '"', "."],
  "(NATO), [ally];": ["(", "NATO", ")", ",", "[", "ally", "]", ";"],
  "Mr. O'Brien don't": ["Mr.", "O'Brien", "don't"],
  "$2.5m, 1,000 at 10:30 or 50%": ["$", "2.5m", ",", "1,000", "at", "10:30", "or", "50", "%"],
  "Turkish-Russian deal": ["Turkish", "-", "Russian", "deal"],
  "AT&T in COVID-19": ["AT&T", "in", "COVID-19"],
  "ended.Next at state.gov": ["ended", ".", "Next", "at", "state.gov"],
  "it ended... now": ["it", "ended", ".", ".", ".", "now"],
  "👩‍👩‍👧 met José at 🇹🇷🇬🇷": ["👩‍👩‍👧", "met", "José", "at", "🇹🇷", "🇬🇷"],
  "Jose\u0301 e\u0301.": ["Jose\u0301", "e\u0301", "."],
  "التقى بلينكن، أنقرة": ["التقى", "بلينكن", "،", "أنقرة"],
  "مَدَرَسَة كبيرة": ["مَدَرَسَة", "كبيرة"],
  "東京 Tokyo": ["東", "京", "Tokyo"],
  "a\r\n\r\nb\tc  d": ["a", "b", "c", "d"],
  "   ": [],
  "": [],
};

describe("tokens", () => {
  for (const [text, expected] of Object.entries(CUTS)) {
    test(`words as a reviewer means them: ${JSON.stringify(text)}`, () =>
      assert.deepEqual(cut(text), expected));
  }

  test("no cut ever falls inside a grapheme cluster, and only white space is left over", () => {
    const random = randomFrom(11);
    const alphabet = [
      "a",
      "B",
      "9",
      " ",
      "-",
      "'",
      "’",
      ".",
      ",",
      "é",
      "e\u0301",
      "👩‍👩‍👧",
      "👍🏽",
      "🇹🇷",
      "ا",
      "َ",
      "\n",
      "\r\n",
      "京",
      "\u200d",
      "s",
    ];
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
    for (let round = 0; round < 400; round += 1) {
      const text = Array.from(
        { length: 1 + Math.floor(random() * 30) },
        () => alphabet[Math.floor(random() * alphabet.length)],
      ).join("");
      const { offsets, tokens: found } = tokens(text);
      const bounds = new Set(
        [...segmenter.segment(text)].map((part) => offsets.toCodePoint(part.index)).concat(offsets.length),
      );
      let before = 0;
      for (const [start, end] of found.tokensBetween(0, offsets.length)) {
        assert.ok(
          bounds.has(start) && bounds.has(end) && start < end && start >= before,
          JSON.stringify(text),
        );
        assert.match(offsets.slice(before, start), BLANK);
        before = end;
      }
      assert.match(offsets.slice(before, offsets.length), BLANK);
    }
  });

  test("steps from token to token reach every boundary once, also across paragraphs and behind emoji", () => {
    const { offsets, tokens: found } = tokens("👩‍👩‍👧 Blinken met\n\nCavusoglu  in Ankara.");
    const spans = found.tokensBetween(0, offsets.length);
    const ends = [];
    for (let end = found.nextTokenEnd(0); end !== null; end = found.nextTokenEnd(end)) ends.push(end);
    assert.deepEqual(
      ends,
      spans.map(([, end]) => end),
    );
    const starts = [];
    for (
      let start = found.previousTokenStart(offsets.length);
      start !== null;
      start = found.previousTokenStart(start)
    )
      starts.push(start);
    assert.deepEqual(
      starts.reverse(),
      spans.map(([start]) => start),
    );
    assert.equal(found.previousTokenEnd(spans[1][1]), spans[0][1]);
    assert.equal(found.nextTokenStart(spans[1][0]), spans[2][0]);
    assert.equal(found.previousTokenEnd(spans[0][1]), null);
    assert.equal(found.nextTokenStart(spans.at(-1)[0]), null);
  });

  test("a word is found at each of its characters and not between words", () => {
    const { tokens: found } = tokens("😀 met  us");
    assert.deepEqual(
      [0, 1, 2, 4, 5, 6, 7, 8].map((at) => found.wordAt(at)),
      [[0, 1], null, [2, 5], [2, 5], null, null, [7, 9], [7, 9]],
    );
  });

  for (const [start, end, expected] of [
    [3, 4, [2, 5]],
    [4, 8, [2, 9]],
    [5, 7, null],
    [1, 6, [2, 5]],
    [0, 99, [0, 9]],
  ]) {
    test(`a drag from ${start} to ${end} means whole words`, () => {
      assert.deepEqual(tokens("😀 met  us").tokens.snap(start, end), expected);
    });
  }

  test("a paragraph of 100 KB is cut piece by piece, with the same words as at once", () => {
    const sentence = "The minister’s S-400 deal, he said, was 👩‍👩‍👧 not Turkey's. ";
    const long = sentence.repeat(1700);
    const { tokens: found } = tokens(long);
    assert.ok(found.bounds.length > 20);
    assert.deepEqual(cut(long.slice(0, sentence.length * 60)), Array(60).fill(cut(sentence)).flat());
    found.nextTokenEnd(50_000);
    assert.ok(found.found.filter(Boolean).length <= 2);
  });
});
