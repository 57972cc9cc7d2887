/**
 * The review page's editor: takes keys and clicks, asks the Review, and has the page draw what changed.
 */

import { follow } from "./address.js";
import { followWidth, isStacked } from "./arrangement.js";
import { Ahead } from "./ahead.js";
import { ArticleTimer } from "./article_timer.js";
import { AttributeBar } from "./attribute_bar.js";
import { followAttributeClicks } from "./attribute_click.js";
import { Collisions } from "./collisions.js";
import { element, setAttribute } from "./elements.js";
import { merged, sameItem } from "./events.js";
import { followHover } from "./hover.js";
import { atOnce } from "./idle.js";
import { Journey } from "./journey.js";
import { buttonsFor, captionOf } from "./key_captions.js";
import { highlight } from "./highlights.js";
import { layoutWatch } from "./layout_watch.js";
import { Messages } from "./messages.js";
import { PlaceKeeper } from "./place_keeper.js";
import { bringIntoSight, keepPlace } from "./reading_place.js";
import { Pace } from "./pace.js";
import { Page } from "./page.js";
import { followPointer } from "./pointer.js";
import { run } from "./screen_commands.js";
import { rangeOf } from "./selection.js";
import { itemKey } from "./state.js";
import { StatusBar } from "./status_bar.js";
import { applyTheme, themeAround, watchTheme } from "./theme.js";
import { Tools } from "./tools.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").ReviewEvent} ReviewEvent */
/** @typedef {import("./store.js").Review} Review */

/** Pixels kept between the focus and the edges of the text. */
const ROOM = 56;

