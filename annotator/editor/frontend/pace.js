/**
 * How long an article takes: active time from opening to completing, over this session.
 */

import { Activity } from "./activity.js";

export class Pace {
  /** @param {import("./types.js").Clock} clock */
  constructor(clock) {
    this.activity = new Activity(clock);
    this.articles = 0;
    this.total = 0;
  }

  /** Average active seconds an article, or null before the first one is completed. */
  get seconds() {
    return this.articles === 0 ? null : this.total / this.articles;
  }

  /** The reviewer is at work. */
  touch() {
    this.activity.touch();
  }

  /** An article has been opened. */
  begin() {
    this.activity.take();
  }

  /** The article has been completed. */
  complete() {
    this.articles += 1;
    this.total += this.activity.take();
  }
}
