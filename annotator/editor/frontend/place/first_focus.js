/**
 * Where the reviewer stands once an article is on screen: at the place that was asked for; else where the
 * article was left, else at its first item to decide.
 */

import { bringIntoSight } from "../view/scroll_anchor.js";

/**
 * @typedef {import("../view/scene.js").Scene & {arrival: import("./requested_place.js").Arrival,
 *   pace: import("../session/work_time.js").Pace, place: import("./place_keeper.js").PlaceKeeper,
 *   shownPlace: import("./pointed_out.js").ShownPlace,
 *   timer: import("../view/article_timer.js").ArticleTimer}} Opening
 */

/**
 * @param {Opening} editor
 * @param {number} room pixels kept between the focus and the edges of the text
 */
export function begin(editor, room) {
  const { page, pace, place, review, timer } = editor;
  const kept = place.open();
  const asked = editor.arrival.begin(review);
  const { focus } = review;
  const back = asked === null ? kept : null;
  page.showFocus(focus, back === null ? room : null);
  if (back !== null) bringIntoSight(page, back);
  if (back !== null) page.list.reveal();
  if (asked !== null) editor.shownPlace.show(asked);
  place.see(focus);
  pace.begin(kept?.spent ?? 0);
  timer.tick();
}
