/**
 * What the tools see: the scene, and how one of them is opened over the text. Types only: nothing here runs.
 *
 * @typedef {object} Openings
 * @property {import("../wire/types.js").Mode} mode what keys mean now
 * @property {() => void} leave closes whatever is open
 * @property {(choice: import("./chooser.js").Choice) => void} choose offers a list
 * @property {(make: (host: HTMLElement, onClose: () => void) => HTMLDialogElement) => void} open a dialog
 *
 * @typedef {object} Beside
 * @property {Openings} tools
 * @property {import("../place/requested_place.js").Arrival} arrival
 * @property {import("../place/pointed_out.js").ShownPlace} shownPlace
 * @property {import("../session/dismissed.js").Declined} declined
 * @property {(item: import("../wire/types.js").Item) => void} goTo focuses an item, and brings it into sight
 * @property {{end: (job: () => void) => void}} picking ends a press of the pointer
 *
 * @typedef {import("../view/scene.js").Scene & Beside} Stage
 */

export {};
