/**
 * The rows of the history panel as values: pages put together, what has been undone, groups by day and
 * reviewer. No DOM.
 */

/** @typedef {import("../../wire/types.js").HistoryRow} HistoryRow */
/** @typedef {import("../../wire/types.js").HistoryPage} HistoryPage */
/** @typedef {{key: string, title: string, rows: HistoryRow[]}} HistoryGroup */

/**
 * Known rows with the newest ones of the log before them. Where rows between the two are missing, the new
 * page stands alone.
 *
 * @param {HistoryPage} known
 * @param {HistoryPage} newest
 * @returns {HistoryPage}
 */
export function withNewest(known, newest) {
  const last = known.rows[0]?.sequence ?? -1;
  const reaches = newest.rows.some(({ sequence }) => sequence <= last);
  if (!reaches) return newest;
  return {
    rows: [...newest.rows.filter(({ sequence }) => sequence > last), ...known.rows],
    older: known.older,
  };
}

/**
 * Known rows with a page of older ones behind them.
 *
 * @param {HistoryPage} known
 * @param {HistoryPage} older
 * @returns {HistoryPage}
 */
export function withOlder(known, older) {
  const last = known.rows.at(-1)?.sequence ?? Infinity;
  return {
    rows: [...known.rows, ...older.rows.filter(({ sequence }) => sequence < last)],
    older: older.older,
  };
}

/**
 * The places in the log of what has been taken back and not been done again. An undo always stands before its
 * decision in the list, so that rows which are not shown yet change nothing.
 *
 * @param {readonly HistoryRow[]} rows newest first
 * @returns {Set<number>}
 */
export function undoneRows(rows) {
  /** @type {Map<number, string>} the last word on each decision */
  const last = new Map();
  /** @type {Set<number>} */
  const undone = new Set();
  for (const { sequence, verb, target, outcome } of rows) {
    if (outcome !== "applied") continue;
    if (target === null) {
      if (last.get(sequence) === "undo") undone.add(sequence);
    } else if (!last.has(target)) last.set(target, verb);
  }
  return undone;
}

/**
 * Rows grouped by day and, where several people were at work, by reviewer.
 *
 * @param {readonly HistoryRow[]} rows newest first
 * @param {Date} now
 * @returns {HistoryGroup[]}
 */
export function groupHistory(rows, now) {
  const several = new Set(rows.map(({ reviewer }) => reviewer)).size > 1;
  /** @type {HistoryGroup[]} */
  const groups = [];
  for (const row of rows) {
    const day = dayTitle(new Date(row.at), now);
    const title = several ? `${day} · ${row.reviewer}` : day;
    const last = groups.at(-1);
    if (last?.title === title) last.rows.push(row);
    else groups.push({ key: `${title} ${row.sequence}`, title, rows: [row] });
  }
  return groups;
}

/**
 * @param {Date} day
 * @param {Date} now
 */
export function dayTitle(day, now) {
  if (sameDay(day, now)) return "Today";
  const before = new Date(now);
  before.setDate(now.getDate() - 1);
  if (sameDay(day, before)) return "Yesterday";
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** @param {Date} moment */
export function clockTime(moment) {
  return `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
}

/** @param {Date} one @param {Date} other */
function sameDay(one, other) {
  return (
    one.getFullYear() === other.getFullYear() &&
    one.getMonth() === other.getMonth() &&
    one.getDate() === other.getDate()
  );
}
