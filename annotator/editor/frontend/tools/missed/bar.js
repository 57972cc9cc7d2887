/**
 * After the last decision, and with Shift+M: what is probably missing, asked one after the other in a slim
 * bar over the text. It is looked for while the browser is idle; what is asked about is marked without
 * touching the text. While it is asked the question has the focus, and no item: what is typed in the rhythm
 * of deciding answers nothing.
 */

import { button, element, keyCap, setAttribute, setText } from "../../look/elements.js";
import { clearHighlights, highlight } from "../../look/highlights.js";
import { captionOf } from "../../keys/captions.js";
import { whenIdle } from "../../sync/idle.js";
import { answered, questions } from "./questions.js";
import { nextPending } from "../../model/order.js";
import { inWords, stretchesOf } from "./words.js";
import { rangeOf } from "../../view/selection.js";

/** @typedef {import("../tool.js").Stage} Stage */
/** @typedef {import("./questions.js").Question} Question */

/** A key typed ahead must not answer what has only just appeared by itself (ms). */
const UNREAD = 450;
/** Pixels of the text that the bar covers. */
const FOOT = 84;

export class MissedBar {
  /** @param {Stage} editor @param {import("../relation_hints.js").Relate} relate */
  constructor(editor, relate) {
    this.editor = editor;
    /** @type {Readonly<Record<string, import("../tool.js").Job>>} */
    this.commands = {
      missed: () => this.begin(),
      "missed-yes": () => this.accept(),
      "missed-no": () => this.refuse(),
    };
    this.relate = relate;
    this.declined = editor.declined;
    this.words = element("span", { class: "an-missed-words" });
    this.count = element("span", { class: "an-quiet" });
    const run = (/** @type {string} */ command) => () => editor.perform({ command });
    this.yes = button(
      { "data-command": "missed-yes", "data-main": true },
      run("missed-yes"),
      ...this.#keyed("missed-yes", "yes"),
    );
    const no = button({ "data-command": "missed-no" }, run("missed-no"), ...this.#keyed("missed-no", "no"));
    const enough = button({ "data-command": "cancel" }, run("cancel"), keyCap("Esc"), "enough");
    this.root = element(
      "div",
      { class: "an-missed", role: "group", tabindex: -1, "aria-label": "Probably missing", hidden: true },
      this.words,
      this.count,
      this.yes,
      no,
      enough,
    );
    /** @type {Question[]} what is left to ask, the present question first */
    this.asked = [];
    this.answers = 0;
    this.wanted = false;
    /** The reviewer has had enough of it, in this article. */
    this.enough = false;
    /** @type {() => void} */
    this.stop = () => undefined;
    /** @type {HTMLElement[]} */
    this.ringed = [];
    /** What is shown has to be drawn again. */
    this.stale = false;
    /** @type {string | null} the question last scrolled to */
    this.shown = null;
    /**
     * What gave the focus to the question.
     *
     * @type {{article: string, item: import("../../wire/types.js").Item} | null}
     */
    this.held = null;
  }

  /** What stands on a button. @param {string} command @param {string} words */
  #keyed(command, words) {
    return [keyCap(captionOf(command, this.editor.review.schema)), words];
  }

  /** @returns {import("../../wire/types.js").Mode | null} */
  get mode() {
    return this.isOpen ? "missed" : null;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Shift+M: begin now, whatever is left to decide. */
  begin() {
    this.wanted = true;
    this.enough = false;
    this.answers = 0;
    this.#look();
  }

  /**
   * Items were changed: what is missing may be another thing now. Cheap: all work waits for an idle browser.
   */
  changed() {
    this.stale ||= this.isOpen;
    if (this.isOpen || (!this.enough && this.editor.settings.get("missed") === "on")) this.#look();
  }

  /** Another article. */
  reset() {
    this.cancel();
    this.stop();
    this.enough = false;
    this.answers = 0;
  }

  /** Leave the bar for something else. */
  cancel() {
    this.wanted = false;
    if (!this.isOpen) return;
    this.asked = [];
    this.shown = null;
    this.root.hidden = true;
    clearHighlights("an-missed");
    this.#ring([]);
    this.#giveFocusBack();
  }

  /** What is about an item is done with none while a question is asked. @returns {true} */
  tellKeys() {
    const { messages, review } = this.editor;
    const [yes, no] = ["missed-yes", "missed-no"].map((command) => captionOf(command, review.schema));
    messages.refuse(`this asks what is missing: ${yes} yes, ${no} no, Esc leaves it`, "told");
    return true;
  }

  #takeFocus() {
    const { review } = this.editor;
    if (review.focus === null) return;
    this.held = { article: review.article.id, item: review.focus };
    review.focusOn(null);
  }

  /**
   * What has the focus again once nothing is asked any more.
   *
   * @returns {import("../../wire/types.js").Item | null}
   */
  get heldFocus() {
    return this.held?.article === this.editor.review.article.id ? this.held.item : null;
  }