export class Editor {
  /**
   * @param {HTMLElement} parent
   * @param {Review} review
   * @param {{asker: import("./asker.js").Asker, settings: import("./settings.js").Settings,
   *   arrival: import("./arrival.js").Arrival, declined: import("./declined.js").Declined, places: import("./places.js").Places}} given
   *   asker: what the server is asked beside the save path
   */
  constructor(parent, review, { asker, settings, arrival, declined, places }) {
    this.review = review;
    this.asker = asker;
    this.arrival = arrival;
    this.settings = settings;
    this.declined = declined;
    this.root = element("section", { "data-annotator": "editor", "aria-label": "Review" });
    this.pane = element("div", { class: "an-pane", tabindex: "0", role: "region" });
    this.messages = new Messages();
    this.status = new StatusBar((command) => this.perform({ command }));
    this.tools = new Tools(this);
    this.attributes = new AttributeBar((name) => this.perform({ command: "attribute", name }));
    this.collisions = new Collisions(this);
    this.journey = new Journey(this);
    this.pace = new Pace(review.outbox.clock);
    this.timer = new ArticleTimer(this.pace, review.outbox.clock, (seconds, paused) => this.status.showTimer(seconds, paused));
    this.place = new PlaceKeeper(this, places);
    this.layout = layoutWatch(this.pane, () => {
      this.page.focusView.connect();
      this.tools.relate.recentre();
    });
    /** @type {ReviewEvent | null} what happened while a command runs */
    this.collected = null;
    this.running = 0;
    this.still = false;
    this.shownPlace = false;
    this.#applySettings();
    parent.replaceChildren(this.root);
    this.ahead = new Ahead((subject) => this.#makePage({ ...subject, focus: null }).drawing());
    if (review.prefetch) review.prefetch.onSubject = (subject) => this.ahead.prepare(subject);
    this.page = this.#open();
    this.#begin();
    this.stops = [
      review.subscribe((event) => this.#notice(event)), watchTheme(this.root, () => this.#showTheme()), followPointer(this), followHover(this),
      followAttributeClicks(this), settings.subscribe(() => keepPlace(this.page, () => this.#applySettings())),
      followWidth(() => this.#applySettings()),
    ];
  }

  get text() {
    return this.page.text;
  }

  /** The server's picture. @param {import("./types.js").EditorData} data */
  receive(data) {
    this.together(() => this.review.receive(data));
    this.collisions.showAll();
    this.tools.history.refresh();
  }

  /** What the server has written. @param {import("./types.js").Acknowledgement} ack */
  acknowledge(ack) {
    this.together(() => this.review.acknowledge(ack));
    this.tools.history.refresh();
  }

  /** Stop listening; the next editor takes the place. */
  close() {
    for (const stop of [...this.stops, this.layout.stop, this.place.stop]) stop();
    this.timer.stop();
    this.review.close();
    this.root.remove();
  }

  /**
   * Run a command; everything that it changes is drawn once, at its end.
   *
   * @param {import("./types.js").Command} command
   * @returns {boolean} whether there is such a command
   */
  perform(command) {
    this.messages.clear();
    if (this.shownPlace) highlight("an-current", []);
    this.shownPlace = false;
    this.touch();
    return this.together(() => run(this, command));
  }

  /** The reviewer is at work. */
  touch() {
    this.review.touch();
    this.pace.touch();
    this.timer.wake();
    this.place.rest();
  }

  /**
   * Draw once what several steps change.
   *
   * @template T
   * @param {() => T} job
   * @returns {T}
   */
  together(job) {
    this.running += 1;
    try {
      return job();
    } finally {
      this.running -= 1;
      if (this.running === 0) this.#flush();
    }
  }

  /**
   * @param {import("./types.js").Operation} operation
   * @returns {boolean} whether it was allowed
   */
  dispatch(operation) {
    return this.take(this.review.dispatch(operation));
  }

  /**
   * Say why something was refused.
   *
   * @param {import("./types.js").Result | null} result
   * @returns {boolean} whether it was allowed
   */
  take(result) {
    if (!result || result.refused === null) return true;
    this.messages.refuse(result.refused);
    return false;
  }

  /**
   * The pointer chose an item.
   *
   * @param {Item} item
   * @param {{still?: boolean}} [how] still: it is under the pointer, so the text must not move
   */
  pick(item, { still = false } = {}) {
    this.#byPointer(still, () => {
      const { relate } = this.tools;
      if (item.kind === "entity" && relate.isOpen) return relate.target(item.id);
      this.tools.leave();
      this.review.focusOn(item);
    });
  }

  /** The pointer dropped an end of a relation. @param {() => void} job */
  pickEnd(job) {
    this.messages.clear();
    this.#byPointer(true, job);
  }

  /** @param {boolean} still @param {() => void} job */
  #byPointer(still, job) {
    this.touch();
    this.still = still;
    this.together(job);
    this.still = false;
  }

  /** Focus an item and bring it into sight, wherever the reviewer is. @param {Item} item */
  goTo(item) {
    this.touch();
    this.pane.focus({ preventScroll: true });
    this.together(() => this.review.focusOn(item));
    this.page.showFocus(this.review.focus, ROOM);
  }

  /** Show a stretch of the text until something else is done. @param {import("./arrival.js").Place} place */
  showPlace(place) {
    const range = rangeOf(this.text, place);
    this.pane.focus({ preventScroll: true });
    highlight("an-current", [range]);
    this.page.revealRange(range);
    this.page.keepKeyboard(this.review.focus);
    this.shownPlace = true;
  }

  /** Show the keys that make sense now. */
  modeChanged() {
    const { mode } = this.tools;
    const { focus, schema } = this.review;
    setAttribute(this.root, "data-mode", mode);
    this.attributes.show(schema, this.review.state, focus);
    const always = { complete: captionOf("complete", schema), menu: captionOf("menu", schema) };
    this.status.showKeys(buttonsFor(mode, focus?.kind ?? null, schema), always);
  }

  /** The entity labels to choose from. */
  entityOptions() {
    const { hue } = this.page;
    return this.review.schema.entity_labels.map(({ label, title, key }) => ({ value: label, title: title || label, key, hue: hue(label) }));
  }

  /** @param {import("./page.js").Shown} shown */
  #makePage(shown) {
    const perform = (/** @type {string} */ command) => void this.perform({ command });
    return new Page(shown, this.pane, (item) => this.pick(item), perform, {
      cameFrom: () => this.journey.cameFrom,
      onChip: ({ entity, command }) => (command === "back" ? perform(command) : this.together(() => this.journey.to(entity))),
    });
  }

  /** Show an article: as it was drawn ahead, or else drawn now. */
  #open() {
    const { article } = this.review.data;
    const page = this.ahead.take(this.review.state) ?? atOnce(this.#makePage(this.review).drawing());
    page.review = this.review;
    this.pane.replaceChildren(page.column);
    this.pane.scrollTop = 0;
    page.detail.place(this.attributes.root);
    this.layout.watch(page.column);
    setAttribute(this.pane, "aria-label", article.title || article.id);
    setAttribute(this.root, "data-article-id", article.id);
    if (this.review.trail.size > 0) follow(article.id);
    const { above, below } = page.focusView.chips.roots;
    const { messages, status, tools } = this;
    page.list.root.firstElementChild?.append(tools.history.opener);
    this.root.replaceChildren(this.pane, above, below, page.list.root, status.root, messages.root, messages.spoken, ...tools.elements);
    return page;
  }

  /** After an article has been drawn. */
  #begin() {
    this.#showTheme();
    this.#showSaving();
    this.modeChanged();
    this.#beginAtPlace();
    this.collisions.showAll();
    this.tools.history.follow();
  }

