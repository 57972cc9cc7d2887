/**
 * A quiet table, with filters, search and paging where it is asked for. Everything that comes from outside is
 * written by textContent. table.py describes what stands in the data.
 *
 * @typedef {{title: string, kind: string, note: string}} Column
 * @typedef {{cells: string[], article_id: string | null, place: string | null}} Row  place: where in the
 *   article it is opened
 * @typedef {{value: string | null, title: string, count: string}} Filter
 * @typedef {{filters: Filter[], status: string | null, search: string, offset: number, limit: number, total:
 *   number, empty: string, queue: Queue}} Browse
 * @typedef {{order: string, seed: number, orders: {value: string, title: string}[]}} Queue  which article
 *   comes next
 * @typedef {{columns: Column[], rows: Row[], browse: Browse | null}} Data
 * @typedef {(name: "ask", value: unknown) => void} Tell
 */

/** Typing rests this long (ms) before the search is sent. */
const REST = 180;

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

/** One mounted table; it keeps its search field, so that typing goes on while rows arrive. */
class Table {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = element("div", { "data-annotator": "table" });
    this.bar = element("div", { class: "at-bar", role: "toolbar" });
    this.filters = element("div", { class: "at-filters", role: "group", "aria-label": "Status" });
    this.search = element("input", {
      type: "search",
      placeholder: "Search",
      "aria-label": "Search articles",
      maxlength: "200",
    });
    this.order = element("select", { "aria-label": "Order of the queue" });
    this.seed = element("input", {
      type: "number",
      min: "0",
      max: "999999",
      step: "1",
      "aria-label": "Seed of the random order",
    });
    const queue = element("label", { class: "at-queue" }, "Queue: ", this.order, this.seed);
    this.body = element("div", { class: "at-body" });
    this.pager = element("div", { class: "at-pager" });
    /** @type {Data} */
    this.data = { columns: [], rows: [], browse: null };
    /** @type {Tell} */
    this.tell = () => undefined;
    /** @type {any} */
    this.timer = null;
    this.bar.append(this.filters, queue, this.search);
    this.root.append(this.bar, this.body, this.pager);
    this.search.addEventListener("input", () => this.searchSoon());
    for (const field of [this.order, this.seed]) field.addEventListener("change", () => this.choose());
    // keys that Streamlit or the browser would take while somebody types
    for (const field of [this.search, this.order, this.seed])
      field.addEventListener("keydown", (event) => event.stopPropagation());
    parent.append(this.root);
  }

  searchSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.ask({ search: this.search.value, offset: 0 });
    }, REST);
  }

  /** The reviewer chooses which article comes next. */
  choose() {
    const seed = Math.trunc(Number(this.seed.value));
    this.ask({ queue: { order: this.order.value, seed: Math.max(seed || 0, 0) } });
  }

  /**
   * @param {{status?: string | null, search?: string, offset?: number, queue?: {order: string, seed:
   *   number}}} wish
   */
  ask(wish) {
    const { browse } = this.data;
    if (!browse) return;
    this.tell("ask", { status: browse.status, search: browse.search, offset: browse.offset, ...wish });
  }

  /** @param {Data} data @param {Tell} tell */
  show(data, tell) {
    this.data = data;
    this.tell = tell;
    this.bar.hidden = this.pager.hidden = data.browse === null;
    if (data.browse) this.showBrowse(data.browse);
    const nothing = data.browse && data.rows.length === 0;
    this.body.replaceChildren(
      nothing ? element("p", { class: "at-empty" }, data.browse?.empty ?? "") : this.table(),
    );
  }

  /** @param {Browse} browse */
  showBrowse(browse) {
    this.showQueue(browse.queue);
    this.filters.replaceChildren(...browse.filters.map((filter) => this.filter(filter, browse.status)));
    if (this.timer === null && document.activeElement !== this.search) this.search.value = browse.search;
    const first = browse.total === 0 ? 0 : browse.offset + 1;
    const last = Math.min(browse.offset + browse.limit, browse.total);
    const total = browse.total.toLocaleString("en");
    const shown = `${first.toLocaleString("en")} to ${last.toLocaleString("en")} of ${total}`;
    this.pager.replaceChildren(
      element("span", {}, shown),
      this.turn("Previous", browse.offset - browse.limit, browse.offset > 0),
      this.turn("Next", browse.offset + browse.limit, last < browse.total),
    );
  }

  /** @param {Queue} queue */
  showQueue({ order, seed, orders }) {
    if (this.order.options.length === 0) {
      this.order.append(...orders.map(({ value, title }) => element("option", { value }, title)));
    }
    this.order.value = order;
    this.seed.hidden = order !== "random";
    if (document.activeElement !== this.seed) this.seed.value = String(seed);
  }

  /** @param {Filter} filter @param {string | null} chosen */
  filter(filter, chosen) {
    const pressed = String(filter.value === chosen);
    const button = element(
      "button",
      { type: "button", "aria-pressed": pressed },
      `${filter.title} `,
      element("i", {}, filter.count),
    );
    button.addEventListener("click", () => this.ask({ status: filter.value, offset: 0 }));
    return button;
  }

  /** @param {string} title @param {number} offset @param {boolean} possible */
  turn(title, offset, possible) {
    const button = element("button", { type: "button" }, title);
    button.disabled = !possible;
    button.addEventListener("click", () => this.ask({ offset: Math.max(0, offset) }));
    return button;
  }

  table() {
    const head = element("tr");
    for (const { title, kind, note } of this.data.columns) {
      const cell = element("th", { scope: "col", "data-kind": kind }, title);
      if (note) cell.title = note;
      head.append(cell);
    }
    const body = element("tbody", {}, ...this.data.rows.map((row) => this.row(row)));
    return element("table", {}, element("thead", {}, head), body);
  }

  /** @param {Row} row */
  row({ cells, article_id: id, place }) {
    const made = element("tr");
    cells.forEach((text, at) => {
      const kind = this.data.columns[at]?.kind ?? "text";
      const cell = element("td", { "data-kind": kind });
      const linked = at === 0 && id !== null;
      const inner = linked ? element("a", { href: addressOf(id, place) }, text) : element("span", {}, text);
      inner.dir = "auto";
      if (kind === "status") inner.dataset.status = text;
      if (text) cell.append(inner);
      made.append(cell);
    });
    if (id !== null) this.makeClickable(made, id, place);
    return made;
  }

  /** @param {HTMLTableRowElement} row @param {string} id @param {string | null} place */
  makeClickable(row, id, place) {
    row.dataset.articleId = id;
    row.addEventListener("click", (event) => {
      // a link in a new tab is the browser's business
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
        return;
      if (document.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      goTo(addressOf(id, place));
    });
  }
}

/** @param {string} id of an article @param {string | null} place in it */
function addressOf(id, place) {
  return `./?article=${encodeURIComponent(id)}${place ? `&at=${place}` : ""}`;
}

/**
 * Have Streamlit show another page of this app, without loading it anew. It follows the browser's history; to
 * ask the server for the same (st.switch_page) would draw this page once more and sleep before the other one
 * begins.
 *
 * @param {string} address
 */
function goTo(address) {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

/** @type {WeakMap<Element, Table>} */
const tables = new WeakMap();

/** @param {{parentElement: HTMLElement, data: Data, setTriggerValue: Tell}} component */
export default function mount({ parentElement, data, setTriggerValue }) {
  let table = tables.get(parentElement);
  if (!table?.root.isConnected) {
    table = new Table(parentElement);
    tables.set(parentElement, table);
  }
  table.show(data, setTriggerValue);
}
