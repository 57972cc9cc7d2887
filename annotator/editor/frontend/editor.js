/**
 * The review page's editor: takes keys and clicks, asks the Review, and has the page draw what changed.
 */

import { follow } from "./place/address.js";
import { Ahead } from "./view/draw_ahead.js";
import { Appearance } from "./view/appearance.js";
import { ArticleTimer } from "./view/article_timer.js";
import { AttributeBar } from "./view/attribute_bar.js";
import { followAttributeClicks } from "./view/attribute_click.js";
import { begin } from "./place/first_focus.js";
import { Collisions } from "./tools/collisions.js";
import { Dates } from "./session/dates.js";
import { element, setAttribute, setChildren } from "./look/elements.js";
import { sameItem } from "./session/events.js";
import { Gathering } from "./view/event_batch.js";
import { followHover } from "./input/hover.js";
import { atOnce } from "./sync/idle.js";
import { Journey } from "./place/relation_trail.js";
import { buttonsFor, captionOf } from "./keys/captions.js";
import { layoutWatch } from "./view/layout_watch.js";
import { Messages } from "./view/messages.js";
import { tell } from "./tools/notices.js";
import { PlaceKeeper } from "./place/place_keeper.js";
import { Pace } from "./session/work_time.js";
import { Page } from "./view/article_view.js";
import { Picking } from "./input/picking.js";
import { followPointer } from "./input/pointer.js";
import { Presence, inWords } from "./sync/presence.js";
import { run } from "./tools/screen_commands.js";
import { ShownPlace } from "./place/pointed_out.js";
import { itemKey } from "./model/state.js";
import { StatusBar } from "./view/status_bar.js";
import { Tools } from "./tools/tools.js";

/** @typedef {import("./wire/types.js").Item} Item */
/** @typedef {import("./wire/types.js").ReviewEvent} ReviewEvent */
/** @typedef {import("./session/review.js").Review} Review */

/** Pixels kept between the focus and the edges of the text. */
const ROOM = 56;

