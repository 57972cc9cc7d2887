/**
 * Where the focused item comes from: who proposed it, who decided on it, when and how fast. Asked when it is
 * wanted.
 */

import { showOrigin } from "./dialogs.js";
import { noFocus } from "../session/operation_of_command.js";
import { historyWords } from "../session/history_words.js";

/** @typedef {import("./tool.js").Stage} Stage */
/**
 * @typedef {{proposed_by: string, score: number | null, pattern: string, rows:
 *   import("../wire/types.js").HistoryRow[]}} Origin
 */

/** @param {Stage} editor */
export async function tellOrigin(editor) {
  const { asker, messages, page, review, tools } = editor;
  const { article, focus, schema } = review;
  if (focus === null) return messages.refuse(noFocus(schema));
  const answer = await asker.ask("item", { article_id: article.id, ...focus }, { urgent: true });
  if (answer === null || review.article !== article) return;
  if (answer.fault !== undefined) return messages.refuse(answer.fault);
  const title = focus.kind === "entity" ? page.wordsOf(focus.id) : page.inWords(focus);
  const lines = originLines(/** @type {Origin} */ (/** @type {unknown} */ (answer)), page.titleOf);
  tools.open((host, onClose) => showOrigin(host, title, lines, onClose));
}

/**
 * @param {Origin} origin
 * @param {(label: string) => string} titleOf
 * @returns {{who: string, words: string, when: string}[]} newest first, who proposed it last
 */
export function originLines({ proposed_by: by, score, pattern, rows }, titleOf) {
  const lines = rows.map((row) => ({
    who: row.reviewer,
    words: historyWords(row, titleOf),
    when: new Date(row.at).toLocaleString(),
  }));
  if (by === "") return lines;
  const sure = score === null ? "" : `, score ${score.toFixed(2)}`;
  return [
    ...lines,
    { who: by, words: `proposed it${sure}${pattern === "" ? "" : `, found by ${pattern}`}`, when: "" },
  ];
}
