/**
 * Between what the browser has selected and code points of the article.
 */

/** @typedef {import("./text_view.js").TextView} TextView */
/** @typedef {{start: number, end: number}} Stretch code points, half-open */

/**
 * What is selected in the text, or `null` where nothing is, or something outside of it.
 *
 * @param {TextView} view
 * @returns {Stretch | null}
 */
export function selectedStretch(view) {
  const selection = view.root.ownerDocument.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(view.root)) return null;
  const inside = view.root.ownerDocument.createRange();
  inside.selectNodeContents(view.root);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0)
    inside.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0)
    inside.setEnd(range.endContainer, range.endOffset);
  const start = codePointAt(view, inside.startContainer, inside.startOffset);
  const end = codePointAt(view, inside.endContainer, inside.endOffset);
  return start < end ? { start, end } : null;
}

/**
 * The code point at a place in the DOM of the text.
 *
 * @param {TextView} view
 * @param {Node} node
 * @param {number} offset as a DOM range has it
 * @returns {number}
 */
export function codePointAt(view, node, offset) {
  const within = node.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (node) : node.parentElement;
  const lineElement = within?.closest("[data-line]");
  if (lineElement) {
    const line = view.lines[Number(lineElement.getAttribute("data-line"))];
    const before = view.root.ownerDocument.createRange();
    before.setStart(lineElement, 0);
    before.setEnd(node, offset);
    const { offsets } = view.source;
    return Math.min(line.next, offsets.toCodePoint(offsets.toUtf16(line.start) + before.toString().length));
  }
  const following = node.childNodes[offset];
  const first = following && /** @type {Element} */ (following).querySelector?.("[data-line]");
  const next = /** @type {Element | undefined} */ (following)?.matches?.("[data-line]") ? following : first;
  if (next) return view.lines[Number(/** @type {Element} */ (next).getAttribute("data-line"))].start;
  const last = [.../** @type {Element} */ (node).querySelectorAll("[data-line]")].pop();
  return last ? view.lines[Number(last.getAttribute("data-line"))].next : 0;
}

/**
 * The DOM range of a stretch.
 *
 * @param {TextView} view
 * @param {Stretch} stretch
 * @returns {Range}
 */
export function rangeOf(view, stretch) {
  const range = view.root.ownerDocument.createRange();
  range.setStart(...placeOf(view, stretch.start, false));
  range.setEnd(...placeOf(view, stretch.end, true));
  return range;
}

/**
 * Show a stretch as the browser's selection.
 *
 * @param {TextView} view
 * @param {Stretch | null} stretch
 */
export function select(view, stretch) {
  const selection = view.root.ownerDocument.getSelection();
  if (!selection) return;
  selection.removeAllRanges();
  if (stretch) selection.addRange(rangeOf(view, stretch));
}

/**
 * @param {TextView} view
 * @param {number} codePoint
 * @param {boolean} asEnd prefer the end of one text node to the start of the next
 * @returns {[Node, number]}
 */
function placeOf(view, codePoint, asEnd) {
  const { offsets } = view.source;
  const lineElement = view.lineElementAt(asEnd ? Math.max(0, codePoint - 1) : codePoint);
  const line = view.lines[Number(lineElement.getAttribute("data-line"))];
  let left = offsets.toUtf16(codePoint) - offsets.toUtf16(line.start);
  const walker = view.root.ownerDocument.createTreeWalker(lineElement, NodeFilter.SHOW_TEXT);
  /** @type {[Node, number]} */
  let place = [lineElement, 0];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = /** @type {Text} */ (node).data.length;
    place = [node, Math.min(left, length)];
    if (left < length || (asEnd && left === length)) return place;
    left -= length;
  }
  return place;
}

/**
 * The entities under a place of the page, innermost first.
 *
 * @param {EventTarget | null} target
 * @returns {string[]}
 */
export function entitiesUnder(target) {
  const found = [];
  let mark = target instanceof Element ? target.closest("[data-entity-id]") : null;
  while (mark) {
    found.push(/** @type {string} */ (mark.getAttribute("data-entity-id")));
    mark = mark.parentElement?.closest("[data-entity-id]") ?? null;
  }
  return found;
}

/**
 * The entities at a point of the page, innermost first, whatever else lies over them there. Measures.
 *
 * @param {number} x pixels
 * @param {number} y
 */
export function entitiesAt(x, y) {
  const mark = document.elementsFromPoint(x, y).find((found) => found.closest("[data-entity-id]"));
  return entitiesUnder(mark ?? null);
}
