/**
 * Paints the arcs that arc_layout.js has laid out, over the text column.
 */

import { setAttribute, svgElement } from "../../look/elements.js";

/** @typedef {import("./arc_layout.js").Arc} Arc */

export class ArcsView {
  /** @param {boolean} hovered fainter, and not to be clicked */
  constructor(hovered) {
    this.hovered = hovered;
    this.root = svgElement("svg", { class: "an-arcs", "aria-hidden": "true", "data-hovered": hovered });
    /** @type {readonly Arc[]} */
    this.arcs = [];
  }

  /** @param {readonly Arc[]} arcs */
  paint(arcs) {
    if (arcs.length === 0 && this.arcs.length === 0) return;
    this.arcs = arcs;
    this.root.replaceChildren(...arcs.map((arc) => painted(arc, this.hovered)));
  }

  /** Bring one arc out. @param {string | null} id the relation */
  emphasise(id) {
    for (const group of this.root.children)
      setAttribute(group, "data-hot", id !== null && group.getAttribute("data-arc") === id);
  }

  /** @param {string} id the relation */
  has(id) {
    return this.arcs.some((arc) => arc.id === id);
  }
}

/** @param {Arc} arc @param {boolean} hovered */
function painted(arc, hovered) {
  const group = svgElement("g", { "data-arc": arc.id, "data-faulty": arc.faulty });
  // a thin line is hard to hit: what the pointer finds is a wide one that nobody sees
  if (!hovered) group.append(svgElement("path", { class: "an-hit", d: arc.path }));
  group.append(svgElement("path", { class: "an-arc", d: arc.path }));
  if (arc.tip) group.append(svgElement("path", { class: "an-tip", d: arc.tip }));
  if (arc.label) {
    const { x, y, width } = arc.label;
    const text = svgElement("text", { x, y });
    text.textContent = arc.label.text;
    // the line must not run through the words of its own label
    group.append(
      svgElement("rect", { class: "an-behind", x: x - width / 2, y: y - 4.5, width, height: 9 }),
      text,
    );
  }
  for (const { end, x, y } of arc.handles) group.append(...handle(end, x, y));
  return group;
}

/** What an end is dragged by. @param {"head" | "tail"} end @param {number} x @param {number} y */
function handle(end, x, y) {
  const title = svgElement("title", {});
  title.textContent = `drag to another ${end}`;
  return [
    svgElement("circle", { class: "an-handle", "data-end": end, cx: x, cy: y - 2, r: 3.5 }),
    svgElement("circle", { class: "an-grip", "data-handle": end, cx: x, cy: y - 2, r: 8 }, title),
  ];
}
