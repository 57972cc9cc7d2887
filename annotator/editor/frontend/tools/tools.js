/**
 * What can be open over the text, one at a time: lists, letters, the caret, the preview of `m`, search,
 * dialogs. All have the shape of tool.js; a new one is a line in the list here.
 */

import { AdjudicationBar } from "./adjudication_bar.js";
import { Chooser } from "./chooser.js";
import { Dialogs, Fields, ListFilter } from "./built_in.js";
import { Draft } from "./span_draft.js";
import { Drag } from "./relation_drag.js";
import { HistoryTool } from "./history/tool.js";
import { Menu } from "./menu.js";
import { MissedBar } from "./missed/bar.js";
import { MentionPreview } from "./mention_preview.js";
import { Relate } from "./relation_hints.js";
import { Search } from "./search.js";
import { SettingsView } from "./settings_view.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("./tool.js").Tool} Tool */
/** @typedef {import("../wire/types.js").Mode} Mode */

export class Tools {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    this.chooser = new Chooser(editor.root, (job) => editor.together(job));
    this.draft = new Draft(editor, this.chooser);
    this.relate = new Relate(editor);
    this.drag = new Drag(editor, this.relate);
    this.missed = new MissedBar(editor, this.relate);
    this.adjudication = new AdjudicationBar(editor);
    this.history = new HistoryTool(editor);
    this.dialogs = new Dialogs(editor);
    /** @type {Tool[]} what comes first says what keys mean */
    this.list = [
      this.dialogs,
      new SettingsView(editor, editor.settings),
      this.history,
      new Search(editor),
      new Fields(editor.root, this.chooser),
      this.relate,
      new MentionPreview(editor),
      this.draft,
      this.chooser,
      this.missed,
      this.adjudication,
      new Menu(editor),
      this.drag,
      new ListFilter(editor),
    ];
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = Object.assign({}, ...this.list.map((tool) => tool.commands));
  }

  /** What they show. @returns {HTMLElement[]} */
  get elements() {
    return this.list.flatMap(({ root }) => (root ? [root] : []));
  }

  /** What keys mean now. @returns {Mode} */
  get mode() {
    for (const { mode } of this.list) if (mode) return mode;
    return "normal";
  }

  /** Close whatever is open. */
  leave() {
    for (const tool of this.list) tool.cancel?.();
  }

  /** Escape: leave what lies on top. */
  escape() {
    const { chooser, missed } = this;
    if (!missed.isOpen) this.leave();
    else if (chooser.isOpen) chooser.cancel();
    else missed.leave();
  }

  /** @param {import("./chooser.js").Choice} choice */
  choose(choice) {
    this.chooser.open(choice);
    this.editor.modeChanged();
  }

  /** @param {(host: HTMLElement, onClose: () => void) => HTMLDialogElement} make */
  open(make) {
    this.leave();
    this.dialogs.open(make);
  }

  /**
   * Up or down in what is open.
   *
   * @param {1 | -1} step
   * @returns {boolean} whether anything open has rows
   */
  move(step) {
    const tool = this.list.find((found) => found.isOpen && found.move);
    tool?.move?.(step);
    return tool !== undefined;
  }

  /** Enter: take what is chosen. */
  confirm() {
    this.list.find((found) => found.isOpen && found.confirm)?.confirm?.();
  }
}
