/**
 * `,`: the settings of this browser, and the order of the queue. Each choice is applied at once, so that its
 * effect is seen beside it.
 */

import { button, element, keyCap } from "../look/elements.js";
import { QueueChoice } from "./article_order.js";
import { SETTINGS } from "../session/settings.js";

/** @typedef {import("./tool.js").Stage} Stage */

export class SettingsView {
  /**
   * @param {Stage} editor
   * @param {import("../session/settings.js").Settings} settings
   */
  constructor(editor, settings) {
    this.settings = settings;
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = { settings: () => this.begin() };
    this.queue = new QueueChoice(editor);
    this.form = element("form", {}, ...SETTINGS.map((setting) => this.#row(setting)), this.queue.root);
    const done = button({}, () => editor.perform({ command: "cancel" }), keyCap("Esc"), "done");
    this.root = element("div", {
      class: "an-popover an-settings",
      role: "dialog",
      "aria-labelledby": "an-settings-title",
      hidden: true,
    });
    this.root.append(
      element("p", { id: "an-settings-title" }, "Settings"),
      this.form,
      element("footer", {}, done),
    );
    /** @type {Element | null} what had the keyboard before */
    this.before = null;
    this.form.addEventListener("change", (event) => {
      const { name, value } = /** @type {HTMLInputElement} */ (event.target);
      settings.set(name.slice("an-".length), value);
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.root.addEventListener("focusout", (event) => {
      // the next key is for whoever has been given the keyboard; null: only the window has lost it
      if (event.relatedTarget && !this.root.contains(/** @type {Node} */ (event.relatedTarget)))
        editor.together(() => this.cancel());
    });
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    return this.isOpen ? "settings" : null;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Open, or close what is open. */
  begin() {
    if (this.isOpen) return this.cancel();
    this.before = document.activeElement;
    for (const { name } of SETTINGS) {
      for (const field of this.#fields(`[name="an-${name}"]`))
        field.checked = this.settings.get(name) === field.value;
    }
    this.queue.begin();
    this.root.hidden = false;
    this.#chosen()[0]?.focus({ preventScroll: true });
  }

  /** Up and down go from row to row; left and right choose, as the browser does it. @param {1 | -1} step */
  move(step) {
    const chosen = this.#chosen();
    const at = chosen.findIndex(
      (field) => field.name === /** @type {HTMLInputElement} */ (document.activeElement)?.name,
    );
    chosen[(at + step + chosen.length) % chosen.length]?.focus({ preventScroll: true });
  }

  /** Leave; whoever had the keyboard gets it back. */
  cancel() {
    if (!this.isOpen) return;
    const inside = this.root.contains(document.activeElement);
    this.root.hidden = true;
    if (inside && this.before instanceof HTMLElement) this.before.focus({ preventScroll: true });
    this.before = null;
  }

  /** @param {string} [which] */
  #fields(which = "") {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll(`input${which}`))];
  }

  #chosen() {
    return this.#fields().filter((field) => field.checked);
  }

  /** @param {import("../session/settings.js").Setting} setting */
  #row({ name, title, options }) {
    const choices = options.map((option) => {
      const field = element("input", { type: "radio", name: `an-${name}`, value: option.value });
      return element("label", {}, field, element("span", {}, option.title));
    });
    return element(
      "fieldset",
      {},
      element("legend", {}, title),
      element("div", { class: "an-choices" }, ...choices),
    );
  }
}
