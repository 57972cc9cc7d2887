/**
 * Where in an article the reviewer wants to arrive. Asked for before it is opened, taken once it is shown; kept for the
 * page, as another editor may show the article than the one that asked.
 */

/** @typedef {{start: number, end: number}} Place code points, half-open */

export class Arrival {
  constructor() {
    /** @type {{articleId: string, place: Place} | null} */
    this.wanted = null;
  }

  /** @param {string} articleId @param {Place} place an empty one: the beginning */
  expect(articleId, place) {
    this.wanted = { articleId, place };
  }

  /**
   * The place in the article that is shown now; any other wish is over with it.
   *
   * @param {string} articleId
   * @returns {Place | null}
   */
  take(articleId) {
    const { wanted } = this;
    this.wanted = null;
    return wanted?.articleId === articleId && wanted.place.start < wanted.place.end ? wanted.place : null;
  }
}
