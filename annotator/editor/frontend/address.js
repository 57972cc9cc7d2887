/**
 * The address of the page names the article on screen, also before the server has been told of it: a page loaded again
 * shows what was on it.
 */

/** @typedef {Pick<Window, "location" | "history">} Page */

/**
 * @param {string} articleId
 * @param {Page} [page]
 */
export function follow(articleId, page = globalThis.window) {
  const address = new URL(page.location.href);
  if (address.searchParams.get("article") === articleId) return;
  address.searchParams.set("article", articleId);
  page.history.pushState({}, "", address.pathname + address.search);
}
