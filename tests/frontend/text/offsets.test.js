import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Offsets } from "../../../annotator/editor/frontend/text/offsets.js";
import { randomFrom } from "../fakes.js";

const TEXTS = {
  "plain words": "Blinken met Cavusoglu.",
  "an emoji at each end": "😀 met 😀",
  "a family emoji": "👩‍👩‍👧 Blinken",
  "combining marks": "Jose\u0301 met Zoë",
  "line ends and tabs": "a\r\n\tb  c\r\n",
  Arabic: "التقى بلينكن 🇹🇷 أنقرة",
  nothing: "",
};

describe("offsets count code points", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    test(`every code point of a text has its UTF-16 place and back: ${name}`, () => {
      const offsets = new Offsets(text);
      const characters = Array.from(text);
      assert.equal(offsets.length, characters.length);
      let unit = 0;
      for (let at = 0; at <= characters.length; at += 1) {
        assert.equal(offsets.toUtf16(at), unit);
        assert.equal(offsets.toCodePoint(unit), at);
        unit += characters[at]?.length ?? 0;
      }
    });
  }

  test("a slice is what Python's text[start:end] is, on random texts", () => {
    const random = randomFrom(7);
    const alphabet = ["a", " ", "é", "😀", "\u0301", "\u200d", "ا", "\r\n", "𝔘"];
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from(
        { length: Math.floor(random() * 20) },
        () => alphabet[Math.floor(random() * alphabet.length)],
      ).join("");
      const offsets = new Offsets(text);
      const characters = Array.from(text);
      const start = Math.floor(random() * (characters.length + 1));
      const end = start + Math.floor(random() * (characters.length + 1 - start));
      assert.equal(offsets.slice(start, end), characters.slice(start, end).join(""));
    }
  });

  test("a place inside a surrogate pair is the start of its character", () => {
    assert.equal(new Offsets("a😀b").toCodePoint(2), 1);
    assert.equal(new Offsets("😀😀").toCodePoint(3), 1);
  });

  for (const [offset, expected] of [
    [-5, 0],
    [99, 5],
  ]) {
    test(`an offset outside the text is cut to it: ${offset}`, () => {
      assert.equal(new Offsets("a😀b").toUtf16(offset), Math.min(expected, 4));
      assert.equal(new Offsets("a😀b").toCodePoint(offset), Math.min(expected, 3));
    });
  }
});
