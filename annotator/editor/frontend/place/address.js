/**
 * The address of the page names the article on screen, also before the server has been told of it: a page
 * loaded again shows what was on it. `at=START` or `at=START-END` beside it names a place in the text, in
 * code points, until the reviewer goes on from there.
 */

/** @typedef {Pick<Window, "location" | "history">} Page */
/** @typedef {{start: number, end: number}} Place code points, half-open */

const PLACE = /^(\d{1,9})(?:-(\d{1,9}))?$/;

/**
 * @param {string} articleId
 * @param {Page} [page]
 */
export function follow(articleId, page = globalThis.window) {
  const address = new URL(page.location.href);
  if (address.searchParams.get("article") === articleId) return;
  address.searchParams.set("article", articleId);
  address.searchParams.delete("at");
  page.history.pushState({}, "", address.pathname + address.search);
}

/**
 * The place that the address names in an article; an empty one where it says only where it begins.
 *
 * @param {string} articleId
 * @param {Page} [page]
 * @returns {Place | null}
 */
export function placeIn(articleId, page = globalThis.window) {
  const { searchParams } = new URL(page.location.href);
  const [, start, end] = PLACE.exec(searchParams.get("at") ?? "") ?? [];
  if (start === undefined || searchParams.get("article") !== articleId) return null;
  return { start: Number(start), end: Number(end ?? start) };
}

/**
 * The reviewer has gone on from the place: a page loaded again begins where they are then.
 *
 * @param {Page} [page]
 */
export function forgetPlace(page = globalThis.window) {
  const address = new URL(page.location.href);
  if (!address.searchParams.has("at")) return;
  address.searchParams.delete("at");
  page.history.replaceState(page.history.state, "", address.pathname + address.search);
}

/**
 * A page loaded again shall arrive at the place too.
 *
 * @param {string} articleId
 * @param {Place} place
 * @param {Page} [page]
 */
export function keep(articleId, { start, end }, page = globalThis.window) {
  const address = new URL(page.location.href);
  if (address.searchParams.get("article") !== articleId) return;
  address.searchParams.set("at", `${start}-${end}`);
  page.history.replaceState(page.history.state, "", address.pathname + address.search);
}
