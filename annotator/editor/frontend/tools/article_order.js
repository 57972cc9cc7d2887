/**
 * The order of the queue, chosen in the settings. The server keeps it for the reviewer, in every browser; the
 * next article that is here already may be another one then, and is brought anew.
 */

import { element, setText } from "../look/elements.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {{order: string, seed: number, orders: {value: string, title: string}[]}} Chosen */

const NAME = "an-queue";

export class QueueChoice {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    this.choices = element("div", { class: "an-choices", "data-rows": "two" });
    this.note = element("p", { class: "an-quiet", role: "status" });
    this.root = element(
      "fieldset",
      {},
      element("legend", {}, "Which article comes next"),
      this.choices,
      this.note,
    );
    this.seed = 0;
    this.choices.addEventListener("change", (event) => {
      event.stopPropagation();
      void this.#ask({ order: /** @type {HTMLInputElement} */ (event.target).value, seed: this.seed });
    });
  }

  /** Show what is chosen. */
  begin() {
    void this.#ask(null);
  }

  /** @param {{order: string, seed: number} | null} choose */
  async #ask(choose) {
    const { asker, review } = this.editor;
    const answer = await asker.ask("queue", { choose }, { urgent: true });
    if (answer === null) return; // something newer is asked already
    const failed = choose === null ? "cannot be shown now" : "was not changed";
    setText(this.note, answer.fault === undefined ? "" : `The order ${failed}: ${answer.fault}.`);
    if (answer.fault !== undefined) return;
    this.#show(/** @type {Chosen} */ (/** @type {unknown} */ (answer)));
    if (choose !== null) review.prefetch?.renew(review.article.id);
  }

  /** @param {Chosen} chosen */
  #show({ order, seed, orders }) {
    this.seed = seed;
    if (this.choices.childElementCount === 0) {
      this.choices.append(
        ...orders.map(({ value, title }) => {
          const field = element("input", { type: "radio", name: NAME, value });
          return element("label", {}, field, element("span", {}, title));
        }),
      );
    }
    for (const field of this.choices.querySelectorAll("input")) field.checked = field.value === order;
  }
}
