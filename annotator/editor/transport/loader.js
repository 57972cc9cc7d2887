/**
 * The loader: brings the editor's modules and styles into the page, once per content hash, and keeps the page
 * alive when the server was away. Streamlit posts what happens to its connection to the page's own window (it
 * means an embedding page). VERSION, MODULES and STYLES stand in front of this script, page.js too.
 */

/**
 * Make a blob URL of each module, dependencies first; the last one is the entry.
 *
 * @param {[string, string][]} modules
 */
function publish(modules) {
  /** @type {Map<string, string>} */
  const urls = new Map();
  for (const [name, source] of modules) {
    const linked = source.replace(/"annotator-module:([^"]+)"/g, (_, found) =>
      JSON.stringify(urls.get(found)),
    );
    const text = `${linked}\n//# sourceURL=annotator/editor/frontend/${name}`;
    urls.set(name, URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  }
  return /** @type {string} */ (urls.get(modules[modules.length - 1][0]));
}

function watchConnection() {
  window.addEventListener("message", (event) => {
    if (event.source !== window || !event.data?.stCommVersion) return;
    if (event.data.type === "WEBSOCKET_CONNECTED") wakeServer();
    // The editor says "offline" in its own place and goes on; a dialog over it would take the keys away.
    if (event.data.type === "CLIENT_ERROR_DIALOG") requestAnimationFrame(closeConnectionDialog);
  });
}

function closeConnectionDialog() {
  for (const dialog of document.querySelectorAll("[role=dialog]")) {
    const isConnection = dialog.querySelector("h2")?.textContent === "Connection error";
    const close = /** @type {HTMLElement | null} */ (dialog.querySelector("[aria-label=Close]"));
    if (isConnection) close?.click();
  }
}

/**
 * Behind everything that Streamlit puts into its page, and never taken away: styles that come anew are worked
 * out anew.
 */
function dress() {
  const styles = document.createElement("style");
  styles.textContent = STYLES;
  document.body.append(styles);
}

async function begin() {
  watchConnection();
  dress();
  const entry = await import(publish(MODULES));
  return { mount: (/** @type {string} */ name, /** @type {Component} */ part) => mount(entry, name, part) };
}

export default async function load() {
  const globals = /** @type {any} */ (globalThis);
  // The server was upgraded under an open page: begin afresh, the queue is in localStorage.
  if (globals.annotatorVersion && globals.annotatorVersion !== VERSION) return location.reload();
  if (globals.annotatorVersion) return undefined;
  globals.annotatorVersion = VERSION;
  const loaded = (globals.annotatorLoaded ??= {});
  loaded[VERSION] ??= Promise.withResolvers();
  begin().then(loaded[VERSION].resolve, loaded[VERSION].reject);
  return loaded[VERSION].promise.then(() => undefined);
}
