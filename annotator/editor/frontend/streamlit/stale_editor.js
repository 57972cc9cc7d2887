/**
 * An editor that stands on a page that has no article any more. Streamlit takes away what a run drew no
 * longer when that run ends; a browser that is busy may miss the end, and would leave the last article below
 * "All done", keys and all.
 */

/** When to look (ms) after the server has answered. */
const LOOKS = [500, 2000, 5000];
/** What the page draws instead of an article (ui/pages/no_article.py). */
const INSTEAD = ".st-key-annotator-message";

/**
 * Take the editor away where the page shows something instead of it.
 * @param {() => {root: Element} | null} editor the one that is there then
 * @param {{clock: import("../wire/types.js").Clock, page: {querySelector(query: string): unknown}}} given
 */
export function takeAwayLater(editor, { clock, page }) {
  for (const after of LOOKS) {
    clock.setTimeout(() => {
      if (page.querySelector(INSTEAD)) editor()?.root.remove();
    }, after);
  }
}
