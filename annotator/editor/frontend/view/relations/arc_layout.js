/**
 * Where the arcs of an item run. Numbers in, numbers out: painting is another module's work.
 *
 * An arc never crosses a word: it runs in the gap above the row of a mark, and between rows down one trunk in
 * the margin that lines begin at. All arcs share the hub's end, so they share the trunk too. What is out of
 * sight is only a height: the trunk goes on towards it.
 */

/**
 * @typedef {object} Box the first row of a mark, in pixels of the text column
 * @property {number} left
 * @property {number} right
 * @property {number} top
 */

/**
 * @typedef {object} Spot one end of an arc
 * @property {Box | null} box null: out of sight
 * @property {number} y top of the mark, where it is out of sight
 */

/**
 * @typedef {Spot & {id: string, label: string, direction: "out" | "in" | "both", faulty: boolean}} End
 *   the other end of one relation. id: the relation; label: what stands at the arc, may be empty;
 *   direction: away from the hub, towards it, or symmetric
 */

/**
 * @typedef {object} Arc
 * @property {string} id the relation
 * @property {string} path SVG path data
 * @property {string} tip SVG path data of the arrow head; empty where the relation is symmetric or the end
 *   out of sight
 * @property {boolean} faulty
 * @property {{text: string, x: number, y: number, width: number} | null} label centre and width; null where
 *   there is no room
 * @property {{end: "head" | "tail", x: number, y: number}[]} handles what an end may be dragged by
 */

/**
 * @typedef {{trunk: number, left: number, right: number}} Column x of the trunk; the text between left and
 *   right
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
 * Lay out the arcs from one hub to all others.
 *
 * @param {Spot} hub
 * @param {readonly End[]} ends
 * @param {Column} column
 * @param {boolean} handles whether ends can be dragged
 * @returns {Arc[]}
 */
export function layoutArcs(hub, ends, column, handles = false) {
  /** @type {{y: number, from: number, to: number}[]} */
  const taken = [];
  return ends.map((end) => {
    const points = route(hub, end, column.trunk);
    const [x, y] = points[points.length - 1];
    return {
      id: end.id,
      path: rounded(points, CORNER),
      tip: end.box ? tip(end.direction, x, y) : "",
      faulty: end.faulty,
      label: end.box ? placed(end.label, points, column, taken) : null,
      handles: handles ? handlesOf(hub, end, points) : [],
    };
  });
}

/**
 * @param {Spot} hub
 * @param {End} end
 * @param {readonly Point[]} points
 * @returns {Arc["handles"]}
 */
function handlesOf(hub, end, points) {
  const [first, last] = [points[0], points[points.length - 1]];
  const [atHub, atEnd] =
    end.direction === "in"
      ? /** @type {const} */ (["tail", "head"])
      : /** @type {const} */ (["head", "tail"]);
  return [
    ...(hub.box ? [{ end: atHub, x: round(first[0]), y: round(first[1]) }] : []),
    ...(end.box ? [{ end: atEnd, x: round(last[0]), y: round(last[1]) }] : []),
  ];
}

/**
 * The corners that an arc turns at.
 *
 * @param {Spot} hub
 * @param {Spot} end
 * @param {number} trunk
 * @returns {Point[]}
 */
export function route(hub, end, trunk) {
  const start = leg(hub, trunk, 0);
  const near = hub.box && end.box && Math.abs(middle(end.box) - middle(hub.box)) < 10;
  const last = leg(end, trunk, near ? 10 : 0);
  if (hub.box && end.box && Math.abs(start.y - last.y) < ROW_TOLERANCE) {
    const y = Math.min(start.y, last.y);
    return [start.points[0], [start.points[1][0], y], [last.points[1][0], y], last.points[0]];
  }
  return [...start.points, ...last.points.reverse()];
}

/**
 * From a mark up into the gap and along it to the trunk; of what is out of sight, only its height on the
 * trunk.
 *
 * @param {Spot} spot
 * @param {number} trunk
 * @param {number} shift
 * @returns {{points: Point[], y: number}}
 */
function leg({ box, y }, trunk, shift) {
  if (!box) return { points: [[trunk, y]], y };
  const x = middle(box) + shift;
  const gap = box.top - LIFT;
  return {
    points: [
      [x, box.top - 1],
      [x, gap],
      [trunk, gap],
    ],
    y: gap,
  };
}

/**
 * At the other end, so that arcs of one hub keep their directions apart: down to it, or up and away from it.
 *
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
 * @param {Column} column
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
    const outside =
      room.from < Math.min(column.trunk, column.left) - 4 ||
      room.to > Math.max(column.trunk, column.right) + 4;
    const clash = taken.some(
      (other) => Math.abs(other.y - y) < ROW_TOLERANCE && other.from < room.to && room.from < other.to,
    );
    if (outside || clash) continue;
    taken.push(room);
    return { text, x: round(from + width / 2), y: round(y), width: round(width - 6) };
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
    parts.push(
      `L${round(inX)},${round(inY)} Q${round(corner[0])},${round(corner[1])} ${round(outX)},${round(outY)}`,
    );
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
