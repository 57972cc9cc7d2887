/**
 * Chips at the edges of the text for what is out of sight: the other ends of the focused item's relations,
 * and the place that one came from.
 */

import { button, element, keyCap } from "../look/elements.js";
import { captionOf } from "../keys/captions.js";

/** @typedef {"above" | "below"} Side */
/**
 * @typedef {{entity: string, side: Side, rows: number, text: string, name: string,
 *   command: "other-end" | "back" | null}} Chip
 *   name: for screen readers; command: the key that does the same */

const MOST_CHIPS = 2;
const ARROWS = { above: "↑", below: "↓" };

export class Chips {
  /**
   * @param {import("../wire/types.js").Schema} schema
   * @param {(chip: Chip) => void} onPick
   */
  constructor(schema, onPick) {
    this.schema = schema;
    this.onPick = onPick;
    /** @type {Readonly<Record<Side, HTMLElement>>} */
    this.roots = {
      above: element("div", { class: "an-away", "data-side": "above" }),
      below: element("div", { class: "an-away", "data-side": "below" }),
    };
    this.shown = "";
  }

  /** @param {readonly Chip[]} chips the most useful first */
  paint(chips) {
    const shown = chips.map(({ entity, side, rows, text }) => `${side} ${entity} ${rows} ${text}`).join("\n");
    if (shown === this.shown) return;
    this.shown = shown;
    for (const side of /** @type {const} */ (["above", "below"])) {
      const here = chips.filter((chip) => chip.side === side);
      const more = here.length - MOST_CHIPS;
      const rest = more > 0 ? [element("span", { class: "an-more" }, `and ${more} more`)] : [];
      this.roots[side].replaceChildren(
        ...here.slice(0, MOST_CHIPS).map((chip) => this.#button(chip)),
        ...rest,
      );
    }
  }

  /** @param {Chip} chip */
  #button(chip) {
    const { side, rows, text, name, command } = chip;
    const key = command === null ? "" : captionOf(command, this.schema);
    const lines = `${rows} ${rows === 1 ? "line" : "lines"}`;
    const label = `${name}, ${lines} ${side === "above" ? "up" : "down"}`;
    const attributes = {
      "data-away": chip.entity,
      "data-back": command === "back",
      "aria-label": label,
      title: label,
    };
    return button(
      attributes,
      () => this.onPick(chip),
      ...(key ? [keyCap(key)] : []),
      `${ARROWS[side]} ${lines} · ${text}`,
    );
  }
}