  /** The place that was asked for; else where the article was left, else its first item to decide. */
  #beginAtPlace() {
    const kept = this.place.open();
    const asked = this.arrival.begin(this.review);
    const { focus } = this.review;
    const back = asked === null ? kept : null;
    this.page.showFocus(focus, back === null ? ROOM : null);
    if (back !== null) bringIntoSight(this.page, back);
    if (back !== null) this.page.list.reveal();
    if (asked !== null) this.showPlace(asked);
    this.place.see(focus);
    this.pace.begin(kept?.spent ?? 0);
    this.timer.tick();
  }

  #flush() {
    const event = this.collected;
    this.collected = null;
    if (event) this.#render(event);
    this.tools.missed.draw();
    this.modeChanged();
  }

  /** @param {ReviewEvent} event */
  #notice(event) {
    const whole = this.collected ? merged(this.collected, event) : event;
    if (this.running > 0) this.collected = whole;
    else this.#render(whole);
  }

  /** @param {ReviewEvent} event */
  #render(event) {
    if (event.reset) this.#reset();
    else this.#update(event);
    this.#showSaving();
    for (const notice of event.notices) this.#tell(notice);
  }

  #reset() {
    this.place.leave();
    this.tools.leave();
    this.tools.missed.reset();
    this.journey.forget();
    this.messages.reset();
    this.page = this.#open();
    this.#begin();
  }

  /** @param {ReviewEvent} event */
  #update({ changed, focus, previousFocus, review }) {
    const moved = !sameItem(focus, previousFocus);
    if (changed.size > 0) this.tools.missed.changed();
    if (changed.size > 0) this.page.update(changed);
    else if (review) this.page.showCounts();
    if (moved || changed.size > 0) {
      // before anything is measured: they take room from the sentence above them
      this.attributes.show(this.review.schema, this.review.state, focus);
      // what was edited is looked at already: it only has to be in sight; what comes next wants room around it
      const edited = focus !== null && changed.has(itemKey(focus.kind, focus.id));
      this.page.showFocus(focus, this.still ? null : edited ? 0 : moved ? ROOM : null);
    }
    this.place.see(focus);
    if (changed.size > 0 && previousFocus) this.messages.say(this.page.inWords(previousFocus));
  }

  #showSaving() {
    const { status, saved, pending, message } = this.review.outbox.state;
    setAttribute(this.root, "data-saved", saved ? "true" : "false");
    this.status.showSaving(status, pending, message);
    this.status.showProgress(this.review.progress, this.pace.seconds);
  }

  #showTheme() {
    applyTheme(this.root, this.review.schema, themeAround(this.root));
  }

  /** Typeface and size: settings.css says what they mean. */
  #applySettings() {
    for (const name of ["face", "size"]) setAttribute(this.root, `data-${name}`, this.settings.get(name));
    setAttribute(this.root, "data-stacked", isStacked(globalThis.innerWidth, this.settings.get("size")));
  }

  /** @param {import("./types.js").Notice} notice */
  #tell({ kind, seq, reason, elsewhere }) {
    if (elsewhere !== null) return this.#tellOfAnother(elsewhere, reason);
    if (kind === "collided") return this.collisions.show(seq, reason);
    this.messages.ask(reason, [{ title: "Close", action: () => undefined }], "refused");
  }

  /** @param {{article_id: string, title: string}} article that was left already @param {string} reason */
  #tellOfAnother({ article_id, title }, reason) {
    const answers = [
      { title: "Go back to it", action: () => this.review.navigate({ article_id }) },
      { title: "Stay here", action: () => undefined },
    ];
    this.messages.ask(`In “${title}”: ${reason}`, answers, "refused", { stays: true });
  }
}
