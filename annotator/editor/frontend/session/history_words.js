/**
 * A decision of the log in words: what the history panel says. No DOM.
 */

import { shortened } from "../model/relation_rows.js";

/** @typedef {import("../wire/types.js").HistoryRow} HistoryRow */
/** @typedef {import("../wire/types.js").HistoryItem} HistoryItem */
/** @typedef {import("../wire/types.js").ItemThen} ItemThen */
/** @typedef {(label: string) => string} TitleOf  the title of a relation label */
/**
 * @typedef {{op: string, first: HistoryItem | undefined, row: HistoryRow, say: (done: string, wanted: string)
 *   => string, titleOf: TitleOf}} Told
 */

const QUOTED = 44;
const GONE = "what was not there";

/**
 * What somebody did, or wanted to do.
 *
 * @param {HistoryRow} row
 * @param {TitleOf} titleOf
 * @returns {string}
 */
export function historyWords(row, titleOf) {
  const replay = row.verb === "undo" || row.verb === "redo";
  const wished = row.outcome !== "applied" && !replay;
  /** @type {Told} */
  const told = {
    op: replay ? row.of : row.verb,
    first: row.items[0],
    row,
    say: (done, wanted) => (wished ? `wanted to ${wanted}` : done),
    titleOf,
  };
  const words = (SENTENCES[told.op] ?? unknown)(told);
  if (!replay) return words;
  const lead = { undo: ["undid", "wanted to undo"], redo: ["did again", "wanted to do again"] }[row.verb] ?? [
    row.verb,
    row.verb,
  ];
  return words === ""
    ? lead[row.outcome === "applied" ? 0 : 1]
    : `${lead[row.outcome === "applied" ? 0 : 1]}: ${words}`;
}

/** @type {Readonly<Record<string, (told: Told) => string>>} */
const SENTENCES = {
  accept: (told) => `${told.say("accepted", "accept")} ${named(told)}`,
  reject: (told) => `${told.say("rejected", "reject")} ${named(told)}${others(told)}`,
  delete: (told) => `${told.say("deleted", "delete")} ${named(told)}${others(told)}`,
  relabel: (told) => `${told.say("relabelled", "relabel")} ${relabelled(told)}`,
  move: (told) => moved(told),
  add_entity: (told) => `${told.say("added", "add")} ${named(told)}`,
  add_relation: (told) => `${told.say("added", "add")} ${named(told)}`,
  flip: (told) => `${told.say("turned round", "turn round")} ${named(told, "before")}`,
  reattach: (told) => `${told.say("re-attached", "re-attach")} ${named(told, "before")} → ${named(told)}`,
  set_attribute: (told) => attribute(told),
  accept_all: ({ row, say }) => `${say("accepted", "accept")} ${counted(row.count)} at once`,
  batch: (told) => `${batch(told)}${told.row.comment === "" ? "" : `: ${told.row.comment}`}`,
  adopt: ({ row }) => `completed it each: ${counted(row.count)} laid together`,
  complete: ({ say }) => say("completed the article", "complete the article"),
  skip: ({ say }) => say("skipped the article", "skip the article"),
  flag: ({ row, say }) => `${say("flagged the article", "flag the article")}: ${row.comment}`,
};

/** @param {Told} told */
function unknown({ op }) {
  return op.replaceAll("_", " ");
}

/** @param {Told} told @param {"before" | "after"} [side] */
function named({ first, titleOf }, side = "after") {
  const then = (side === "after" ? (first?.after ?? first?.before) : (first?.before ?? first?.after)) ?? null;
  if (!first || !then) return GONE;
  return first.kind === "entity" ? `${quoted(then.words)} ${then.label}` : ends(then, titleOf(then.label));
}

/** @param {Told} told */
function others({ row: { count } }) {
  if (count < 2) return "";
  return count === 2 ? " and its relation" : ` and its ${count - 1} relations`;
}

/** @param {Told} told */
function relabelled({ first, titleOf }) {
  if (!first?.before || !first.after) return GONE;
  const { before, after, kind } = first;
  const change =
    kind === "entity"
      ? `${before.label} → ${after.label}`
      : `${titleOf(before.label)} → ${titleOf(after.label)}`;
  if (before.label === after.label)
    return kind === "entity" ? `${quoted(after.words)} ${after.label}` : ends(after, titleOf(after.label));
  return kind === "entity" ? `${quoted(after.words)} ${change}` : ends(after, change);
}

/** @param {Told} told */
function moved({ first, say }) {
  if (!first?.before || !first.after) return `${say("moved", "move")} the boundaries of ${GONE}`;
  const [old, now] = [first.before.words, first.after.words];
  const [longer, shorter] = old.length > now.length ? [old, now] : [now, old];
  const what =
    old === now
      ? "boundaries"
      : longer.startsWith(shorter)
        ? "end"
        : longer.endsWith(shorter)
          ? "start"
          : "boundaries";
  return `${say("moved", "move")} the ${what} of ${quoted(old)} → ${quoted(now)}`;
}

/** @param {Told} told */
function attribute(told) {
  const { first, say } = told;
  const [old, now] = [first?.before?.attributes ?? {}, first?.after?.attributes ?? {}];
  const found = Object.entries(now).find(([name, value]) => old[name] !== value);
  const back = Object.keys(old).find((name) => !(name in now));
  const what = found ? `${found[0]} to ${found[1]}` : back ? `${back} back` : "an attribute";
  return `${say("set", "set")} ${what}: ${named(told)}`;
}

/** @param {Told} told */
function batch(told) {
  const {
    row: { items, count },
    say,
  } = told;
  const after = items.map((item) => (item.kind === "entity" ? item.after : null));
  const [first] = after;
  const same = first && after.every((then) => then?.label === first.label && then.words === first.words);
  if (same && count > 1)
    return `${say("labelled", "label")} ${count} mentions of ${quoted(first.words)} ${first.label}`;
  return items.length === count ? chosen(told) : `${say("changed", "change")} ${counted(count)} at once`;
}

/** What an adjudicator took, and what not. @param {Told} told */
function chosen({ row: { items }, say, titleOf }) {
  const name = (/** @type {HistoryItem} */ item) => {
    const then = item.after ?? item.before;
    if (!then) return GONE;
    return item.kind === "entity" ? `${quoted(then.words)} ${then.label}` : ends(then, titleOf(then.label));
  };
  const isTaken = (/** @type {HistoryItem} */ { after }) => after !== null && !after.rejected;
  const taken = items.filter(isTaken).map(name).join(" and ");
  const dropped = items
    .filter((item) => !isTaken(item))
    .map(name)
    .join(" and ");
  if (taken === "") return `${say("took out", "take out")} ${dropped}`;
  return `${say("took", "take")} ${taken}${dropped === "" ? "" : `, not ${dropped}`}`;
}

/** @param {number} count */
function counted(count) {
  return count === 1 ? "1 item" : `${count} items`;
}

/** @param {string} words */
function quoted(words) {
  return `“${shortened(words, QUOTED)}”`;
}

/** @param {ItemThen} then @param {string} title */
function ends(then, title) {
  return `${quoted(then.head)} ${title} ${quoted(then.tail)}`;
}
