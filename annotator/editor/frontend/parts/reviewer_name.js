/**
 * Who reviews in this browser. The name is kept in a cookie, which the server reads when a page is loaded; or
 * it is that of somebody who has signed in, and can sign out. What was typed under the old name goes first.
 * naming.py describes the data.
 *
 * @typedef {{name: string, schema: string, longest: number, signed_in: boolean, said?: string | null}} Data
 *   said: what goes with that name has been given to it
 * @typedef {(name: string, value: unknown) => void} Trigger
 */

/** The longest (ms) that another name waits for what is unsent. */
const HELD = 10_000;
/** The longest (ms) that the server may take to give what was held here to another name. */
const GIVEN = 3_000;
const YEAR = 31_536_000;
const QUEUE = "annotator:queue:";

/** The name that was said, until this page goes. @type {string | null} */
let said = null;

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

/** Once what was typed is sent. @param {() => void} leave */
function whenSent(leave) {
  const until = Date.now() + HELD;
  const look = () => {
    const isBusy = /** @type {any} */ (globalThis).__annotator?.outbox?.busy === true;
    if (isBusy && Date.now() < until) setTimeout(look, 20);
    else leave();
  };
  look();
}

/**
 * What this browser held goes with the name: what is unsent, and on the server its seats.
 * @param {string} name
 * @param {string} former
 * @param {Trigger} trigger
 */
function become(name, former, trigger) {
  whenSent(() => {
    said = name;
    trigger("become", { name, clients: stored("annotator:clients", []) });
    setTimeout(() => go(name, former), GIVEN); // the server may be gone
  });
}

/** @param {string} name @param {string} former */
function go(name, former) {
  if (said !== name) return;
  said = null;
  document.cookie = `annotator-reviewer=${encodeURIComponent(name)}; path=/; max-age=${YEAR}; SameSite=Lax`;
  for (const key of Object.keys(localStorage).filter((found) => found.startsWith(QUEUE))) {
    const queue = stored(key, null);
    if (queue?.reviewer === former) localStorage.setItem(key, JSON.stringify({ ...queue, reviewer: name }));
  }
  location.reload();
}

/** @param {string} key @param {any} otherwise */
function stored(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** @param {Data} data @param {Trigger} trigger */
function ask({ name, longest }, trigger) {
  const field = element("input", {
    name: "name",
    autocomplete: "name",
    required: "",
    maxlength: String(longest),
    value: name,
  });
  const cancel = element("button", { type: "button" }, "Cancel");
  const form = element(
    "form",
    { method: "dialog" },
    element("label", {}, "Your name", field),
    element("p", {}, "It stands beside every decision you make, and is remembered in this browser."),
    element("div", {}, element("button", { type: "submit", value: "ok" }, "Review under this name"), cancel),
  );
  const dialog = element("dialog", { "data-annotator": "naming", "aria-label": "Who reviews" }, form);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    const chosen = field.value.trim();
    dialog.remove();
    if (dialog.returnValue === "ok" && chosen !== "" && chosen !== name) become(chosen, name, trigger);
  });
  (document.querySelector(".stApp") ?? document.body).append(dialog);
  dialog.showModal();
  field.select();
}

/** @param {Data} data @param {Trigger} trigger */
function drawn(data, trigger) {
  const label = `${data.name} · ${data.schema}`;
  if (!data.signed_in) {
    const button = element("button", { type: "button", title: "Review under another name" }, label);
    button.addEventListener("click", () => ask(data, trigger));
    return button;
  }
  const button = element("button", { type: "button" }, "Sign out");
  button.addEventListener("click", () => whenSent(() => trigger("leave", true)));
  return element("div", {}, element("span", { title: label }, label), button);
}

/** @param {{parentElement: HTMLElement, data: Data, setTriggerValue: Trigger}} component */
export default ({ parentElement, data, setTriggerValue }) => {
  if (said !== null && data.said === said) go(said, data.name);
  const corner = drawn(data, setTriggerValue);
  corner.dataset.annotator = "reviewer";
  parentElement.querySelector("[data-annotator=reviewer]")?.remove(); // the style sheet stands beside it
  parentElement.append(corner);
};
