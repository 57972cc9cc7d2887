/**
 * `.`: every action there is, with its key. Filters as one types; what makes no sense now says why.
 */

import { element, keyCap, setAttribute } from "../look/elements.js";
import { caption } from "../keys/captions.js";
import { menuRows, sifted } from "./menu_rows.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("./menu_rows.js").MenuRow} MenuRow */

export class Menu {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = {
      menu: () => this.begin(),
    };
    this.input = element("input", {
      type: "text",
      placeholder: "what do you want to do?",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-controls": "an-menu-rows",
      "aria-expanded": "true",
      "aria-label": "All actions",
    });
    this.list = element("div", {
      class: "an-options",
      id: "an-menu-rows",
      role: "listbox",
      "aria-label": "All actions",
    });
    this.empty = element("p", { role: "status" });
    this.root = element(
      "div",
      { class: "an-popover", "data-menu": true, hidden: true },
      this.input,
      this.empty,
      this.list,
    );
    /** @type {MenuRow[]} */
    this.rows = [];
    /** @type {{row: MenuRow, root: HTMLElement}[]} */
    this.shown = [];
    this.at = 0;
    this.input.addEventListener("input", () => this.#sift());
    this.input.addEventListener("focus", () => editor.modeChanged());
    this.root.addEventListener("focusout", (event) => {
      // another place in the page has been given the keyboard; null: only the window has lost it
      if (event.relatedTarget && !this.root.contains(/** @type {Node} */ (event.relatedTarget)))
        editor.together(() => this.cancel());
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const place = this.shown.findIndex(({ root }) => root.contains(/** @type {Node} */ (event.target)));
      if (place >= 0) editor.together(() => this.#take(place));
    });
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    return this.isOpen && document.activeElement === this.input ? "input" : null;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Open with what makes sense now; the menu's own key or button closes it too. */
  begin() {
    if (this.isOpen) return this.cancel();
    this.editor.tools.leave();
    this.rows = menuRows(this.editor.review);
    this.input.value = "";
    this.root.hidden = false;
    this.#sift();
    this.input.focus({ preventScroll: true });
  }

  /** @param {1 | -1} step */
  move(step) {
    if (this.shown.length > 0) this.#highlight((this.at + step + this.shown.length) % this.shown.length);
  }

  /** Do what is highlighted. */
  confirm() {
    this.#take(this.at);
  }

  /** Leave. */
  cancel() {
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.input.blur();
  }

  /** @param {number} place */
  #take(place) {
    const row = this.shown[place]?.row;
    if (!row) return;
    const { editor } = this;
    if (row.reason !== null) {
      this.#highlight(place);
      editor.messages.refuse(row.reason);
      return;
    }
    editor.tools.leave();
    editor.page.showFocus(editor.review.focus, null);
    editor.perform(row.command);
  }

  #sift() {
    /** @type {Map<string, HTMLElement>} */
    const groups = new Map();
    this.shown = sifted(this.rows, this.input.value).map((row, at) => ({ row, root: this.#row(row, at) }));
    for (const { row, root } of this.shown) {
      let group = groups.get(row.group);
      if (!group) {
        const title = element("div", { class: "an-menu-group", "aria-hidden": "true" }, row.group);
        groups.set(row.group, (group = element("div", { role: "group", "aria-label": row.group }, title)));
      }
      group.append(root);
    }
    this.list.replaceChildren(...groups.values());
    this.empty.hidden = this.shown.length > 0;
    this.list.hidden = this.shown.length === 0;
    this.empty.textContent = this.shown.length > 0 ? "" : "No action has these words";
    this.#highlight(
      Math.max(
        0,
        this.shown.findIndex(({ row }) => row.reason === null),
      ),
    );
  }

  /**
   * @param {MenuRow} row
   * @param {number} at
   */
  #row({ command, title, key, reason }, at) {
    const words = element("span", { class: "an-menu-title" }, title);
    if (reason !== null) words.append(element("small", {}, reason));
    const name = command.name ? `${command.command} ${command.name}` : command.command;
    const made = element(
      "div",
      {
        class: "an-option",
        id: `an-menu-${at}`,
        role: "option",
        "data-menu-command": name,
        "aria-disabled": reason === null ? null : "true",
      },
      words,
    );
    if (key !== null) made.append(keyCap(caption(key)));
    return made;
  }

  /** @param {number} at */
  #highlight(at) {
    this.at = at;
    this.shown.forEach(({ root }, place) =>
      setAttribute(root, "aria-selected", place === at ? "true" : "false"),
    );
    const chosen = this.shown[at]?.root;
    setAttribute(this.input, "aria-activedescendant", chosen ? chosen.id : null);
    if (at === 0) this.list.scrollTop = 0;
    else chosen?.scrollIntoView({ block: "nearest" });
  }
}
