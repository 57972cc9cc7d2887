/**
 * Where entities stand in the pane. What the browser has left out, being far away, is reckoned from its
 * block: measuring inside it would make the browser lay it out.
 */

/** @typedef {import("./relations/arc_layout.js").Box} Box */
/** @typedef {{box: Box | null, y: number, away: "above" | "below" | null, rtl: boolean}} Place
 *   box: in the column, of what is in sight or near; y: top of the mark, in the column; away: out of sight,
 *   and where */

/** Pixels that a mark may be cut off by and still count as in sight. */
const MARGIN = { above: 8, below: 24 };

export class Whereabouts {
  /**
   * Measures: once for all that is drawn together.
   *
   * @param {import("./text_view.js").TextView} text
   * @param {HTMLElement} pane
   * @param {HTMLElement} column
   */
  constructor(text, pane, column) {
    this.text = text;
    this.frame = column.getBoundingClientRect();
    const view = pane.getBoundingClientRect();
    this.top = view.top - this.frame.top;
    this.bottom = view.bottom - this.frame.top;
    const area = text.root.getBoundingClientRect();
    this.left = area.left - this.frame.left;
    this.right = area.right - this.frame.left;
    this.row = parseFloat(getComputedStyle(column).lineHeight) || 36;
  }

  /**
   * @param {string} id
   * @returns {Place | null} null: it has no mark
   */
  of(id) {
    const [mark] = this.text.marksOf(id);
    if (!mark) return null;
    const block = mark.closest(".an-block");
    const far = block && this.#farAway(block, mark);
    if (far) return far;
    const place = mark.getClientRects()[0];
    if (!place) return null;
    const { left, top } = this.frame;
    const box = { left: place.left - left, right: place.right - left, top: place.top - top };
    const away =
      box.top < this.top - MARGIN.above ? "above" : box.top > this.bottom - MARGIN.below ? "below" : null;
    return { box, y: box.top, away, rtl: mark.matches(":dir(rtl)") };
  }

  /** How many rows away a place is that is out of sight. @param {Place} place */
  rows({ y, away }) {
    const distance = away === "above" ? this.top - y : y - this.bottom + MARGIN.below;
    return Math.max(1, Math.ceil(distance / this.row));
  }

  /**
   * @param {Element} block
   * @param {Element} mark
   * @returns {Place | null} null: the block is in sight
   */
  #farAway(block, mark) {
    const area = block.getBoundingClientRect();
    const top = area.top - this.frame.top;
    const bottom = area.bottom - this.frame.top;
    if (bottom >= this.top && top <= this.bottom) return null;
    const line = mark.closest("[data-line]");
    const share = line ? [...block.children].indexOf(line) / block.children.length : 0;
    return {
      box: null,
      y: top + (bottom - top) * share,
      away: bottom < this.top ? "above" : "below",
      rtl: false,
    };
  }
}
