// What makes the server run the whole page, as Streamlit sees it: on every review page, a few bytes; see
// page.js.
/** @param {{setTriggerValue: (name: string, value: unknown) => void}} component */
export default ({ setTriggerValue }) => {
  /** @type {any} */ (globalThis).annotatorWake = () => setTriggerValue("wake", Date.now());
};
