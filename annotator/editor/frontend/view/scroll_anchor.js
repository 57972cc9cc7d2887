/**
 * The line that is being read stays where it is while everything around it changes its size.
 */

/** @typedef {import("./article_view.js").Page} Page */

/**
 * Do something that lays the text out anew, and scroll so that the focus, or else the middle of what is in
 * sight, stays.
 *
 * @param {Page} page
 * @param {() => void} job
 */
export function keepPlace(page, job) {
  const range = readRange(page);
  const before = topOf(range);
  job();
  const now = topOf(range);
  if (before !== null && now !== null) page.pane.scrollTop += now - before;
}

/**
 * What is read: the first of the focused mark's rows where it is in sight, else the text at the middle of the
 * pane.
 *
 * @param {Page} page
 * @returns {Range | null}
 */
function readRange({ pane, text, focusView }) {
  const view = pane.getBoundingClientRect();
  const [mark] = focusView.marks;
  const place = mark?.getClientRects()[0];
  const range = document.createRange();
  if (mark && place && place.top >= view.top && place.bottom <= view.bottom) {
    range.selectNodeContents(mark);
    return range;
  }
  const area = text.root.getBoundingClientRect();
  const middle = (area.left + area.right) / 2;
  for (const share of [0.4, 0.5, 0.6, 0.25, 0.75]) {
    const [node, offset] = caretAt(middle, view.top + view.height * share) ?? [];
    if (node?.nodeType !== Node.TEXT_NODE || !text.root.contains(node) || offset === undefined) continue;
    const at = Math.max(0, Math.min(offset, /** @type {Text} */ (node).data.length - 1));
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range;
  }
  return null;
}

/**
 * Browsers have one or the other name for it.
 *
 * @param {number} x
 * @param {number} y
 * @returns {[Node, number] | null}
 */
function caretAt(x, y) {
  const place = document.caretPositionFromPoint?.(x, y);
  if (place) return [place.offsetNode, place.offset];
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : null;
}

/** @param {Range | null} range */
function topOf(range) {
  return range?.getClientRects()[0]?.top ?? null;
}

/**
 * The first line in sight, and how much of it is above. Looks into no block that the browser has left out.
 *
 * @param {Page} page
 * @returns {import("../session/kept_places.js").Sight}
 */
export function inSight({ pane, text }) {
  const { top } = pane.getBoundingClientRect();
  const below = (/** @type {Element} */ found) => found.getBoundingClientRect().bottom > top;
  const block = [...text.root.children].find(below) ?? text.root.lastElementChild;
  const line = block && ([...block.children].find(below) ?? block.lastElementChild);
  if (!line) return { start: 0, above: 0 };
  const { start } = text.lines[Number(line.getAttribute("data-line"))];
  return { start, above: Math.round(top - line.getBoundingClientRect().top) };
}

/**
 * Scroll so that the same is in sight again.
 *
 * @param {Page} page
 * @param {import("../session/kept_places.js").Sight} sight
 */
export function bringIntoSight({ pane, text }, { start, above }) {
  const line = text.lineElementAt(start);
  // what the browser has left out on the way has a height that was only reckoned; the second time it is known
  for (let time = 0; time < 2; time += 1) {
    pane.scrollTop += line.getBoundingClientRect().top - pane.getBoundingClientRect().top + above;
  }
}
