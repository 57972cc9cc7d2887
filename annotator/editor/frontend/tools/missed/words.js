/**
 * What is asked about something that is probably missing, in words, and where it stands. No DOM.
 */

import { shortened } from "../../model/relation_rows.js";

/** @typedef {import("./questions.js").Question} Question */
/** @typedef {{words: string, strong: boolean}} Part */

const LONGEST = 40;

/**
 * @param {Question} question
 * @param {{wordsOf(entityId: string): string}} page
 * @param {import("../../wire/types.js").Schema} schema
 * @returns {{parts: Part[], sentence: string, yes: string}} yes: what the button of a yes says
 */
export function inWords(question, page, schema) {
  const { parts, yes } = asked(question, page, schema);
  return { parts, sentence: parts.map(({ words, strong }) => (strong ? `“${words}”` : words)).join(""), yes };
}

/**
 * @param {Question} question
 * @param {{wordsOf(entityId: string): string}} page
 * @param {import("../../wire/types.js").Schema} schema
 * @returns {{parts: Part[], yes: string}}
 */
function asked(question, page, schema) {
  if (question.kind === "none")
    return { parts: [plain("This article has no relation. Is that so?")], yes: "add one" };
  if (question.kind === "entity") {
    const { words, like, label } = question.found;
    if (like === words) return { parts: [strong(words), plain(` again, ${label}?`)], yes: "yes" };
    return { parts: [strong(words), plain(", as in "), strong(like), plain(`, ${label}?`)], yes: "yes" };
  }
  const { one, other, ways } = question.found;
  if (ways.length > 1)
    return {
      parts: [
        strong(page.wordsOf(one.id)),
        plain(" and "),
        strong(page.wordsOf(other.id)),
        plain(" related?"),
      ],
      yes: "yes, as …",
    };
  const [{ label, head, tail }] = ways;
  const title = schema.relation_labels.find((found) => found.label === label)?.title || label;
  return {
    parts: [strong(page.wordsOf(head)), plain(` ${title} `), strong(page.wordsOf(tail)), plain("?")],
    yes: "yes",
  };
}

/**
 * The stretches of text that a question is about.
 *
 * @param {Question} question
 * @returns {{start: number, end: number}[]}
 */
export function stretchesOf(question) {
  if (question.kind === "none") return [];
  if (question.kind === "entity") return [{ start: question.found.start, end: question.found.end }];
  return [question.found.one, question.found.other].map(({ start, end }) => ({ start, end }));
}

/** @param {string} words @returns {Part} */
function plain(words) {
  return { words, strong: false };
}

/** @param {string} words @returns {Part} */
function strong(words) {
  return { words: shortened(words, LONGEST), strong: true };
}