export class Editor {
  /**
   * @param {HTMLElement} parent
   * @param {Review} review
   * @param {{asker: import("./sync/asker.js").Asker, settings: import("./session/settings.js").Settings,
   *   arrival: import("./place/requested_place.js").Arrival, declined:
   *   import("./session/dismissed.js").Declined, places: import("./session/kept_places.js").Places}} given
   *   asker: what the server is asked beside the save path
   */
  constructor(parent, review, { asker, settings, arrival, declined, places }) {
    this.review = review;
    this.asker = asker;
    this.arrival = arrival;
    this.settings = settings;
    this.declined = declined;
    this.dates = new Dates(asker, () => this.page.showTimes());
    this.root = element("section", { "data-annotator": "editor", "aria-label": "Review" });
    this.pane = element("div", { class: "an-pane", tabindex: "0", role: "region" });
    this.messages = new Messages();
    this.status = new StatusBar((command) => this.perform({ command }));
    /** @type {Tools} */
    this.tools = new Tools(this);
    this.attributes = new AttributeBar((name) => this.perform({ command: "attribute", name }));
    this.collisions = new Collisions(this);
    /** @type {Journey} */
    this.journey = new Journey(this);
    this.pace = new Pace(review.outbox.clock);
    this.timer = new ArticleTimer(this.pace, review.outbox.clock, (seconds, paused) =>
      this.status.showTimer(seconds, paused),
    );
    this.presence = new Presence({
      asker,
      clock: review.outbox.clock,
      isSeen: () => !document.hidden,
      onKnown: (names) => this.status.showOthers(inWords(names)),
    });
    this.place = new PlaceKeeper(this, places);
    this.layout = layoutWatch(this.pane, () => {
      this.page.focusView.connect();
      this.tools.relate.recentre();
    });
    this.appearance = new Appearance(this);
    this.gathering = new Gathering({ draw: (event) => this.#render(event), finish: () => this.#finish() });
    /** @type {Picking} */
    this.picking = new Picking(this);
    this.shownPlace = new ShownPlace(this);
    this.appearance.apply();
    parent.replaceChildren(this.root);
    this.ahead = new Ahead((subject) => this.#makePage({ ...subject, focus: null }).drawing());
    if (review.prefetch) review.prefetch.onSubject = (subject) => this.ahead.prepare(subject);
    /** @type {Page} */
    this.page = this.#open();
    this.#begin();
    this.stops = [
      review.subscribe((event) => this.gathering.notice(event)),
      this.appearance.follow(),
      followPointer(this),
      followHover(this),
      followAttributeClicks(this),
    ];
  }

  get text() {
    return this.page.text;
  }

  /** The server's picture. @param {import("./wire/types.js").EditorData} data */
  receive(data) {
    this.dates.learn(data);
    this.together(() => this.review.receive(data));
    this.collisions.showAll();
    this.tools.history.refresh();
  }

  /** What the server has written. @param {import("./wire/types.js").Acknowledgement} ack */
  acknowledge(ack) {
    this.together(() => this.review.acknowledge(ack));
    this.tools.history.refresh();
  }

  /** Stop listening; the next editor takes the place. */
  close() {
    for (const stop of [...this.stops, this.layout.stop, this.place.stop]) stop();
    this.timer.stop();
    this.presence.stop();
    this.review.close();
    this.root.remove();
  }

  /**
   * Run a command; everything that it changes is drawn once, at its end.
   *
   * @param {import("./wire/types.js").Command} command
   * @returns {boolean} whether there is such a command
   */
  perform(command) {
    this.messages.clear();
    this.shownPlace.clear();
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
    return this.gathering.together(job);
  }

  /**
   * @param {import("./wire/types.js").Operation} operation
   * @returns {boolean} whether it was allowed
   */
  dispatch(operation) {
    return this.take(
      this.review.dispatch(operation),
      () => void this.together(() => this.dispatch(operation)),
    );
  }

  /**
   * Say why something was refused, or ask before it is done.
   *
   * @param {import("./wire/types.js").Result | null} result
   * @param {() => void} again does it once more
   * @returns {boolean} whether it was done
   */
  take(result, again) {
    if (!result || (result.refused === null && !result.asks)) return true;
    if (result.asks) this.messages.askFirst(result.asks, again);
    else this.messages.refuse(result.refused ?? "");
    return false;
  }

  /** Focus an item and bring it into sight, wherever the reviewer is. @param {Item} item */
  goTo(item) {
    this.touch();
    this.shownPlace.clear();
    this.pane.focus({ preventScroll: true });
    this.together(() => this.review.focusOn(item));
    this.page.showFocus(this.review.focus, ROOM);
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

  /** @param {import("./view/article_view.js").Shown} shown @returns {Page} */
  #makePage(shown) {
    this.dates.learn(shown.data);
    const perform = (/** @type {string} */ command) => void this.perform({ command });
    return new Page(
      shown,
      this.pane,
      (item) => this.picking.item(item),
      perform,
      {
        cameFrom: () => this.journey.cameFrom,
        onChip: ({ entity, command }) =>
          command === "back" ? perform(command) : this.together(() => this.journey.to(entity)),
      },
      this.dates,
    );
  }

  /** Show an article: as it was drawn ahead, or else drawn now. @returns {Page} */
  #open() {
    this.appearance.showTheme(); // reads a style: before there is anything to be styled
    const { article } = this.review.data;
    const page = this.ahead.take(this.review.state) ?? atOnce(this.#makePage(this.review).drawing());
    page.review = this.review;
    // of what is laid out already: behind the next line it would be laid out for this alone
    this.pane.scrollTop = 0;
    this.pane.replaceChildren(page.column);
    page.detail.place(this.attributes.root);
    this.layout.watch(page.column);
    setAttribute(this.pane, "aria-label", article.title || article.id);
    setAttribute(this.root, "data-article-id", article.id);
    if (this.review.trail.size > 0) follow(article.id);
    const { above, below } = page.focusView.chips.roots;
    const { messages, status, tools } = this;
    page.list.root.firstElementChild?.append(tools.history.opener);
    setChildren(this.root, [
      this.pane,
      above,
      below,
      page.list.root,
      status.root,
      messages.root,
      messages.spoken,
      ...tools.elements,
    ]);
    return page;
  }

  /** After an article has been drawn. */
  #begin() {
    this.#showSaving();
    this.tools.adjudication.begin();
    this.modeChanged();
    begin(this, ROOM);
    this.#showLocked();
    this.presence.open(this.review.article.id);
    this.collisions.showAll();
    this.tools.history.follow();
  }

  /** After every command. */
  #finish() {
    if (this.review.caution.pending === null) this.messages.unask();
    this.tools.missed.draw();
    this.tools.adjudication.draw();
    this.modeChanged();
  }

  /** @param {ReviewEvent} event */
  #render(event) {
    if (event.reset) this.#reset();
    else this.#update(event);
    this.#showSaving();
    for (const notice of event.notices) tell(this, notice);
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
    if (changed.size > 0) this.dates.want(this.review.data.article.published, this.page.datesAmong(changed));
    if (changed.size > 0) this.page.header.offer(null);
    if (changed.size > 0) this.page.update(changed);
    else if (review) this.page.showCounts();
    if (moved || changed.size > 0) {
      // before anything is measured: they take room from the sentence above them
      this.attributes.show(this.review.schema, this.review.state, focus);
      // what was edited is looked at already: it only has to be in sight; what comes next wants room around
      // it
      const edited = focus !== null && changed.has(itemKey(focus.kind, focus.id));
      this.page.showFocus(focus, this.picking.still ? null : edited ? 0 : moved ? ROOM : null);
    }
    this.place.see(focus ?? this.tools.missed.heldFocus);
    if (changed.size > 0 && previousFocus) this.messages.say(this.page.inWords(previousFocus));
  }

  /** Why it can only be read. */
  #showLocked() {
    const { locked, kept } = this.review.data;
    this.page.header.offer(kept === false && !locked ? () => void this.#keep() : null);
    setAttribute(this.root, "data-locked", Boolean(locked));
    if (locked)
      this.messages.ask(`You can read it only: ${locked}.`, [{ title: "Close", action: () => undefined }]);
  }

  /** Others are given other articles from now on. */
  async #keep() {
    const answer = await this.asker.ask("begin", { article_id: this.review.article.id }, { urgent: true });
    if (answer?.fault) this.messages.refuse(String(answer.fault));
    else this.page.header.offer(null);
  }

  #showSaving() {
    const { status, saved, pending, message } = this.review.outbox.state;
    setAttribute(this.root, "data-saved", saved ? "true" : "false");
    this.status.showSaving(status, pending, message);
    this.status.showProgress(this.review.progress, this.pace.seconds);
  }
}
