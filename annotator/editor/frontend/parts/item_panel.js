/**
 * The items behind a number, and the article of one of them with gold beside predicted. A panel at the lower
 * edge: the page keeps its place above it. Everything that comes from outside is written by textContent;
 * labels are CSS content, as in the editor. accuracy/listing.py makes the data.
 *
 * @typedef {[text: string, gold: boolean, predicted: boolean]} Piece
 * @typedef {{article: string, title: string, start: number, end: number, error: string, detail: string,
 *   passage: Piece[]}} Item
 * @typedef {[start: number, end: number, label: string, where: "both" | "gold" | "predicted", focused:
 *   boolean]} Mark
 * @typedef {{id: string, title: string, text: string, at: string, gold: string, predicted: string, complete:
 *   boolean, marks: Mark[]}} Article
 * @typedef {{title: string, total: number, counted: string, offset: number, limit: number, at: number, items:
 *   Item[], article: Article | null}} Data
 * @typedef {(name: "ask" | "open", value: unknown) => void} Tell
 * @typedef {"overlay" | "beside"} View
 */

/** What a number says when it is clicked. */
const OPEN = "annotator-open-list";
const VIEWS = /** @type {[View, string][]} */ ([
  ["overlay", "Overlay"],
  ["beside", "Side by side"],
]);

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {string} title @param {() => void} action @param {Record<string, string>} [attributes] */
function button(title, action, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, title);
  made.addEventListener("click", action);
  return made;
}

/** The UTF-16 index of every code point of a text, and its length. @param {string} text */
function indices(text) {
  const found = [];
  let at = 0;
  for (const character of text) {
    found.push(at);
    at += character.length;
  }
  found.push(at);
  return found;
}

/**
 * The marks of one column over a line, cut where one begins or ends, so that they may cross.
 *
 * @param {string} line
 * @param {number} from its first UTF-16 index in the article
 * @param {Mark[]} marks in UTF-16
 */
function drawLine(line, from, marks) {
  const row = element("div", { class: "ai-cell", dir: "auto" });
  const to = from + line.length;
  const inside = marks.filter(([start, end]) => start < to && end > from);
  const cuts = [
    ...new Set([from, to, ...inside.flatMap(([start, end]) => [Math.max(start, from), Math.min(end, to)])]),
  ].sort((a, b) => a - b);
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start, end] = [cuts[at] ?? from, cuts[at + 1] ?? to];
    const over = inside.filter((mark) => mark[0] <= start && mark[1] >= end);
    const text = line.slice(start - from, end - from);
    if (over.length === 0) {
      row.append(text);
      continue;
    }
    const sides = new Set(over.map((mark) => mark[3]));
    const mark = element("mark", { "data-where": sides.size > 1 ? "crossing" : String([...sides][0]) }, text);
    if (over.some((one) => one[4])) mark.dataset.focused = "true";
    row.append(mark);
    for (const one of over) {
      if (one[1] === end)
        row.append(element("span", { class: "ai-label", "data-label": one[2], "data-where": one[3] }));
    }
  }
  if (line === "") row.append(element("br"));
  return row;
}

/** @param {Article} article @param {View} view */
function drawText({ text, marks }, view) {
  const at = indices(text);
  const here = marks.map(
    ([start, end, ...rest]) => /** @type {Mark} */ ([at[start] ?? 0, at[end] ?? text.length, ...rest]),
  );
  const columns =
    view === "overlay"
      ? [here]
      : [here.filter((mark) => mark[3] !== "predicted"), here.filter((mark) => mark[3] !== "gold")];
  const root = element("div", { class: "ai-text", "data-view": view });
  if (view === "beside")
    root.append(
      element("div", { class: "ai-line ai-sides" }, element("b", {}, "Gold"), element("b", {}, "Predicted")),
    );
  let from = 0;
  for (const line of text.split("\n")) {
    root.append(
      element("div", { class: "ai-line" }, ...columns.map((column) => drawLine(line, from, column))),
    );
    from += line.length + 1;
  }
  return root;
}

