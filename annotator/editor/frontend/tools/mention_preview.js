/**
 * `m`: the same label on every identical mention. Shows them all first; each can be left out.
 */

import { button, element, keyCap, setAttribute } from "../look/elements.js";
import { captionOf } from "../keys/captions.js";
import { around, mentionOperation, mentionsOf } from "../model/mentions.js";
import { placePopover } from "../look/popover.js";
import { rangeOf, select } from "../view/selection.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("../model/mentions.js").Mention} Mention */

const CONTEXT = 26;

export class MentionPreview {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = {
      mentions: () => this.begin(),
      toggle: () => this.toggle(),
    };
    this.root = element("div", {
      class: "an-popover",
      "data-preview": true,
      hidden: true,
      role: "group",
      "aria-label": "Identical mentions",
    });
    this.title = element("p", {});
    this.list = element("ul", {
      class: "an-options",
      role: "listbox",
      "aria-multiselectable": "true",
      "aria-label": "Identical mentions",
    });
    this.buttons = element("footer", {});
    this.root.append(this.title, this.list, this.buttons);
    /** @type {string | null} */
    this.entityId = null;
    /** @type {Mention[]} */
    this.mentions = [];
    /** @type {Set<number>} places in the list that are left out */
    this.without = new Set();
    this.at = 0;
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[data-at]");
      if (!row) return;
      this.#go(Number(row.getAttribute("data-at")));
      this.toggle();
    });
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    return this.isOpen ? "preview" : null;
  }

  get isOpen() {
    return this.entityId !== null;
  }

  /** Begin with the focused entity. */
  begin() {
    const { review, messages, page } = this.editor;
    const { focus } = review;
    if (focus?.kind !== "entity")
      return messages.refuse("only an entity has other mentions: focus one first");
    const mentions = mentionsOf(review, focus.id);
    if (mentions.length === 0)
      return messages.refuse("every other mention of these words has this label already");
    this.entityId = focus.id;
    this.mentions = mentions;
    this.without = new Set();
    this.buttons.replaceChildren(...this.#buttons());
    this.list.replaceChildren(...mentions.map((mention, at) => this.#row(mention, at)));
    this.root.hidden = false;
    placePopover(this.root, this.editor.root, page.anchorOf(focus.id));
    this.#go(0);
  }

  /** @param {1 | -1} step */
  move(step) {
    this.#go((this.at + step + this.mentions.length) % this.mentions.length);
  }

  /** Leave the mention out, or take it in again. */
  toggle() {
    if (!this.without.delete(this.at)) this.without.add(this.at);
    this.#show();
  }

  /** Give all that are in the label; one step to undo. */
  confirm() {
    const { entityId, editor } = this;
    const chosen = this.mentions.filter((_, at) => !this.without.has(at));
    this.cancel();
    const operation = entityId === null ? null : mentionOperation(editor.review, entityId, chosen);
    if (operation && chosen.length > 0) editor.dispatch(operation);
  }

  /** Leave. */
  cancel() {
    if (!this.isOpen) return;
    this.entityId = null;
    this.mentions = [];
    this.root.hidden = true;
    select(this.editor.text, null);
  }

  #buttons() {
    const make = (/** @type {string} */ command, /** @type {string} */ title, main = false) =>
      button(
        { "data-main": main },
        () => this.editor.perform({ command }),
        keyCap(captionOf(command, this.editor.review.schema)),
        title,
      );
    return [make("confirm", "take", true), make("toggle", "in or out"), make("cancel", "leave")];
  }

  /**
   * @param {Mention} mention
   * @param {number} at
   */
  #row(mention, at) {
    const { offsets } = this.editor.review;
    const [before, after] = around(offsets, mention, CONTEXT);
    const words = element(
      "span",
      { class: "an-context" },
      before,
      element("b", {}, offsets.slice(mention.start, mention.end)),
      after,
    );
    const row = element(
      "li",
      { class: "an-option", role: "option", "data-at": at },
      element("span", { class: "an-tick", "aria-hidden": "true" }),
      words,
    );
    if (mention.label !== null) row.append(element("span", { class: "an-chip" }, mention.label));
    return row;
  }

  /** @param {number} at */
  #go(at) {
    const { text, page } = this.editor;
    this.at = at;
    select(text, this.mentions[at]);
    page.revealRange(rangeOf(text, this.mentions[at]));
    this.#show();
  }

  #show() {
    const { review, page } = this.editor;
    const entity = review.state.entities.get(this.entityId ?? "");
    const taken = this.mentions.length - this.without.size;
    const words = page.wordsOf(this.entityId ?? "");
    const others = `${taken} of ${this.mentions.length} other mentions of “${words}”`;
    this.title.textContent = `${others} become ${entity?.label ?? ""}`;
    [...this.list.children].forEach((row, at) => {
      setAttribute(row, "aria-selected", at === this.at ? "true" : "false");
      setAttribute(row, "aria-checked", this.without.has(at) ? "false" : "true");
      /** @type {Element} */ (row.firstElementChild).textContent = this.without.has(at) ? "☐" : "☑";
    });
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }
}
