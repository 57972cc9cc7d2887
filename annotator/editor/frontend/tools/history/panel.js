/**
 * The history of the article beside its text: who did what, when, and a jump to it. Not modal: the text stays
 * as it is.
 */

import { button, element, keyCap, setAttribute, setText } from "../../look/elements.js";
import { clockTime, groupHistory, undoneRows, withNewest, withOlder } from "./rows.js";
import { historyWords } from "../../session/history_words.js";

/** @typedef {import("../../wire/types.js").HistoryRow} HistoryRow */
/** @typedef {import("../../wire/types.js").HistoryPage} HistoryPage */

/**
 * @typedef {object} HistorySource
 * @property {(parameters: {article_id: string, before: number | null, limit: number}) => Promise<any>} ask
 *   a HistoryPage, with `fault` where there is none; null where a newer question took its place
 * @property {(label: string) => string} titleOf the title of a relation label
 * @property {(row: HistoryRow) => void} onJump
 * @property {() => void} onClose
 * @property {() => Date} now
 */

/** Rows that are asked for at first and by "older"; so many that hardly anybody asks twice. */
const PAGE = 200;
/** Rows that are asked for after each decision. */
const NEWEST = 25;
/** @type {HistoryPage} */
const EMPTY = { rows: [], older: false };

export class HistoryPanel {
  /** @param {HistorySource} source */
  constructor(source) {
    this.source = source;
    this.articleId = "";
    this.page = EMPTY;
    this.at = 0;
    this.read = false;
    /** @type {HTMLElement[]} */
    this.rows = [];
    this.note = element("span", { role: "status" });
    this.list = element("div", {
      class: "an-rows",
      role: "listbox",
      tabindex: "0",
      "aria-label": "Decisions on this article, newest first",
    });
    this.more = button({ class: "an-older", hidden: true }, () => void this.older(), "Older decisions");
    const close = button(
      { class: "an-close", title: "Close the history" },
      source.onClose,
      keyCap("Esc"),
      "close",
    );
    this.root = element("aside", { class: "an-history", hidden: true, "aria-label": "History" });
    this.root.append(
      element("header", {}, element("h2", {}, "History"), this.note, close),
      this.list,
      this.more,
    );
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[data-at]");
      if (row) this.#jumpTo(Number(row.getAttribute("data-at")));
    });
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Whether keys are for the panel. */
  get hasKeyboard() {
    return this.isOpen && this.root.contains(document.activeElement);
  }

  /** Show the history of an article, and take the keyboard. @param {string} articleId */
  open(articleId) {
    const begun = !this.isOpen || articleId !== this.articleId;
    this.root.hidden = false;
    if (begun) this.follow(articleId);
    this.list.focus({ preventScroll: true });
  }

  /** Another article is shown. @param {string} articleId */
  follow(articleId) {
    this.articleId = articleId;
    this.page = EMPTY;
    this.at = 0;
    this.read = false;
    this.#draw();
    if (this.isOpen) void this.refresh(PAGE);
  }

  close() {
    this.root.hidden = true;
  }

  /** Something may have been decided. @param {number} [limit] */
  async refresh(limit = NEWEST) {
    if (!this.isOpen) return;
    const selected = this.page.rows[this.at];
    const found = await this.#ask(null, this.read ? limit : PAGE);
    if (found === null) return;
    this.page = this.read ? withNewest(this.page, found) : found;
    this.read = true;
    // whoever looks at the newest decision goes on looking at the newest one
    const kept =
      this.at === 0 ? 0 : this.page.rows.findIndex(({ sequence }) => sequence === selected?.sequence);
    this.at = Math.max(0, kept);
    this.#draw();
  }

  /** Show more of the log. */
  async older() {
    const last = this.page.rows.at(-1);
    const found = last && this.page.older ? await this.#ask(last.sequence, PAGE) : null;
    if (found === null) return;
    this.page = withOlder(this.page, found);
    this.#draw();
  }

  /** @param {1 | -1} step */
  move(step) {
    const last = this.rows.length - 1;
    if (step > 0 && this.at === last) void this.older();
    this.#select(Math.min(Math.max(this.at + step, 0), Math.max(last, 0)));
    this.rows[this.at]?.scrollIntoView({ block: "nearest" });
  }

  /** Go to what the selected decision was about. */
  confirm() {
    this.#jumpTo(this.at);
  }

  /** @param {number} at */
  #jumpTo(at) {
    this.#select(at);
    const row = this.page.rows[at];
    if (row) this.source.onJump(row);
  }

  /** @param {number | null} before @param {number} limit @returns {Promise<HistoryPage | null>} */
  async #ask(before, limit) {
    const { articleId } = this;
    const answer = await this.source.ask({ article_id: articleId, before, limit });
    if (answer === null || articleId !== this.articleId || !this.isOpen) return null;
    setText(this.note, answer.fault ?? "");
    return answer.fault === undefined ? { rows: answer.rows, older: answer.older } : null;
  }

  #draw() {
    const { rows, older } = this.page;
    const undone = undoneRows(rows);
    this.rows = [];
    const groups = groupHistory(rows, this.source.now()).map(({ title, rows: found }) => {
      const group = element("div", { class: "an-group", role: "group", "aria-label": title });
      group.append(element("div", { class: "an-group-title", "aria-hidden": "true" }, title));
      for (const row of found) group.append(this.#row(row, undone.has(row.sequence)));
      return group;
    });
    this.list.replaceChildren(...groups);
    if (rows.length === 0)
      this.list.append(
        element(
          "div",
          { class: "an-empty", role: "option", "aria-selected": "false" },
          this.read ? "Nobody has decided anything here yet." : "Reading …",
        ),
      );
    this.more.hidden = !older;
    this.#select(Math.min(this.at, Math.max(rows.length - 1, 0)));
  }

  /** @param {HistoryRow} row @param {boolean} undone */
  #row(row, undone) {
    const at = this.rows.length;
    const time = element("time", { datetime: row.at }, clockTime(new Date(row.at)));
    const words = element("span", { class: "an-words", dir: "auto" }, historyWords(row, this.source.titleOf));
    const made = element(
      "div",
      {
        class: "an-row",
        role: "option",
        "data-at": at,
        "data-outcome": row.outcome,
        "data-undone": undone,
        "aria-selected": "false",
      },
      time,
      words,
    );
    made.id = `an-decision-${row.sequence}`;
    if (undone) made.append(element("span", { class: "an-chip" }, "undone"));
    if (row.outcome !== "applied")
      made.append(element("div", { class: "an-fault" }, `${row.outcome}: ${row.reason}`));
    this.rows.push(made);
    return made;
  }

  /** @param {number} at */
  #select(at) {
    const [before, now] = [this.list.querySelector("[data-focused]"), this.rows[at]];
    if (before && before !== now) {
      setAttribute(before, "data-focused", null);
      setAttribute(before, "aria-selected", "false");
    }
    this.at = at;
    if (now) {
      setAttribute(now, "data-focused", "true");
      setAttribute(now, "aria-selected", "true");
    }
    setAttribute(this.list, "aria-activedescendant", now?.id ?? null);
  }
}
