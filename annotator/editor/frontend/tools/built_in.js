/**
 * Tools around what the browser itself opens or types into: a dialog, a field, the filter of the list of
 * relations.
 */

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("../wire/types.js").Mode} Mode */

/**
 * One dialog of the browser's own: guidelines, the keys, a comment. It is closed before it tells of its end,
 * and the next key may be there in between.
 */
export class Dialogs {
  /** @param {Pick<Stage, "root" | "modeChanged">} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {HTMLDialogElement | null} */
    this.dialog = null;
  }

  /** @returns {Mode | null} */
  get mode() {
    if (!this.dialog?.open) return null;
    return this.dialog.dataset.dialog === "help" ? "help" : "input";
  }

  get isOpen() {
    return this.dialog?.open === true;
  }

  /** @param {(host: HTMLElement, onClose: () => void) => HTMLDialogElement} make */
  open(make) {
    const made = make(this.editor.root, () => {
      if (this.dialog === made) this.dialog = null;
      this.editor.modeChanged();
    });
    this.dialog = made;
  }

  confirm() {
    this.dialog?.querySelector("form")?.requestSubmit();
  }

  cancel() {
    const { dialog } = this;
    this.dialog = null;
    dialog?.close();
  }
}

/** A field of the editor that is typed into, whoever shows it; that of the chooser is the chooser's. */
export class Fields {
  /** @param {HTMLElement} root @param {import("./chooser.js").Chooser} chooser */
  constructor(root, chooser) {
    this.within = root;
    this.chooser = chooser;
  }

  /** @returns {Mode | null} */
  get mode() {
    if (this.#active === null) return null;
    return this.chooser.hasKeyboard ? "list" : "input";
  }

  cancel() {
    this.#active?.blur();
  }

  get #active() {
    const active = document.activeElement;
    return active instanceof HTMLInputElement && this.within.contains(active) ? active : null;
  }
}

/** The rows that the filter of the list of relations shows, while it has the keyboard. */
export class ListFilter {
  /** @param {Pick<Stage, "page" | "review">} editor */
  constructor(editor) {
    this.editor = editor;
  }

  get isOpen() {
    return this.editor.page.list.isFiltering;
  }

  /** @param {1 | -1} step */
  move(step) {
    const id = this.editor.page.list.shownBeside(step);
    if (id !== null) this.editor.review.focusOn({ kind: "relation", id });
  }

  /** Leave the filter as it is and go on with what it shows. */
  confirm() {
    const { page, review } = this.editor;
    if (page.list.focused === null || page.list.focused.root.hidden) this.move(1);
    page.list.filter.blur();
    page.keepKeyboard(review.focus);
  }
}
