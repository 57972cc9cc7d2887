/**
 * Paints the arcs that arcs.js has laid out, over the text column.
 */

import { svgElement } from "./elements.js";

/** @typedef {import("./arcs.js").Arc} Arc */

export class ArcsView {
  /** @param {(relationId: string) => void} onPick a click on an arc */
  constructor(onPick) {
    this.root = svgElement("svg", { class: "an-arcs", "aria-hidden": "true" });
    this.root.addEventListener("pointerup", (event) => {
      const arc = /** @type {Element} */ (event.target).closest("[data-arc]");
      const id = arc?.getAttribute("data-arc");
      if (!id) return;
      event.stopPropagation();
      onPick(id);
    });
  }

  /** @param {readonly Arc[]} arcs */
  paint(arcs) {
    if (arcs.length === 0 && this.root.childElementCount === 0) return;
    this.root.replaceChildren(...arcs.map(painted));
  }
}

/** @param {Arc} arc */
function painted(arc) {
  const group = svgElement("g", { "data-arc": arc.id, "data-faulty": arc.faulty });
  group.append(svgElement("path", { class: "an-arc", d: arc.path }));
  if (arc.tip) group.append(svgElement("path", { class: "an-tip", d: arc.tip }));
  if (arc.label) {
    const text = svgElement("text", { x: arc.label.x, y: arc.label.y });
    text.textContent = arc.label.text;
    group.append(text);
  }
  return group;
}
