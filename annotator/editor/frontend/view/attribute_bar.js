/**
 * The attributes of what is focused, as buttons: each shows its key and its value, and goes on to the next
 * one.
 */

import { attributesOf, inLine } from "../model/attributes.js";
import { button, element, keyCap, setAttribute } from "../look/elements.js";

/** @typedef {import("../wire/types.js").Item} Item */

export class AttributeBar {
  /** @param {(name: string) => void} onNext asked to give an attribute its next value */
  constructor(onNext) {
    this.onNext = onNext;
    this.root = element("div", {
      class: "an-attributes",
      role: "group",
      "aria-label": "Attributes",
      hidden: true,
    });
    this.shown = "";
  }

  /**
   * Show the attributes of an item; made anew only where they are others.
   *
   * @param {import("../wire/types.js").Schema} schema
   * @param {import("../model/state.js").State} state
   * @param {Item | null} focus
   */
  show(schema, state, focus) {
    const item = focus && state.item(focus.kind, focus.id);
    const found = focus && item ? attributesOf(schema, focus.kind, item) : [];
    const shown = JSON.stringify(found);
    if (shown === this.shown) return;
    this.shown = shown;
    this.root.hidden = found.length === 0;
    this.root.replaceChildren(...found.map((attribute) => this.#button(attribute)));
  }

  /** @param {import("../model/attributes.js").Shown} attribute */
  #button({ name, value, key, next, telling }) {
    const [title, worth] = [inLine(name), value === null ? "–" : inLine(value)];
    const offered = next === null ? ", not an attribute of this label" : `, change to ${inLine(next)}`;
    const spoken = `${title}: ${value === null ? "not given" : worth}${offered}`;
    const made = button(
      { "data-attribute": name, "data-telling": telling, "aria-label": spoken, title: spoken },
      () => this.onNext(name),
    );
    setAttribute(made, "disabled", next === null);
    made.append(...(key === null ? [] : [keyCap(key)]), `${title} `, element("b", {}, worth));
    return made;
  }
}
