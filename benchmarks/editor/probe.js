/**
 * Measures in the page, from the event's own time stamp to the frame that shows what it did. Runs before any
 * script of the page. A frame counts as shown in the first task after it: requestAnimationFrame, then a
 * message.
 */
(() => {
  /**
   * What one key or pointer did. `took` includes the wait for the frame, `worked` is handlers, style and
   * layout.
   */
  const probe = { records: [], openings: [], waiting: null, state: "" };
  globalThis.benchmark = probe;
  let worked = 0;

  const painted = (then) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(null);
    });

  const editor = () => document.querySelector('[data-annotator="editor"]');

  /** What is focused, and how it looks: differs whenever a measured key did what it should. */
  probe.picture = () => {
    const focused = [...document.querySelectorAll('[data-annotator="editor"] [data-focused="true"]')];
    const words = focused.map((found) =>
      [
        found.dataset.entityId,
        found.dataset.relationId,
        found.dataset.label,
        found.dataset.status,
        found.dataset.relationId ? "" : found.textContent,
      ].join("|"),
    );
    const offer = document.querySelector(".an-popover:not([hidden])");
    return `${words.join(" ")} ${offer ? "offer" : ""} ${document.querySelectorAll("[data-entity-id]").length}`;
  };

  const measure = (event) => {
    if (["Shift", "Alt", "Control"].includes(event.key)) return;
    const record = { type: event.type, key: event.key ?? "", at: performance.timeOrigin + event.timeStamp };
    worked = 0;
    painted((now) => {
      record.took = now - event.timeStamp;
      record.worked = worked;
      record.picture = probe.picture();
      probe.records.push(record);
    });
  };
  for (const type of ["keydown", "pointerup"]) addEventListener(type, measure, { capture: true });

  /** Time spent in the page's own listeners of these events, with the style and layout that they cause. */
  const timed = (listener) =>
    function (event) {
      const began = performance.now();
      listener.call(this, event);
      editor()?.getBoundingClientRect();
      worked += performance.now() - began;
    };
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const ours =
      (type === "keydown" && this === document) || (type === "pointerup" && this instanceof HTMLElement);
    return add.call(this, type, ours && typeof listener === "function" ? timed(listener) : listener, options);
  };

  /** Note when the next article has its first mark on screen. */
  probe.expectArticle = (former) => {
    const look = () => {
      const root = editor();
      const id = root?.getAttribute("data-article-id");
      if (!id || id === former || !root.querySelector("[data-entity-id]")) return;
      observer.disconnect();
      painted((now) => probe.openings.push({ article: id, at: performance.timeOrigin + now }));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["data-article-id"],
    });
  };
  probe.expectArticle(null);
})();
