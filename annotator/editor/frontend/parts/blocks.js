/**
 * Numbers as tiles and quiet tables. A number that counts something is a button that opens the list of it: it
 * says so to the page by an event, and the panel that holds lists (items.js) hears it. Everything that comes
 * from outside is written by textContent. accuracy/sheet.py makes the data.
 *
 * @typedef {{text: string, cell: number | null, strength?: number, good?: boolean}} Counted
 * @typedef {{is: "heading", text: string, level: number}} Heading
 * @typedef {{is: "paragraph" | "callout", text: string}} Words
 * @typedef {{is: "tiles", tiles: {title: string, value: string, below: string, cell: number | null}[]}} Tiles
 * @typedef {{title: string, number: boolean}} Column
 * @typedef {{quiet: boolean, cells: (Counted | string)[]}} Row
 * @typedef {{is: "table", caption: string, note: string, more: number, matrix: boolean, columns: Column[],
 *   rows: Row[]}} Table
 * @typedef {{name: string, title: string, value: string, options: {value: string, title: string, possible:
 *   boolean}[]}} Choice
 * @typedef {{is: "contents", title: string}} Contents
 * @typedef {{blocks: (Heading | Words | Tiles | Table | Contents)[], choices: {fields: Choice[]} | null}}
 *   Data
 * @typedef {(name: "choose", value: unknown) => void} Tell
 */

/** What the panel listens for. */
const OPEN = "annotator-open-list";

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

/**
 * A number, as a button where there is a list behind it.
 *
 * @param {string} text
 * @param {number | null} cell
 * @param {string} name
 */
function number(text, cell, name) {
  if (cell === null) return element("span", {}, text);
  const button = element("button", { type: "button", "aria-label": `${name}: ${text}, open the list` }, text);
  button.addEventListener("click", () => openList({ cell, button }));
  return button;
}

/**
 * The panel comes last: until it is there the wish waits for it.
 *
 * @param {{cell: number, button: HTMLElement}} wish
 */
function openList(wish) {
  const heard = !document.dispatchEvent(new CustomEvent(OPEN, { detail: wish, cancelable: true }));
  /** @type {{__annotatorList?: unknown}} */ (globalThis).__annotatorList = heard ? undefined : wish;
}

/** @param {Tiles} tiles */
function drawTiles({ tiles }) {
  const made = tiles.map(({ title, value, below, cell }) =>
    element(
      "div",
      {},
      element("dt", {}, title),
      element("dd", {}, number(value, cell, title), element("small", {}, below)),
    ),
  );
  return element("dl", { class: "as-tiles" }, ...made);
}

/** @param {Table} table */
function drawTable(table) {
  const kind = (/** @type {Column} */ column) => ({ "data-kind": column.number ? "number" : "text" });
  const head = table.columns.map((column) =>
    element("th", { scope: "col", ...kind(column) }, element("span", { dir: "auto" }, column.title)),
  );
  const rows = table.rows.map((row) => drawRow(row, table));
  const made = element(
    "table",
    table.matrix ? { class: "as-matrix" } : {},
    element("caption", {}, table.caption),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
  const scroll = element(
    "div",
    { class: "as-scroll", tabindex: "0", role: "region", "aria-label": table.caption },
    made,
  );
  const more = table.more ? `and ${table.more.toLocaleString("en")} more. ` : "";
  const note = more + table.note;
  return element("div", { class: "as-table" }, scroll, ...(note ? [element("p", {}, note)] : []));
}

/** @param {Row} row @param {Table} table */
function drawRow({ quiet, cells }, { columns }) {
  const made = element("tr", quiet ? { class: "as-quiet" } : {});
  const first = typeof cells[0] === "string" ? cells[0] : (cells[0]?.text ?? "");
  cells.forEach((content, at) => {
    const column = columns[at] ?? { title: "", number: false };
    const attributes = { "data-kind": column.number ? "number" : "text" };
    if (at === 0) {
      made.append(element("th", { scope: "row" }, element("span", { dir: "auto" }, first)));
    } else if (typeof content === "string") {
      made.append(element("td", attributes, element("span", { dir: "auto" }, content)));
    } else {
      const cell = element("td", attributes, number(content.text, content.cell, `${first}, ${column.title}`));
      if (content.strength) {
        cell.style.setProperty("--shade", `${Math.round(content.strength * 100)}%`);
        cell.className = content.good ? "as-good" : "as-bad";
      }
      made.append(cell);
    }
  });
  return made;
}

/**
 * What stands in the links: the sections of all sheets that are there by now. The first sheet is drawn before
 * the last.
 */
function drawContents() {
  const list = document.querySelector('[data-annotator="sheet"] .as-contents ul');
  if (!list) return;
  const sections = [...document.querySelectorAll('[data-annotator="sheet"] h2')];
  const names = sections.map((section) => section.textContent ?? "");
  if (names.join("\n") === [...list.children].map((link) => link.textContent).join("\n")) return;
  list.replaceChildren(
    ...names.map((name) => {
      const link = element("a", { href: "#" }, name);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(name);
      });
      return element("li", {}, link);
    }),
  );
}

/** The focus goes along, so that Tab goes on from there. @param {string} name */
function goTo(name) {
  const found = [...document.querySelectorAll('[data-annotator="sheet"] h2')].find(
    (one) => one.textContent === name,
  );
  if (!(found instanceof HTMLElement)) return;
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "start" });
}

/** @param {Data["blocks"][number]} block */
function drawBlock(block) {
  if (block.is === "contents")
    return element("nav", { class: "as-contents", "aria-label": block.title }, element("ul"));
  if (block.is === "tiles") return drawTiles(block);
  if (block.is === "table") return drawTable(block);
  if (block.is === "heading") return element(block.level === 2 ? "h2" : "h3", {}, block.text);
  return element("p", block.is === "callout" ? { class: "as-callout", role: "note" } : {}, block.text);
}

/** @param {Choice[]} fields @param {Tell} tell */
function drawChoices(fields, tell) {
  const selects = fields.map(({ name, title, value, options }) => {
    const select = element(
      "select",
      { name },
      ...options.map((option) => {
        const made = element("option", { value: option.value }, option.title);
        made.disabled = !option.possible;
        return made;
      }),
    );
    select.value = value;
    select.addEventListener("keydown", (event) => event.stopPropagation());
    return { title, select };
  });
  const choose = () =>
    tell("choose", Object.fromEntries(selects.map(({ select }) => [select.name, select.value])));
  for (const { select } of selects) select.addEventListener("change", choose);
  return element(
    "div",
    { class: "as-choices" },
    ...selects.map(({ title, select }) => element("label", {}, title, select)),
  );
}

/** @type {WeakMap<Element, {root: HTMLElement, drawn: string}>} */
const sheets = new WeakMap();

/** @param {{parentElement: HTMLElement, data: Data, setTriggerValue: Tell}} component */
export default function mount({ parentElement, data, setTriggerValue }) {
  let sheet = sheets.get(parentElement);
  if (!sheet?.root.isConnected) {
    sheet = { root: element("div", { "data-annotator": "sheet" }), drawn: "" };
    sheets.set(parentElement, sheet);
    parentElement.append(sheet.root);
  }
  // the same numbers stay as they are: the button that opened a list is to get the focus back
  const drawn = JSON.stringify(data);
  if (drawn === sheet.drawn) return;
  sheet.drawn = drawn;
  const choices = data.choices ? [drawChoices(data.choices.fields, setTriggerValue)] : [];
  sheet.root.replaceChildren(...choices, ...data.blocks.map(drawBlock));
  drawContents();
}
