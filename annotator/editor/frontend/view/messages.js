/**
 * What the editor has to say: refusals, collisions, and short words for screen readers.
 */

import { button, element, setText } from "../look/elements.js";

/** @typedef {{title: string, action: () => void}} Answer */

const SHOWN_FOR = 6000;

export class Messages {
  constructor() {
    this.root = element("div", { class: "an-messages" });
    this.spoken = element("div", { class: "an-hidden", role: "status", "aria-live": "polite" });
    /** @type {HTMLElement | null} */
    this.refusal = null;
    this.timer = 0;
    /** @type {HTMLElement | null} */
    this.question = null;
  }

  /**
   * Ask whether something shall be done; it stands until that is done, or something else.
   *
   * @param {import("../wire/types.js").Asked} asked
   * @param {() => void} action
   */
  askFirst({ sentence, yes }, action) {
    this.unask();
    this.question = element(
      "div",
      { class: "an-message", "data-tone": "asked", role: "alert" },
      element("span", {}, sentence),
      button({}, action, yes),
    );
    this.root.append(this.question);
  }

  /** Take the question away. */
  unask() {
    this.question?.remove();
    this.question = null;
  }

  /**
   * One line about what was refused; the next one takes its place, and any success takes it away.
   *
   * @param {string} sentence
   * @param {"told" | "refused" | "gold" | "lost"} [tone]
   */
  refuse(sentence, tone = "refused") {
    this.clear();
    this.refusal = element(
      "div",
      { class: "an-message", "data-tone": tone, role: "alert" },
      element("span", {}, sentence),
    );
    this.root.append(this.refusal);
    this.timer = window.setTimeout(() => this.clear(), SHOWN_FOR);
  }

  /** Take the last refusal away. */
  clear() {
    if (!this.refusal) return;
    window.clearTimeout(this.timer);
    this.refusal.remove();
    this.refusal = null;
  }

  /**
   * A message that stays until it is answered.
   *
   * @param {string} sentence
   * @param {readonly Answer[]} answers
   * @param {"told" | "refused"} [tone]
   * @param {{stays?: boolean}} [how] stays: it is not about the article on screen, so it outlives it
   */
  ask(sentence, answers, tone = "told", { stays = false } = {}) {
    const message = element(
      "div",
      { class: "an-message", "data-tone": tone, role: "alert" },
      element("span", {}, sentence),
    );
    for (const { title, action } of answers) {
      message.append(
        button(
          {},
          () => {
            message.remove();
            action();
          },
          title,
        ),
      );
    }
    if (stays) message.dataset.stays = "true";
    this.root.append(message);
  }

  /** Take away what is about the article that was on screen. */
  reset() {
    this.clear();
    this.unask();
    for (const message of [...this.root.children]) if (!message.hasAttribute("data-stays")) message.remove();
  }

  /**
   * For screen readers only.
   *
   * @param {string} words
   */
  say(words) {
    setText(this.spoken, words);
  }
}
