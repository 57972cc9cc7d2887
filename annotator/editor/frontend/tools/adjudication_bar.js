/**
 * While an article of several reviewers is made one: what each of them has at the place that is looked at,
 * side by side above the text. One key takes a version, both or neither; every other key works on the items
 * as always.
 */

import { askWhy } from "./dialogs.js";
import { button, element, keyCap, setAttribute, setText } from "../look/elements.js";
import { captionOf } from "../keys/captions.js";
import { isOpen, itemToFocus, linesOf, placeToShow, stepsOf } from "../model/disagreements.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("../model/disagreements.js").Choice} Choice */

/** Pixels kept between the focus and the edges of the text. */
const ROOM = 56;

export class AdjudicationBar {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("./tool.js").Job>>} */
    this.commands = {
      take: ({ index }) => this.take(index ?? 0),
      "take-both": () => this.take("both"),
      "take-neither": () => this.take("neither"),
      why: () => this.askWhy(),
    };
    this.count = element("b", {});
    this.reason = element("span", { class: "an-quiet", dir: "auto" });
    this.versions = element("div", { class: "an-versions" });
    this.others = element("div", { class: "an-version-keys" });
    const head = element("div", { class: "an-versions-head" }, this.count, this.reason, this.others);
    this.root = element(
      "section",
      { class: "an-adjudication", "aria-label": "Where reviewers differ", hidden: true },
      head,
      this.versions,
    );
    /** Why the next choice is as it is; empty: not said. */
    this.why = "";
    this.drawn = "";
  }

  /** @returns {import("../wire/types.js").Mode | null} */
  get mode() {
    return this.isLeft ? "adjudicate" : null;
  }

  /** Whether something is left to decide between versions. */
  get isLeft() {
    return !this.root.hidden && !this.root.hasAttribute("data-decided");
  }

  /** Another article, or another picture of it: go to the first place that is open. */
  begin() {
    this.why = "";
    const { review } = this.editor;
    const { adjudication } = review.data;
    setAttribute(this.editor.root, "data-adjudicated", Boolean(adjudication));
    this.draw();
    const at = this.isLeft && adjudication ? placeToShow(adjudication, review.state, null) : -1;
    if (adjudication && at >= 0) review.focusOn(itemToFocus(adjudication.places[at], review.state));
  }

  /** Take the version of a reviewer, both or neither, and go on to the next place. @param {Choice} choice */
  take(choice) {
    const { review, page, messages } = this.editor;
    const { adjudication } = review.data;
    const at = adjudication ? placeToShow(adjudication, review.state, review.focus) : -1;
    if (!adjudication || at < 0) return messages.refuse("reviewers agree on everything that is left");
    if (typeof choice === "number" && choice >= adjudication.reviewers.length) {
      return messages.refuse(`there are ${adjudication.reviewers.length} versions`);
    }
    const operations = stepsOf(adjudication.places[at], choice, review.state, review.schema);
    const comment = this.why;
    if (
      !this.editor.dispatch(
        comment === "" ? { op: "batch", operations } : { op: "batch", operations, comment },
      )
    )
      return;
    this.why = "";
    const next = placeToShow(adjudication, review.state, null, at);
    if (next < 0) return;
    review.focusOn(itemToFocus(adjudication.places[next], review.state));
    page.showFocus(review.focus, ROOM);
  }

  /** Say why the next choice is as it is. */
  askWhy() {
    const { tools } = this.editor;
    tools.open((host, onClose) =>
      askWhy(
        host,
        this.why,
        (words) => {
          this.why = words;
          this.draw();
        },
        onClose,
      ),
    );
  }

  /** After every command. */
  draw() {
    const { review, page } = this.editor;
    const { adjudication } = review.data;
    const at =
      adjudication && !review.data.locked ? placeToShow(adjudication, review.state, review.focus) : -1;
    this.root.hidden = !adjudication || Boolean(review.data.locked);
    setAttribute(this.root, "data-decided", at < 0);
    if (!adjudication || this.root.hidden) return;
    if (at < 0) return this.#showDecided(adjudication.places.length);
    const place = adjudication.places[at];
    const sides = adjudication.reviewers.map((_, reviewer) => linesOf(place, reviewer, review.state, page));
    const left = adjudication.places.filter((found) => isOpen(found, review.state)).length;
    setText(this.count, `Place ${at + 1} of ${adjudication.places.length}, ${left} to decide`);
    setText(this.reason, this.why === "" ? "" : `because: ${this.why}`);
    const drawn = JSON.stringify([at, adjudication.reviewers, sides]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.versions.replaceChildren(
      ...adjudication.reviewers.map((name, reviewer) => this.#version(name, reviewer, sides[reviewer])),
    );
    this.others.replaceChildren(...this.#others(adjudication.reviewers.length));
  }

  /** The bar stays, so that the text does not jump. @param {number} places */
  #showDecided(places) {
    this.drawn = "";
    const { schema } = this.editor.review;
    setText(
      this.count,
      places === 0 ? "The reviewers agree on everything" : `All ${places} places are decided`,
    );
    setText(this.reason, "");
    this.others.replaceChildren();
    const words = element(
      "p",
      { class: "an-quiet" },
      keyCap(captionOf("complete", schema)),
      " completes the article, ",
      keyCap(captionOf("undo", schema)),
      " takes the last choice back",
    );
    this.versions.replaceChildren(words);
  }

  /**
   * @param {string} name
   * @param {number} reviewer
   * @param {{label: string, words: string}[]} lines
   */
  #version(name, reviewer, lines) {
    const told = lines.map(({ label, words }) =>
      element(
        "span",
        { class: "an-version-item" },
        element("i", {}, label),
        element("b", { dir: "auto" }, words),
      ),
    );
    const nothing = element("span", { class: "an-quiet" }, "nothing");
    return button(
      { class: "an-version", "data-command": "take", "data-index": reviewer },
      () => this.editor.perform({ command: "take", index: reviewer }),
      element(
        "span",
        { class: "an-version-name" },
        keyCap(String(reviewer + 1)),
        element("span", { dir: "auto" }, name),
      ),
      ...(told.length > 0 ? told : [nothing]),
    );
  }

  /** @param {number} versions */
  #others(versions) {
    const { schema } = this.editor.review;
    const made = (/** @type {string} */ command, /** @type {string} */ title) =>
      button(
        { "data-command": command },
        () => this.editor.perform({ command }),
        keyCap(captionOf(command, schema)),
        title,
      );
    return [
      made("take-both", versions > 2 ? "all" : "both"),
      made("take-neither", versions > 2 ? "none" : "neither"),
      made("why", "say why"),
    ];
  }
}
