/**
 * Where Streamlit's components begin: the editor, the courier that carries acknowledgements and messages, and
 * the reader that carries questions and answers. They share one outbox and one asker through the page; each
 * may be called again with new data for the same element.
 */

import { afterFrame } from "./after_frame.js";
import { Arrival } from "../place/requested_place.js";
import { Asker } from "../sync/asker.js";
import { browserClock, browserOutbox, browserStorage } from "../sync/browser_outbox.js";
import { Coming } from "./lost_article.js";
import { Declined } from "../session/dismissed.js";
import { Departure } from "./page_leave.js";
import { Editor } from "../editor.js";
import { listen } from "../input/keyboard.js";
import { takeAwayLater } from "./stale_editor.js";
import { Places } from "../session/kept_places.js";
import { Prefetch } from "../session/prefetch.js";
import { Settings, SETTINGS_KEY } from "../session/settings.js";
import { Review } from "../session/review.js";

/** @typedef {import("../wire/types.js").EditorData} EditorData */
/** @typedef {import("../wire/types.js").Acknowledgement} Acknowledgement */
/** @typedef {import("../wire/types.js").Answer} Answer */
/** @typedef {import("../wire/types.js").Message} Message */
/** @typedef {import("../wire/types.js").Question} Question */
/** @typedef {(message: Message) => void} Send */

/**
 * @template Data
 * @typedef {{parentElement: HTMLElement, data: Data, sendMessage: Send}} Mount
 */

/**
 * @typedef {object} Registry what the components of one page share
 * @property {import("../sync/outbox.js").Outbox | null} outbox
 * @property {Asker | null} asker
 * @property {Settings} settings
 * @property {Arrival} arrival
 * @property {Editor | null} editor
 * @property {HTMLElement | null} parent
 * @property {string} generation of the data that the editor shows
 * @property {Send | null} sendByEditor
 * @property {Send | null} sendByCourier
 * @property {((question: Question) => void) | null} sendByReader
 * @property {string} answered the last acknowledgement taken
 * @property {Departure} departure
 * @property {Coming | null} coming
 */

/** @returns {Registry} */
function registry() {
  const page = /** @type {{__annotator?: Registry}} */ (globalThis);
  page.__annotator ??= begin();
  return page.__annotator;
}

/** @returns {Registry} */
function begin() {
  const settings = new Settings(browserStorage);
  /** @type {Registry} */
  const shared = {
    outbox: null,
    asker: null,
    settings,
    arrival: new Arrival(),
    editor: null,
    parent: null,
    generation: "",
    sendByEditor: null,
    sendByCourier: null,
    sendByReader: null,
    answered: "",
    departure: new Departure({
      clock: browserClock,
      isBusy: () => isThere() && outbox.busy && outbox.status !== "offline",
    }),
    coming: null,
  };
  const isThere = () => shared.editor?.root.isConnected === true;
  const { departure } = shared;
  const outbox = browserOutbox(
    (message) => {
      const by = message.open === null ? "sendByCourier" : "sendByEditor";
      if (!shared[by]) throw new Error("the page is not ready to send");
      afterFrame(() => void (departure.isUnderWay || shared[by]?.(message)));
    },
    () => shared.asker?.pump(),
  );
  const mayAsk = () => !departure.isUnderWay && isThere();
  const asker = new Asker({
    clock: browserClock,
    busy: () => outbox.busy,
    send: (question) => {
      if (!shared.sendByReader) throw new Error("the page is not ready to ask");
      afterFrame(() => void (mayAsk() && shared.sendByReader?.(question)));
    },
  });
  Object.assign(shared, {
    outbox,
    asker,
    coming: new Coming({ clock: browserClock, outbox, isThere: mayAsk }),
  });
  listen(() => (isThere() ? shared.editor : null));
  document.addEventListener("click", (event) => departure.clicked(event), { capture: true });
  globalThis.addEventListener("pagehide", () => outbox.close());
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) globalThis.location.reload();
  });
  globalThis.addEventListener("storage", ({ key }) => {
    if (key === SETTINGS_KEY || key === null) settings.reload();
  });
  globalThis.addEventListener("online", () => outbox.retry());
  globalThis.addEventListener("popstate", () => shared.coming?.forget());
  return shared;
}

/**
 * Show an article, or bring the one shown up to date.
 *
 * @param {Mount<EditorData>} mount
 */
export function mountEditor({ parentElement, data, sendMessage }) {
  const shared = registry();
  const { outbox, asker } = shared;
  if (!outbox || !asker) return;
  shared.sendByEditor = sendMessage;
  shared.coming?.came(data.article.id);
  const mounted = shared.editor !== null && shared.parent === parentElement && shared.editor.root.isConnected;
  if (shared.editor && mounted) {
    if (data.generation === shared.generation) return;
    shared.editor.receive(data);
    shared.generation = data.generation; // taken, and not only sent
    asker.pump();
    return;
  }
  shared.departure.end();
  if (outbox.busy) outbox.retry(); // what was held back when the page was left
  shared.editor?.close();
  shared.parent = parentElement;
  shared.generation = data.generation;
  outbox.belongsTo(data.reviewer);
  const places = new Places(browserStorage);
  const walk = () => /** @type {import("../model/order.js").Walk} */ (shared.settings.get("walk"));
  const review = new Review(data, outbox, {
    prefetch: new Prefetch({ asker, clock: browserClock }),
    places,
    walk,
  });
  const given = {
    asker,
    settings: shared.settings,
    arrival: shared.arrival,
    declined: new Declined(browserStorage),
    places,
  };
  shared.editor = new Editor(parentElement, review, given);
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
    shared.coming?.answered(data);
    if (shared.outbox?.wanted) takeAwayLater(() => shared.editor, { clock: browserClock, page: document });
    if (shared.editor) shared.editor.acknowledge(data);
    else shared.outbox?.acknowledge(data);
    shared.asker?.pump();
  } else if (first) shared.outbox?.retry();
}

/**
 * Take an answer, and be the way that questions go.
 *
 * @param {{data: Answer | null, sendMessage: (question: Question) => void}} mount
 */
export function mountReader({ data, sendMessage }) {
  const shared = registry();
  shared.sendByReader = sendMessage;
  if (data) shared.asker?.receive(data);
}
