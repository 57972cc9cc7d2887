/**
 * The quiet line at the bottom: saving, the keys that make sense now, progress and pace.
 */

import { button, element, keyCap, setAttribute, setText } from "../look/elements.js";

/** @typedef {import("../wire/types.js").SaveStatus} SaveStatus */
/** @typedef {{command: string, keys: string, title: string}} KeyButton */

/** @type {Readonly<Record<SaveStatus, string>>} */
const BADGES = { saved: "● Saved", saving: "○ Saving…", offline: "▲ Offline" };
/** @type {Readonly<Record<SaveStatus, string>>} */
const EXPLAINED = {
  saved: "Every decision is stored",
  saving: "Decisions are on their way",
  offline: "The server does not answer; decisions are kept in this browser and sent when it does",
};

export class StatusBar {
  /** @param {(command: string) => void} onCommand a click on one of the buttons */
  constructor(onCommand) {
    this.onCommand = onCommand;
    this.badge = element("span", { class: "an-badge", "data-state": "saved" }, BADGES.saved);
    this.others = element("span", { class: "an-others", role: "status", hidden: true });
    this.keys = element("div", { class: "an-keys", role: "group", "aria-label": "Keys" });
    this.fill = element("i", {});
    this.done = element("span", {});
    this.pace = element("span", { class: "an-pace" });
    this.timer = element("span", {
      class: "an-timer",
      title: "Time at work on this article; it stands while nobody acts",
    });
    this.complete = button({ "data-main": true, "data-command": "complete" }, () => onCommand("complete"));
    this.menu = button({ "data-command": "menu" }, () => onCommand("menu"));
    const settings = button(
      { "data-command": "settings", "aria-label": "Settings", title: "Settings" },
      () => onCommand("settings"),
      "Aa",
    );
    const bar = element("div", { class: "an-bar", "aria-hidden": "true" }, this.fill);
    const progress = element(
      "div",
      { class: "an-progress" },
      bar,
      this.done,
      this.pace,
      this.timer,
      this.complete,
      settings,
    );
    this.root = element(
      "footer",
      { class: "an-status" },
      this.badge,
      this.others,
      this.menu,
      this.keys,
      progress,
    );
    this.shown = "";
  }

  /**
   * @param {SaveStatus} status
   * @param {number} pending operations not yet stored
   * @param {string | null} message what else there is to say of it
   */
  showSaving(status, pending, message) {
    setAttribute(this.badge, "data-state", status);
    setAttribute(this.badge, "title", message ?? EXPLAINED[status]);
    setText(
      this.badge,
      status === "offline" && pending > 0 ? `${BADGES.offline} (${pending})` : BADGES[status],
    );
  }

  /** Who else is at this article; empty: nobody. @param {string} words */
  showOthers(words) {
    setText(this.others, words);
    this.others.hidden = words === "";
  }

  /**
   * The buttons of the keys that make sense now; made anew only when they are others. Those that find no room
   * are cut off, so none of them is a stop of Tab: the menu beside them has all.
   *
   * @param {readonly KeyButton[]} keys
   * @param {{complete: string, menu: string}} always the keys of the buttons that are always there
   */
  showKeys(keys, { complete, menu }) {
    const shown = [complete, menu, ...keys.map((key) => key.command + key.title + key.keys)].join("\n");
    if (shown === this.shown) return;
    this.shown = shown;
    this.complete.replaceChildren(keyCap(complete), "complete and next");
    this.menu.replaceChildren(keyCap(menu), "menu");
    this.keys.replaceChildren(
      ...keys.map(({ command, keys: caps, title }) =>
        button(
          { "data-command": command, tabindex: "-1" },
          () => this.onCommand(command),
          keyCap(caps),
          title,
        ),
      ),
    );
  }

  /**
   * @param {import("../wire/types.js").Progress} progress
   * @param {number | null} seconds an article takes, today
   */
  showProgress(progress, seconds) {
    const share = progress.total > 0 ? progress.completed / progress.total : 0;
    this.fill.style.setProperty("--share", String(Math.min(1, share)));
    setText(this.done, `${progress.completed} of ${progress.total} done`);
    setText(
      this.pace,
      seconds === null ? `${progress.today} today` : `${progress.today} today, ${paceText(seconds)} each`,
    );
  }

  /**
   * @param {number} seconds at work on the article on screen
   * @param {boolean} paused
   */
  showTimer(seconds, paused) {
    setAttribute(this.timer, "data-paused", paused);
    setText(this.timer, paused ? `${paceText(seconds)} paused` : `${paceText(seconds)} here`);
  }
}

/**
 * @param {number} seconds
 * @returns {string} minutes and seconds, such as `1:52`
 */
export function paceText(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