  #giveFocusBack() {
    const item = this.heldFocus;
    const { review } = this.editor;
    this.held = null;
    if (item !== null && review.focus === null) review.focusOn(item);
  }

  /** Escape: nothing more in this article, unless asked for. */
  leave() {
    this.enough = true;
    this.stop();
    this.cancel();
    this.editor.modeChanged();
  }

  /** Take what is asked about; where several labels are legal they are offered. */
  accept() {
    const [question] = this.asked;
    const { review } = this.editor;
    if (!question || this.#unread()) return;
    if (question.kind === "none") {
      this.cancel();
      review.focusOn({ kind: "entity", id: question.one });
      return this.relate.begin("tail");
    }
    const operation = answered(question, review.newId());
    if (operation) return this.#take(operation);
    if (question.kind === "relation") this.#offer(question);
  }

  /** Say no, for good. */
  refuse() {
    const [question] = this.asked;
    if (!question || this.#unread()) return;
    this.declined.add(this.editor.review.article.id, question.key);
    this.#next();
  }

  /** @param {import("../../wire/types.js").Operation} operation */
  #take(operation) {
    // what could not be added is not asked again at once either
    this.editor.dispatch(operation);
    this.#next();
  }

  #next() {
    this.asked = this.asked.slice(1);
    this.answers += 1;
    this.stale = true;
  }

  /** Nobody has asked for it: whoever types on has not read it yet. */
  #appear() {
    const { clock } = this.editor.review.outbox;
    setAttribute(this.root, "data-unread", true);
    clock.setTimeout(() => setAttribute(this.root, "data-unread", false), UNREAD);
  }

  #unread() {
    return this.root.hasAttribute("data-unread");
  }

  /** @param {import("./questions.js").RelationQuestion} question */
  #offer(question) {
    const { page, review, tools } = this.editor;
    const labels = new Map(review.schema.relation_labels.map((found) => [found.label, found]));
    tools.choose({
      title: inWords(question, page, review.schema).sentence,
      options: question.found.ways.map(({ label }) => ({
        value: label,
        title: labels.get(label)?.title || label,
        key: labels.get(label)?.key ?? null,
      })),
      anchor: page.anchorOf(question.found.other.id),
      filter: false,
      onChoose: (label) => {
        const operation = answered(question, review.newId(), label);
        if (operation) this.#take(operation);
      },
      onCancel: () => this.editor.modeChanged(),
    });
  }

  #look() {
    this.stop();
    this.stop = whenIdle(this.#steps(), (found) => this.editor.together(() => this.#found(found)));
  }

  /** @returns {Generator<undefined, Question[] | null>} null: nothing is to be asked now */
  *#steps() {
    yield;
    const { review, page } = this.editor;
    const { state, schema, offsets, tokens, article } = review;
    if (!this.wanted && !this.isOpen && !asksUnasked(review)) return null;
    /** @type {Set<string> | undefined} read at the end, when all are there: a no may be said while we look */
    let declined;
    const isDeclined = (/** @type {string} */ key) => (declined ??= this.declined.of(article.id)).has(key);
    return yield* questions({ state, schema, offsets, tokens, lines: page.text.lines }, isDeclined);
  }

  /** @param {Question[] | null} found */
  #found(found) {
    const { mode } = this.editor.tools;
    // what is open now goes before; the next decision looks again
    if (found === null || (mode !== "normal" && mode !== "missed")) return;
    const former = this.asked[0]?.key;
    const wanted = this.wanted;
    const opened = !this.isOpen;
    this.wanted = false;
    if (opened) this.answers = 0;
    this.asked = found;
    if (opened && !wanted) this.#appear();
    if (opened && wanted && found.length === 0)
      this.editor.messages.refuse("nothing seems to be missing", "told");
    else if (opened || found[0]?.key !== former) this.stale = true;
    else this.#counted();
  }

  /** Rings of dots around the marks that a question is about. @param {readonly string[]} ids */
  #ring(ids) {
    for (const mark of this.ringed) setAttribute(mark, "data-missed", null);
    this.ringed = ids.flatMap((id) => this.editor.text.marksOf(id));
    for (const mark of this.ringed) setAttribute(mark, "data-missed", "");
  }

  #counted() {
    setText(this.count, `${this.answers + 1} of ${this.answers + this.asked.length}`);
  }

  /** Draw what is asked, after everything else has been drawn: the text under it may have been made anew. */
  draw() {
    if (this.isOpen) this.#takeFocus();
    if (this.isOpen && document.activeElement === document.body) this.root.focus({ preventScroll: true });
    if (!this.stale) return;
    this.stale = false;
    const [question] = this.asked;
    const { page, review, text, messages } = this.editor;
    if (!question) return this.cancel();
    const { parts, sentence, yes } = inWords(question, page, review.schema);
    this.words.replaceChildren(
      ...parts.map(({ words, strong }) => (strong ? element("b", { dir: "auto" }, words) : words)),
    );
    this.yes.replaceChildren(...this.#keyed("missed-yes", yes));
    this.#counted();
    this.root.hidden = false;
    this.#takeFocus();
    setAttribute(this.root, "data-kind", question.kind);
    const ranges = stretchesOf(question).map((stretch) => rangeOf(text, stretch));
    highlight("an-missed", ranges);
    this.#ring(question.kind === "relation" ? [question.found.one.id, question.found.other.id] : []);
    if (question.key === this.shown) return;
    this.shown = question.key;
    for (const range of ranges.toReversed()) page.revealRange(range, FOOT);
    messages.say(sentence);
  }
}

/**
 * Whether a reviewer is asked who has not asked for it: after the last decision on proposals. Who marks
 * everything without any (a blind review) is not led to what the machine or a rule would have.
 *
 * @param {import("../../session/review.js").Review} review
 */
function asksUnasked({ data, state }) {
  if (data.review.mode === "blind" || state.status === "complete" || nextPending(state, null, 1) !== null)
    return false;
  for (const entity of state.entities.values()) if (entity.origin === "machine") return true;
  return false;
}