class Panel {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("section", { "data-annotator": "items", "aria-label": "Items behind a number" });
    this.spacer = element("div", { class: "ai-room" });
    this.list = element("ol");
    this.pane = element("div", { class: "ai-pane", tabindex: "0", role: "region", "aria-label": "Article" });
    this.head = element("div", { class: "ai-head" });
    /** @type {Data | null} */
    this.data = null;
    this.drawn = "";
    /** @type {View} */
    this.view = "overlay";
    /** @type {HTMLElement | null} the number that opened the list */
    this.opener = null;
    this.wantsFocus = false;
    /** @type {Tell} */
    this.tell = () => undefined;
    this.root.append(
      this.head,
      element("div", { class: "ai-body" }, element("nav", { "aria-label": "Items" }, this.list), this.pane),
    );
    this.root.hidden = true;
    this.root.addEventListener("keydown", (event) => this.key(event));
    // wherever the focus is: a chart that opened the list keeps none
    document.addEventListener("keydown", (event) => {
      const elsewhere =
        this.root.isConnected && !this.root.hidden && !event.composedPath().includes(this.root);
      if (elsewhere && event.key === "Escape" && !event.defaultPrevented) this.close();
    });
    document.addEventListener(OPEN, (event) => {
      if (!this.root.isConnected) return;
      event.preventDefault();
      this.open(/** @type {CustomEvent} */ (event).detail);
    });
    parent.append(this.spacer, this.root);
  }

  /** A number was clicked. @param {{cell: number, button: HTMLElement}} wish */
  open({ cell, button: opener }) {
    this.opener?.removeAttribute("aria-current");
    this.opener = opener;
    this.wantsFocus = true;
    this.tell("ask", { cell });
  }

  close() {
    this.tell("ask", { close: true });
    this.opener?.removeAttribute("aria-current");
    if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  }

  /** @param {Data | null} data @param {Tell} tell */
  show(data, tell) {
    this.tell = tell;
    const drawn = JSON.stringify(data);
    if (drawn === this.drawn) return;
    // a list that a chart has opened: there is no button to go back to, and Esc is to close it too
    if (data && this.drawn !== "" && !this.wantsFocus && this.data?.title !== data.title) {
      this.opener?.removeAttribute("aria-current");
      this.opener = null;
      this.wantsFocus = true;
    }
    this.drawn = drawn;
    this.data = data;
    this.root.hidden = this.spacer.hidden = data === null;
    if (data) this.draw(data);
  }

  /** @param {Data} data */
  draw(data) {
    const focused = this.root.contains(document.activeElement) && this.list.contains(document.activeElement);
    this.drawHead(data);
    this.list.replaceChildren(...data.items.map((item, at) => this.item(item, at, data)));
    this.drawArticle();
    if (this.opener?.isConnected && this.wantsFocus) {
      this.opener.setAttribute("aria-current", "true");
      this.opener.style.scrollMarginBottom = `${this.root.offsetHeight + 40}px`;
      this.opener.scrollIntoView({ block: "nearest" });
    }
    const current = /** @type {HTMLElement | null} */ (this.list.querySelector("[aria-current]"));
    if (this.wantsFocus || focused) current?.focus({ preventScroll: true });
    current?.scrollIntoView({ block: "nearest" });
    this.wantsFocus = false;
  }

  /** @param {Data} data */
  drawHead(data) {
    const { offset, limit, total } = data;
    const turn = (/** @type {string} */ title, /** @type {number} */ to, /** @type {boolean} */ possible) => {
      const made = button(title, () => this.ask(to, 0));
      made.disabled = !possible;
      return made;
    };
    const [first, last] = [total ? offset + 1 : 0, Math.min(offset + limit, total)];
    const shown = `${first.toLocaleString("en")} to ${last.toLocaleString("en")} of ${data.counted}`;
    const views = VIEWS.map(([view, title]) =>
      button(title, () => this.turnTo(view), { "aria-pressed": String(view === this.view) }),
    );
    this.head.replaceChildren(
      element("h2", {}, data.title),
      element("span", { role: "status" }, shown),
      turn("Previous", Math.max(0, offset - limit), offset > 0),
      turn("Next", offset + limit, offset + limit < total),
      element("div", { role: "group", "aria-label": "View" }, ...views),
      button("Close", () => this.close(), { title: "Esc" }),
    );
  }

  /** @param {Item} item @param {number} at @param {Data} data */
  item(item, at, data) {
    const passage = element(
      "q",
      { dir: "auto" },
      ...item.passage.map(([text, gold, predicted]) => {
        if (!gold && !predicted) return text;
        return element(
          "mark",
          { "data-where": gold && predicted ? "both" : gold ? "gold" : "predicted" },
          text,
        );
      }),
    );
    const where = element("small", { dir: "auto" }, `${item.error} · ${item.title}`);
    const made = button("", () => this.ask(data.offset, at));
    made.append(passage, ...(item.detail ? [element("em", {}, item.detail)] : []), where);
    if (at === data.at) made.setAttribute("aria-current", "true");
    return element("li", {}, made);
  }

  drawArticle() {
    const article = this.data?.article;
    if (!article)
      return this.pane.replaceChildren(
        element(
          "p",
          { class: "ai-note" },
          this.data?.total ? "The article is not here any more." : "There is nothing in this list.",
        ),
      );
    const link = element(
      "a",
      { href: `./?article=${encodeURIComponent(article.id)}&at=${encodeURIComponent(article.at)}` },
      "Open in review",
    );
    link.addEventListener("click", (event) => {
      // a link in a new tab is the browser's business
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.review();
    });
    const note = article.complete
      ? []
      : [
          element(
            "p",
            { class: "ai-note" },
            "Not complete: there is no gold to compare with, so only this item is marked.",
          ),
        ];
    this.pane.replaceChildren(
      element("h3", { dir: "auto" }, article.title),
      link,
      element(
        "dl",
        {},
        element("dt", { "data-where": "gold" }, "Gold"),
        element("dd", { dir: "auto" }, article.gold),
        element("dt", { "data-where": "predicted" }, "Predicted"),
        element("dd", { dir: "auto" }, article.predicted),
      ),
      ...note,
      drawText(article, this.view),
    );
    const place = this.pane.querySelector("[data-focused]");
    this.pane.scrollTop = 0;
    if (place)
      this.pane.scrollTop =
        place.getBoundingClientRect().top -
        this.pane.getBoundingClientRect().top -
        this.pane.clientHeight / 3;
  }

  /** @param {View} view */
  turnTo(view) {
    this.view = view;
    if (!this.data) return;
    this.drawHead(this.data);
    this.drawArticle();
    /** @type {HTMLElement | null} */ (this.head.querySelector("[aria-pressed=true]"))?.focus();
  }

  review() {
    const article = this.data?.article;
    if (article) this.tell("open", { article: article.id, at: article.at });
  }

  /** @param {number} offset @param {number} at */
  ask(offset, at) {
    this.tell("ask", { offset, at });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // keys that Streamlit would take
    event.stopPropagation();
    if (event.key === "Escape") return this.close();
    if (!this.data || !this.list.contains(/** @type {Node} */ (event.target))) return;
    const { at, offset, items } = this.data;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = at + step;
      if (next >= 0 && next < items.length) this.ask(offset, next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.review();
    }
  }
}

/** @type {WeakMap<Element, Panel>} */
const panels = new WeakMap();

/** @param {{parentElement: HTMLElement, data: Data | null, setTriggerValue: Tell}} component */
export default function mount({ parentElement, data, setTriggerValue }) {
  let panel = panels.get(parentElement);
  if (!panel?.root.isConnected) {
    panel = new Panel(parentElement);
    panels.set(parentElement, panel);
  }
  panel.show(data ?? null, setTriggerValue);
  // a number that was clicked before the panel was there
  const page = /** @type {{__annotatorList?: {cell: number, button: HTMLElement}}} */ (globalThis);
  if (page.__annotatorList?.button.isConnected) panel.open(page.__annotatorList);
  page.__annotatorList = undefined;
}
