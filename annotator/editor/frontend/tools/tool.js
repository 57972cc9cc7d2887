/**
 * The one shape of all tools, and what they see: the scene, and how one of them is opened over the text. A
 * new tool is a file with this shape, its line in tools.js, its keys and its style sheet. Types only: nothing
 * here runs.
 *
 * @typedef {object} Tool
 * @property {import("../wire/types.js").Mode | null} [mode] what keys mean while it is open; null: nothing of
 *   its own
 * @property {boolean} [isOpen] whether rows and Enter are its own
 * @property {HTMLElement} [root] what it shows, inside the editor
 * @property {Readonly<Record<string, Job>>} [commands] what it does, by the names of the key table
 * @property {(step: 1 | -1) => void} [move] up or down in its rows
 * @property {() => void} [confirm] Enter
 * @property {() => void} [cancel] leaves it for something else
 *
 * @typedef {(command: import("../wire/types.js").Command) => unknown} Job
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
