/**
 * How long the article on screen has taken so far, and how long those took that were completed since the page
 * was loaded.
 */

import { Activity } from "./activity.js";

export class Pace {
  /** @param {import("../wire/types.js").Clock} clock */
  constructor(clock) {
    this.activity = new Activity(clock);
    /**
     * @type {Map<string, number>} milliseconds at work by completed article; one completed twice counts once
     */
    this.completed = new Map();
  }

  /** Average seconds at work an article, or null before the first one is completed. */
  get seconds() {
    const times = [...this.completed.values()];
    return times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0) / times.length / 1000;
  }

  /** Milliseconds at work on the article on screen. */
  get spent() {
    return this.activity.elapsed;
  }

  /** Whether its time stands, as nobody acts. */
  get paused() {
    return this.activity.paused;
  }

  /** The reviewer is at work. */
  touch() {
    this.activity.touch();
  }

  /** An article has been opened. @param {number} spent milliseconds at work on it before */
  begin(spent) {
    this.activity.begin(spent);
  }

  /** The article has been completed. @param {string} articleId */
  complete(articleId) {
    this.completed.set(articleId, this.spent);
  }
}
