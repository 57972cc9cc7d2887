/**
 * What can be open over the text, one at a time: lists, letters, the caret, the preview of `m`, search,
 * dialogs.
 */

import { AdjudicationBar } from "./adjudication_bar.js";
import { Chooser } from "./chooser.js";
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
/** @typedef {import("../wire/types.js").Mode} Mode */

export class Tools {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    this.chooser = new Chooser(editor.root, (job) => editor.together(job));
    this.draft = new Draft(editor, this.chooser);
    this.relate = new Relate(editor);
    this.drag = new Drag(editor, this.relate);
    this.preview = new MentionPreview(editor);
    this.search = new Search(editor);
    this.missed = new MissedBar(editor, this.relate);
    this.adjudication = new AdjudicationBar(editor);
    this.settings = new SettingsView(editor, editor.settings);
    this.history = new HistoryTool(editor);
    this.menu = new Menu(editor);
    /** @type {HTMLDialogElement | null} */
    this.dialog = null;
    this.elements = [
      this.adjudication.root,
      this.chooser.root,
      this.preview.root,
      this.search.root,
      this.missed.root,
      this.settings.root,
      this.history.root,
      this.menu.root,
    ];
  }

  /** What keys mean now. @returns {Mode} */
  get mode() {
    const { chooser, dialog, draft, editor, preview, relate, settings } = this;
    if (dialog) return dialog.dataset.dialog === "help" ? "help" : "input";
    if (settings.isOpen) return "settings";
    if (this.history.hasKeyboard) return "history";
    const active = document.activeElement;
    if (active instanceof HTMLInputElement && editor.root.contains(active)) {
      if (active === this.search.input) return "search";
      return active === chooser.input ? "list" : "input";
    }
    if (relate.isOpen) return "hint";
    if (preview.isOpen) return "preview";
    if (draft.caret) return "caret";
    if (draft.stretch) return "select";
    if (chooser.isOpen) return "choose";
    if (this.missed.isOpen) return "missed";
    return this.adjudication.isOpen ? "adjudicate" : "normal";
  }

  /** Close whatever is open. */
  leave() {
    const { chooser, dialog, drag, draft, editor, preview, relate, missed, search, settings, menu } = this;
    // at once: the dialog tells of its end in a later task, and the next key may be there before it
    this.dialog = null;
    dialog?.close();
    drag.cancel();
    relate.cancel();
    preview.cancel();
    search.cancel();
    settings.cancel();
    menu.cancel();
    missed.cancel();
    draft.cancel();
    chooser.cancel();
    const active = document.activeElement;
    if (active instanceof HTMLInputElement && editor.root.contains(active)) active.blur();
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
    const made = make(this.editor.root, () => {
      if (this.dialog === made) this.dialog = null;
      this.editor.modeChanged();
    });
    this.dialog = made;
  }

  /**
   * Up or down in what is open.
   *
   * @param {1 | -1} step
   * @returns {boolean} whether anything open has rows
   */
  move(step) {
    const { chooser, history, menu, preview, search, settings } = this;
    if (settings.isOpen) settings.move(step);
    else if (history.hasKeyboard) history.move(step);
    else if (menu.isOpen) menu.move(step);
    else if (preview.isOpen) preview.move(step);
    else if (search.isOpen) search.move(step);
    else if (chooser.isOpen) chooser.move(step);
    else return this.#walkList(step);
    return true;
  }

  /** The next of the rows that the filter shows, while it has the keyboard. @param {1 | -1} step */
  #walkList(step) {
    const { list } = this.editor.page;
    const id = list.isFiltering ? list.shownBeside(step) : null;
    if (id !== null) this.editor.review.focusOn({ kind: "relation", id });
    return list.isFiltering;
  }

  /** Leave the filter as it is and go on with what it shows. */
  #keepFilter() {
    const { page, review } = this.editor;
    if (page.list.focused === null || page.list.focused.root.hidden) this.#walkList(1);
    page.list.filter.blur();
    page.keepKeyboard(review.focus);
  }

  /** Enter: take what is chosen. */
  confirm() {
    const { chooser, dialog, draft, history, menu, preview, search } = this;
    if (history.hasKeyboard) history.confirm();
    else if (dialog) dialog.querySelector("form")?.requestSubmit();
    else if (menu.isOpen) menu.confirm();
    else if (preview.isOpen) preview.confirm();
    else if (search.isOpen) search.confirm();
    else if (chooser.isOpen) chooser.choose(chooser.at);
    else if (draft.stretch) draft.offer(true);
    else if (this.editor.page.list.isFiltering) this.#keepFilter();
  }
}
