/**
 * Where in an article the reviewer wants to arrive. Asked for before it is opened, taken once it is shown;
 * kept for the page, as another editor may show the article than the one that asked.
 */

import { keep, placeIn } from "./address.js";

/** @typedef {import("./address.js").Place} Place */
/** @typedef {import("../session/review.js").Review} Review */

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

  /**
   * The place to begin at: the one asked for, which the address keeps from now on, else that of the address.
   * What stands there is focused.
   *
   * @param {Review} review
   * @returns {Place | null}
   */
  begin(review) {
    const asked = this.take(review.article.id);
    if (asked) keep(review.article.id, asked);
    const place = asked ?? whole(review, placeIn(review.article.id));
    const entity = place && entityAt(review.state.entities.values(), place);
    if (entity) review.focusOn({ kind: "entity", id: entity.id });
    return place;
  }
}

/**
 * A place that can be shown: of an empty one the word; none where the text has ended before.
 *
 * @param {Review} review
 * @param {Place | null} place
 * @returns {Place | null}
 */
function whole({ offsets, tokens }, place) {
  if (place === null || place.start >= offsets.length) return null;
  const [, wordEnd] = tokens.wordAt(place.start) ?? [0, place.start + 1];
  return { start: place.start, end: place.end > place.start ? Math.min(place.end, offsets.length) : wordEnd };
}

/**
 * The entity that is meant by a place: the one that is most like it of those over its beginning.
 *
 * @param {Iterable<import("../wire/types.js").Entity>} entities
 * @param {Place} place
 * @returns {import("../wire/types.js").Entity | null}
 */
export function entityAt(entities, { start, end }) {
  let best = null;
  let least = Infinity;
  for (const entity of entities) {
    if (entity.start > start || entity.end <= start) continue;
    const distance = start - entity.start + Math.abs(end - entity.end);
    if (distance < least) [best, least] = [entity, distance];
  }
  return best;
}
