/**
 * Keeps the reviewer's place in the article on screen: while they rest, and when they leave it.
 */

import { inSight } from "../view/scroll_anchor.js";

/** @typedef {import("../view/scene.js").Scene & {pace: import("../session/work_time.js").Pace}} Scene */
/** @typedef {import("../wire/types.js").Item} Item */

/**
 * Nobody has acted for this long (ms); shorter than what the next article is brought after, which may be left
 * at once.
 */
const REST = 300;

export class PlaceKeeper {
  /**
   * @param {Scene} editor
   * @param {import("../session/kept_places.js").Places} places
   */
  constructor(editor, places) {
    this.editor = editor;
    this.places = places;
    this.articleId = "";
    /** @type {Item | null} */
    this.focus = null;
    /** @type {import("../session/kept_places.js").Sight | null} null: has to be measured */
    this.sight = null;
    /** @type {any} */
    this.timer = null;
    const keep = () => this.keep();
    const scrolled = () => {
      this.sight = null;
      editor.touch();
    };
    editor.pane.addEventListener("scroll", scrolled, { passive: true });
    globalThis.addEventListener("pagehide", keep);
    this.stop = () => {
      editor.pane.removeEventListener("scroll", scrolled);
      globalThis.removeEventListener("pagehide", keep);
      this.#clock.clearTimeout(this.timer);
    };
  }

  /**
   * An article is on screen.
   *
   * @returns {import("../session/kept_places.js").Place | null} where it was left
   */
  open() {
    const { article } = this.editor.review;
    this.articleId = article.id;
    this.sight = null;
    return this.places.of(article.id);
  }

  /** What has the focus on screen. @param {Item | null} focus */
  see(focus) {
    this.focus = focus;
  }

  /** The reviewer is at work; when they pause, their place is kept. */
  rest() {
    this.#clock.clearTimeout(this.timer);
    this.timer = this.#clock.setTimeout(() => this.keep(), REST);
  }

  /** Another article takes the place of this one. */
  leave() {
    this.#put(0);
  }

  keep() {
    this.#put(this.editor.review.activity.elapsed);
  }

  /** @param {number} since */
  #put(since) {
    const { page, pace, pane } = this.editor;
    this.#clock.clearTimeout(this.timer);
    if (!pane.isConnected) return;
    this.sight ??= inSight(page);
    this.places.keep(this.articleId, {
      ...this.sight,
      focus: this.focus,
      spent: Math.round(pace.spent),
      since: Math.round(since),
    });
  }

  get #clock() {
    return this.editor.review.outbox.clock;
  }
}
