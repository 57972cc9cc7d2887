/**
 * A short list to choose a label from: by its key, by clicking, or by typing a part of its name.
 */

import { element, keyCap, setAttribute } from "../look/elements.js";
import { placePopover } from "../look/popover.js";

/**
 * @typedef {object} Option
 * @property {string} value
 * @property {string} title
 * @property {string | null} key
 * @property {string} [hue] CSS colour of its swatch
 * @property {string} [note] small print
 */

/**
 * @typedef {object} Choice
 * @property {string} title what is being chosen
 * @property {readonly Option[]} options legal ones only
 * @property {{left: number, top: number, bottom: number}} anchor in pixels of the page
 * @property {boolean} filter begin in the field that filters
 * @property {(value: string) => void} onChoose
 * @property {() => void} onCancel
 */

export class Chooser {
  /**
   * @param {HTMLElement} host the editor's root
   * @param {(job: () => void) => void} together draws once what a click changes
   */
  constructor(host, together) {
    this.host = host;
    /** @type {Choice | null} */
    this.choice = null;
    /** @type {Option[]} */
    this.shown = [];
    this.at = 0;
    this.title = element("p", { id: "an-choice-title" });
    this.input = element("input", {
      type: "text",
      placeholder: "filter",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-controls": "an-options",
      "aria-expanded": "true",
      "aria-labelledby": "an-choice-title",
    });
    this.list = element("ul", {
      class: "an-options",
      id: "an-options",
      role: "listbox",
      "aria-labelledby": "an-choice-title",
    });
    this.root = element("div", { class: "an-popover", hidden: true }, this.title, this.input, this.list);
    this.input.addEventListener("input", () => this.#filter());
    this.input.addEventListener("focus", () => together(() => undefined));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[data-at]");
      if (option) together(() => this.choose(Number(option.getAttribute("data-at"))));
    });
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    return this.isOpen ? "choose" : null;
  }

  /** Whether its field that filters is typed into. */
  get hasKeyboard() {
    return document.activeElement === this.input;
  }

  get isOpen() {
    return this.choice !== null;
  }

  /** @param {Choice} choice */
  open(choice) {
    this.choice = choice;
    this.title.textContent = choice.title;
    this.input.value = "";
    if (!this.root.isConnected) this.host.append(this.root);
    this.root.hidden = false;
    setAttribute(this.root, "data-wide", !choice.filter && choice.options.length > 8);
    this.input.hidden = !choice.filter;
    this.#filter();
    placePopover(this.root, this.host, choice.anchor);
    if (choice.filter) this.input.focus({ preventScroll: true });
  }

  close() {
    if (!this.choice) return;
    this.choice = null;
    this.root.hidden = true;
    this.input.blur();
  }

  /** Leave without choosing. */
  cancel() {
    const { choice } = this;
    this.close();
    choice?.onCancel();
  }

  /**
   * Take the n-th of the options shown.
   *
   * @param {number} at
   */
  choose(at) {
    const option = this.shown[at];
    if (option) this.take(option.value);
  }

  /**
   * Take an option by its value; others are ignored.
   *
   * @param {string} value
   */
  take(value) {
    const { choice } = this;
    if (!choice?.options.some((option) => option.value === value)) return;
    this.close();
    choice.onChoose(value);
  }

  /** Take the option highlighted. */
  confirm() {
    this.choose(this.at);
  }

  /** Go to the field that filters. */
  filter() {
    if (this.choice) this.open({ ...this.choice, filter: true });
  }

  /** @param {1 | -1} step */
  move(step) {
    const count = this.shown.length;
    if (count > 0) this.#highlight((this.at + step + count) % count);
  }

  #filter() {
    const wanted = this.input.value.trim().toLocaleLowerCase();
    const options = this.choice?.options ?? [];
    /** @param {Option} option */
    const text = (option) => `${option.title} ${option.value}`.toLocaleLowerCase();
    const starting = options.filter((option) => text(option).startsWith(wanted));
    const others = options.filter(
      (option) => !text(option).startsWith(wanted) && text(option).includes(wanted),
    );
    this.shown = [...starting, ...others];
    this.list.replaceChildren(...this.shown.map((option, at) => this.#row(option, at)));
    this.#highlight(0);
  }

  /**
   * @param {Option} option
   * @param {number} at
   */
  #row(option, at) {
    const row = element("li", {
      class: "an-option",
      id: `an-option-${at}`,
      role: "option",
      "data-at": at,
      "data-value": option.value,
    });
    if (option.hue) {
      const swatch = element("span", { class: "an-swatch" });
      swatch.style.setProperty("--c", option.hue);
      row.append(swatch);
    }
    row.append(element("span", {}, option.title));
    const key = this.choice?.filter ? (at < 10 ? String((at + 1) % 10) : null) : option.key;
    if (key) row.append(keyCap(key));
    return row;
  }

  /** @param {number} at */
  #highlight(at) {
    this.at = at;
    [...this.list.children].forEach((row, index) =>
      setAttribute(row, "aria-selected", this.choice?.filter && index === at ? "true" : "false"),
    );
    const row = this.list.children[at];
    setAttribute(this.input, "aria-activedescendant", row ? row.id : null);
    row?.scrollIntoView({ block: "nearest" });
  }
}
