/**
 * What a part of the editor sees of it: the review, what draws it, and the ways to do something. No part
 * takes the editor itself, so what a part depends on stands in its types. Types only: nothing here runs.
 *
 * @typedef {object} Scene
 * @property {import("../session/review.js").Review} review
 * @property {import("./article_view.js").Page} page of the article on screen
 * @property {import("./text_view.js").TextView} text
 * @property {HTMLElement} root
 * @property {HTMLElement} pane what the text scrolls in
 * @property {import("./messages.js").Messages} messages
 * @property {import("../session/settings.js").Settings} settings
 * @property {import("../sync/asker.js").Asker} asker
 * @property {(command: import("../wire/types.js").Command) => boolean} perform a command, as a key does
 * @property {(operation: import("../wire/types.js").Operation) => boolean} dispatch whether it was allowed
 * @property {<T>(job: () => T) => T} together draws once what several steps change
 * @property {() => void} modeChanged shows the keys that make sense now
 * @property {() => void} touch the reviewer is at work
 */

export {};
