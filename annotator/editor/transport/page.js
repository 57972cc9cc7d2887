/**
 * What the components of one page share on the way to the server: which message it has not answered, how to
 * send it again, and how to wake a server process that knows nothing of this page. Part of the loader's
 * script. The wish to wake it goes through a component of its own (waker.js), as the loader itself is on the
 * page only until its code is here.
 *
 * @typedef {{send: (text: string) => void, text: string, client: string, number: number, since: number}}
 *   Unanswered
 * @typedef {{parentElement: HTMLElement, data: Uint8Array | null, setTriggerValue: (name: string, value:
 *   unknown) => void}} Component
 */

/** No answer for this long (ms): the server may have been replaced without the page noticing. */
const LOST = 8000;
/** How long (ms) a run of the whole page may take to reach the components, before they send again anyway. */
const SETTLED = 1000;

/**
 * Between two messages (ms). Streamlit puts what is sent within one task into one batch, and runs only the
 * fragment of the first: an article that the second asked for would not be drawn.
 */
const APART = 5;

/** @type {{waiting: (() => void)[], isSending: boolean}} */
const turns = { waiting: [], isSending: false };

/** Send now, or after what was sent just before. @param {() => void} send */
function inTurn(send) {
  turns.waiting.push(send);
  if (!turns.isSending) takeTurn();
}

function takeTurn() {
  const send = turns.waiting.shift();
  turns.isSending = send !== undefined;
  if (send === undefined) return;
  setTimeout(takeTurn, APART);
  send();
}

const page = {
  /** @type {Unanswered | null} */
  unanswered: null,
  /**
   * @type {((text: string) => void) | null} hands a message to the courier, which is there on every review
   *   page
   */
  send: null,
  /** Makes the server run the whole page. */
  wake: () => inTurn(() => /** @type {any} */ (globalThis).annotatorWake?.()),
  /** A run of the whole page was asked for; whatever it draws may send again. */
  woken: false,
};

/**
 * Have the whole page run, then send again what is unanswered. A new server process knows nothing of this
 * page and Streamlit does not run it again by itself: it would drop every message ("fragment does not
 * exist").
 */
function wakeServer() {
  page.woken = true;
  page.wake();
  setTimeout(sendAgain, SETTLED);
}

function sendAgain() {
  if (!page.woken) return;
  page.woken = false;
  if (page.unanswered) (page.send ?? page.unanswered.send)(page.unanswered.text);
}

/** What a component was given: JSON in UTF-8. @param {Uint8Array | null} bytes */
function read(bytes) {
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
}

/** @param {any} data an acknowledgement, or what the editor shows */
function noteAnswer(data) {
  const waiting = page.unanswered;
  if (waiting && data?.client === waiting.client && data.number >= waiting.number) page.unanswered = null;
}

/** @param {{client: string, number: number}} message @param {(text: string) => void} send */
function sendMessage(message, send) {
  const now = Date.now();
  const waiting = page.unanswered?.client === message.client ? page.unanswered : null;
  const isLost = waiting !== null && now - waiting.since > LOST;
  const since = waiting && !isLost ? waiting.since : now;
  const text = JSON.stringify(message);
  page.unanswered = { send, text, client: message.client, number: message.number, since };
  // One batch of Streamlit's runs either one fragment or the page, so the message follows when the page
  // stands.
  if (isLost) wakeServer();
  else send(text);
}

/**
 * Hand a component to the editor's entry. Messages go up as JSON text under the trigger `message`, so that
 * the server can bound their size before it parses them.
 *
 * @param {Record<string, (component: object) => unknown>} entry
 * @param {string} name the exported function
 * @param {Component} component
 */
// biome-ignore lint/correctness/noUnusedVariables: the loader, behind it in the same script, calls it
function mount(entry, name, { parentElement, data: bytes, setTriggerValue }) {
  const data = read(bytes);
  const send = (/** @type {string} */ text) => inTurn(() => setTriggerValue("message", text));
  if (name === "mountCourier") {
    page.send = send;
    noteAnswer(data);
  }
  // a question may be lost: it is asked again by itself
  const carry = (/** @type {any} */ said) =>
    name === "mountReader" ? send(JSON.stringify(said)) : sendMessage(said, send);
  const unmount = entry[name]({ parentElement, data, sendMessage: carry });
  sendAgain();
  return unmount;
}
