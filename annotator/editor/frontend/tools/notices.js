/**
 * What the server did not take of what was typed: told where it happened, or with a way back to where it did;
 * and what undo, redo and edits of a complete article did.
 */

/** @typedef {import("./tool.js").Stage & {collisions: import("./collisions.js").Collisions}} Stage */

/**
 * @param {Stage} editor
 * @param {import("../wire/types.js").Notice} notice
 */
export function tell(editor, { kind, seq, reason, elsewhere, tone }) {
  if (kind === "told") return editor.messages.refuse(reason, tone);
  if (elsewhere !== null) return tellOfAnother(editor, elsewhere, reason);
  if (kind === "collided") return editor.collisions.show(seq, reason);
  editor.messages.ask(reason, [{ title: "Close", action: () => undefined }], "refused");
}

/**
 * @param {Stage} editor
 * @param {{article_id: string, title: string}} article that was left already
 * @param {string} reason
 */
function tellOfAnother({ messages, review }, { article_id, title }, reason) {
  const answers = [
    { title: "Go back to it", action: () => review.navigate({ article_id }) },
    { title: "Stay here", action: () => undefined },
  ];
  messages.ask(`In “${title}”: ${reason}`, answers, "refused", { stays: true });
}
