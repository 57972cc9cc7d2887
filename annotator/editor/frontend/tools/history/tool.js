/**
 * `Shift+H`: the history panel in the editor. Opens and closes it, and goes where its decisions were made.
 */

import { button, keyCap, setAttribute } from "../../look/elements.js";
import { HistoryPanel } from "./panel.js";
import { captionOf } from "../../keys/captions.js";
import { shortened } from "../../model/relation_rows.js";

/** @typedef {import("../tool.js").Stage} Stage */
/** @typedef {import("../../wire/types.js").HistoryRow} HistoryRow */

export class HistoryTool {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("../tool.js").Job>>} */
    this.commands = {
      history: () => this.toggle(),
    };
    this.panel = new HistoryPanel({
      ask: (parameters) => editor.asker.ask("history", parameters, { urgent: true }),
      titleOf: (label) => this.#titleOf(label),
      onJump: (row) => this.#jump(row),
      onClose: () => editor.perform({ command: "cancel" }),
      now: () => new Date(),
    });
    this.panel.list.addEventListener("focus", () => editor.modeChanged());
    this.opener = button(
      { class: "an-opener", "data-command": "history" },
      () => editor.perform({ command: "history" }),
      keyCap(captionOf("history", editor.review.schema)),
      "history",
    );
  }

  get root() {
    return this.panel.root;
  }

  /** @returns {import("../../wire/types.js").Mode | null} */
  get mode() {
    return this.isOpen ? "history" : null;
  }

  /** Whether keys are its own: it stays beside the text while they are not. */
  get isOpen() {
    return this.panel.hasKeyboard;
  }

  /** Open it, go into it, or close it where the reviewer is in it already. */
  toggle() {
    if (this.isOpen) return this.close();
    this.editor.tools.leave();
    setAttribute(this.editor.root, "data-history", true);
    this.panel.open(this.editor.review.article.id);
  }

  /** Give the list of relations its place back, and the text the keyboard. */
  close() {
    if (!this.panel.isOpen) return;
    const { editor } = this;
    const inside = this.isOpen;
    this.panel.close();
    setAttribute(editor.root, "data-history", false);
    if (!inside) return;
    editor.pane.focus({ preventScroll: true });
    editor.page.showFocus(editor.review.focus, null);
  }

  /** Another article may be shown. */
  follow() {
    const { id } = this.editor.review.article;
    if (this.panel.isOpen && id !== this.panel.articleId) this.panel.follow(id);
  }

  /** Something may have been stored. */
  refresh() {
    void this.panel.refresh();
  }

  /** @param {1 | -1} step */
  move(step) {
    this.panel.move(step);
  }

  confirm() {
    this.panel.confirm();
  }

  /** @param {string} label */
  #titleOf(label) {
    const found = this.editor.review.schema.relation_labels.find((known) => known.label === label);
    return found?.title || label;
  }

  /** @param {HistoryRow} row */
  #jump({ items }) {
    const { editor } = this;
    const { messages, review } = editor;
    messages.clear();
    const [first] = items;
    if (!first) return messages.refuse("this decision was about the article as a whole", "told");
    const standing = items.find(({ kind, id }) => review.state.item(kind, id) !== undefined);
    if (standing) return editor.goTo({ kind: standing.kind, id: standing.id });
    editor.shownPlace.show(first);
    const words = shortened(review.offsets.slice(first.start, first.end), 44);
    const what = first.kind === "entity" ? `“${words}”` : `the relation of “${words}”`;
    messages.refuse(`${what} has been deleted since; this is where it stood`, "told");
  }
}
