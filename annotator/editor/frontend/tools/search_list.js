/**
 * Other articles that hold the words that are looked for: one row each, with the sentence. Opens one at the
 * place.
 */

import { element, setAttribute } from "../look/elements.js";

/** @typedef {import("../wire/types.js").SearchHit} SearchHit */

/**
 * How a status is called beside a title; a new article needs no word.
 *
 * @type {Readonly<Record<string, string>>}
 */
const STATUSES = {
  new: "",
  in_progress: "in progress",
  complete: "completed",
  skipped: "skipped",
  flagged: "flagged",
};

export class SearchList {
  /** @param {(hit: SearchHit) => void} onOpen */
  constructor(onOpen) {
    this.onOpen = onOpen;
    /** @type {SearchHit[]} */
    this.hits = [];
    this.at = 0;
    this.root = element("ul", {
      class: "an-hits",
      id: "an-hits",
      role: "listbox",
      "aria-label": "Other articles with these words",
      hidden: true,
    });
    this.root.addEventListener("mousedown", (event) => event.preventDefault());
    this.root.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[data-at]");
      if (row) this.#open(Number(row.getAttribute("data-at")));
    });
  }

  /** @param {SearchHit[]} hits */
  show(hits) {
    this.hits = hits;
    this.at = 0;
    this.root.replaceChildren(...hits.map((hit, at) => row(hit, at)));
    this.#select(0);
  }

  /** @param {1 | -1} step */
  move(step) {
    if (this.hits.length === 0) return;
    this.#select((this.at + step + this.hits.length) % this.hits.length);
    this.root.children[this.at].scrollIntoView({ block: "nearest" });
  }

  /** Open the selected article. */
  confirm() {
    this.#open(this.at);
  }

  /** The id of the selected row, for the field that has the keyboard. */
  get selectedId() {
    return this.hits.length > 0 ? `an-hit-${this.at}` : null;
  }

  /** @param {number} at */
  #open(at) {
    const hit = this.hits[at];
    if (hit) this.onOpen(hit);
  }

  /** @param {number} at */
  #select(at) {
    const rows = this.root.children;
    if (rows[this.at]) setAttribute(rows[this.at], "aria-selected", "false");
    this.at = at;
    if (rows[at]) setAttribute(rows[at], "aria-selected", "true");
  }
}

/** @param {SearchHit} hit @param {number} at */
function row(hit, at) {
  const title = element("span", { class: "an-hit-title", dir: "auto" }, hit.title || hit.article_id);
  const status = element("span", { class: "an-hit-status" }, STATUSES[hit.status] ?? "");
  const sentence = element(
    "span",
    { class: "an-context", dir: "auto" },
    hit.before,
    element("b", {}, hit.words),
    hit.after,
  );
  return element(
    "li",
    {
      id: `an-hit-${at}`,
      role: "option",
      "data-at": at,
      "data-article": hit.article_id,
      "aria-selected": "false",
    },
    title,
    status,
    sentence,
  );
}
