/**
 * Where Streamlit's components begin: the editor, and the courier that carries acknowledgements and messages.
 * Both share one outbox through the page; each may be called again with new data for the same element.
 */

import { afterFrame } from "./after_frame.js";
import { browserOutbox } from "./browser_outbox.js";
import { Editor } from "./editor.js";
import { listen } from "./keyboard.js";
import { Review } from "./store.js";

/** @typedef {import("./types.js").EditorData} EditorData */
/** @typedef {import("./types.js").Acknowledgement} Acknowledgement */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {(message: Message) => void} Send */

/**
 * @template Data
 * @typedef {{parentElement: HTMLElement, data: Data, sendMessage: Send}} Mount
 */

/**
 * @typedef {object} Registry what the editor and the courier of one page share
 * @property {import("./outbox.js").Outbox | null} outbox
 * @property {Editor | null} editor
 * @property {HTMLElement | null} parent
 * @property {string} generation of the data that the editor shows
 * @property {Send | null} sendByEditor
 * @property {Send | null} sendByCourier
 * @property {string} answered the last acknowledgement taken
 */

/** @returns {Registry} */
function registry() {
  const page = /** @type {{__annotator?: Registry}} */ (globalThis);
  page.__annotator ??= begin();
  return page.__annotator;
}

/** @returns {Registry} */
function begin() {
  /** @type {Registry} */
  const shared = { outbox: null, editor: null, parent: null, generation: "", sendByEditor: null, sendByCourier: null, answered: "" };
  shared.outbox = browserOutbox((message) => {
    const by = message.open === null ? "sendByCourier" : "sendByEditor";
    if (!shared[by]) throw new Error("the page is not ready to send");
    afterFrame(() => shared[by]?.(message));
  });
  listen(() => (shared.editor?.root.isConnected ? shared.editor : null));
  globalThis.addEventListener("pagehide", () => shared.outbox?.close());
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) globalThis.location.reload();
  });
  globalThis.addEventListener("online", () => shared.outbox?.retry());
  return shared;
}

/**
 * Show an article, or bring the one shown up to date.
 *
 * @param {Mount<EditorData>} mount
 */
export function mountEditor({ parentElement, data, sendMessage }) {
  const shared = registry();
  const outbox = /** @type {import("./outbox.js").Outbox} */ (shared.outbox);
  shared.sendByEditor = sendMessage;
  const mounted = shared.editor !== null && shared.parent === parentElement && shared.editor.root.isConnected;
  if (shared.editor && mounted) {
    if (data.generation === shared.generation) return;
    shared.generation = data.generation;
    shared.editor.receive(data);
    return;
  }
  shared.editor?.close();
  shared.parent = parentElement;
  shared.generation = data.generation;
  shared.editor = new Editor(parentElement, new Review(data, outbox));
}

/**
 * Take an acknowledgement, and be the way that ordinary messages go.
 *
 * @param {Mount<Acknowledgement | null>} mount
 */
export function mountCourier({ data, sendMessage }) {
  const shared = registry();
  const first = shared.sendByCourier === null;
  shared.sendByCourier = sendMessage;
  if (data) {
    const answered = JSON.stringify(data);
    if (answered === shared.answered) return;
    shared.answered = answered;
    if (shared.editor) shared.editor.acknowledge(data);
    else shared.outbox?.acknowledge(data);
  } else if (first) shared.outbox?.retry();
}
