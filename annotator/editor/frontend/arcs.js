/**
 * Where the arcs of the focused item run. Numbers in, numbers out: painting is another module's work.
 *
 * An arc never crosses a word: it runs in the gap above the row of a mark, and between rows down one trunk
 * in the left margin. All arcs share the focused end, so they share the trunk too.
 */

/**
 * @typedef {object} Box the first row of a mark, in pixels of the text column
 * @property {number} left
 * @property {number} right
 * @property {number} top
 */

/**
 * @typedef {object} End the other end of one relation of the focused item
 * @property {string} id the relation
 * @property {Box} box
 * @property {string} label what stands at the arc; may be empty
 * @property {"out" | "in" | "both"} direction away from the focused end, towards it, or symmetric
 * @property {boolean} faulty
 */

/**
 * @typedef {object} Arc
 * @property {string} id the relation
 * @property {string} path SVG path data
 * @property {string} tip SVG path data of the arrow head; empty where the relation is symmetric
 * @property {boolean} faulty
 * @property {{text: string, x: number, y: number} | null} label centre of the text; null where there is no room
 */

/** How far the gap line lies above the top of a mark. */
const LIFT = 4;
const CORNER = 5;
const ROW_TOLERANCE = 12;
const LETTER = 5.9;

/** @typedef {[number, number]} Point */

/** @param {Box} box */
const middle = (box) => (box.left + box.right) / 2;

/**
 * Lay out the arcs from one focused end to all others.
 *
 * @param {Box} focus
 * @param {readonly End[]} ends
 * @param {{trunk: number, left: number, right: number}} column x of the trunk; the text between left and right
 * @returns {Arc[]}
 */
export function layoutArcs(focus, ends, column) {
  /** @type {{y: number, from: number, to: number}[]} */
  const taken = [];
  return ends.map((end) => {
    const points = route(focus, end.box, column.trunk);
    const [x, y] = points[points.length - 1];
    return {
      id: end.id,
      path: rounded(points, CORNER),
      tip: tip(end.direction, x, y),
      faulty: end.faulty,
      label: placed(end.label, points, column, taken),
    };
  });
}

/**
 * The corners that an arc turns at.
 *
 * @param {Box} focus
 * @param {Box} box
 * @param {number} trunk
 * @returns {Point[]}
 */
export function route(focus, box, trunk) {
  const startX = middle(focus);
  const shift = Math.abs(middle(box) - startX) < 10 ? 10 : 0;
  const endX = middle(box) + shift;
  const startY = focus.top - LIFT;
  const endY = box.top - LIFT;
  /** @type {Point} */
  const first = [startX, focus.top - 1];
  /** @type {Point} */
  const last = [endX, box.top - 1];
  if (Math.abs(startY - endY) < ROW_TOLERANCE) {
    const y = Math.min(startY, endY);
    return [first, [startX, y], [endX, y], last];
  }
  return [first, [startX, startY], [trunk, startY], [trunk, endY], [endX, endY], last];
}

/**
 * @param {"out" | "in" | "both"} direction
 * @param {number} x
 * @param {number} y
 * @returns {string}
 */
function tip(direction, x, y) {
  if (direction === "both") return "";
  const [base, point] = direction === "out" ? [y - 4, y + 1] : [y + 1, y - 4];
  return `M${round(x - 4)},${round(base)} L${round(x)},${round(point)} L${round(x + 4)},${round(base)} Z`;
}

/**
 * Room for a label on the last horizontal run, beside the end it belongs to; else in the gap behind it.
 *
 * @param {string} text
 * @param {readonly Point[]} points
 * @param {{trunk: number, left: number, right: number}} column
 * @param {{y: number, from: number, to: number}[]} taken rooms given away so far; gains this one
 */
function placed(text, points, column, taken) {
  if (text === "") return null;
  const width = text.length * LETTER + 10;
  const [endX, y] = points[points.length - 2];
  const fromX = points[points.length - 3][0];
  const rightwards = endX >= fromX;
  const inRun = rightwards ? endX - 7 - width : endX + 7;
  const behind = rightwards ? endX + 7 : endX - 7 - width;
  const fits = Math.abs(endX - fromX) >= width + 12;
  const tries = fits ? [inRun, behind] : [behind, inRun];
  for (const from of tries) {
    const room = { y, from, to: from + width };
    const outside = room.from < Math.min(column.trunk, column.left) - 4 || room.to > column.right;
    const clash = taken.some(
      (other) => Math.abs(other.y - y) < ROW_TOLERANCE && other.from < room.to && room.from < other.to,
    );
    if (outside || clash) continue;
    taken.push(room);
    return { text, x: round(from + width / 2), y: round(y) };
  }
  return null;
}

/**
 * A path along straight lines with rounded corners.
 *
 * @param {readonly Point[]} points
 * @param {number} radius
 * @returns {string}
 */
export function rounded(points, radius) {
  const [start] = points;
  const parts = [`M${round(start[0])},${round(start[1])}`];
  for (let at = 1; at < points.length - 1; at += 1) {
    const [before, corner, after] = [points[at - 1], points[at], points[at + 1]];
    const size = Math.min(radius, length(before, corner) / 2, length(corner, after) / 2);
    const [inX, inY] = towards(corner, before, size);
    const [outX, outY] = towards(corner, after, size);
    parts.push(`L${round(inX)},${round(inY)} Q${round(corner[0])},${round(corner[1])} ${round(outX)},${round(outY)}`);
  }
  const [endX, endY] = points[points.length - 1];
  parts.push(`L${round(endX)},${round(endY)}`);
  return parts.join(" ");
}

/**
 * @param {Point} one
 * @param {Point} other
 */
function length(one, other) {
  return Math.hypot(other[0] - one[0], other[1] - one[1]);
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} distance
 * @returns {Point}
 */
function towards(from, to, distance) {
  const whole = length(from, to);
  if (whole === 0) return from;
  return [from[0] + ((to[0] - from[0]) * distance) / whole, from[1] + ((to[1] - from[1]) * distance) / whole];
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
