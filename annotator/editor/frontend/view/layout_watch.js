/**
 * Arcs and chips follow when the text scrolls or is laid out anew; at most once a frame.
 */

/**
 * @param {HTMLElement} pane the scroll area
 * @param {() => void} draw
 * @returns {{watch: (column: Element) => void, stop: () => void}}
 */
export function layoutWatch(pane, draw) {
  let asked = 0;
  const again = () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      draw();
    });
  };
  const observer = new ResizeObserver(again);
  pane.addEventListener("scroll", again, { passive: true });
  return {
    watch: (column) => {
      observer.disconnect();
      observer.observe(pane);
      observer.observe(column);
    },
    stop: () => {
      observer.disconnect();
      pane.removeEventListener("scroll", again);
      cancelAnimationFrame(asked);
    },
  };
}
