/**
 * What those commands of command_of_key.js do that need the screen: lists, letters, the caret, dialogs. All
 * others are Review's. Buttons run the same commands.
 */

import { ABOUT_FOCUS, noFocus } from "../session/operation_of_command.js";
import { askedBeforeFlag, asking } from "../session/caution.js";
import { askComment, showGuidelines, showHelp } from "./dialogs.js";
import { caption } from "../keys/captions.js";
import { keyHelp } from "../keys/command_of_key.js";
import { labelChoices } from "../model/legal.js";
import { nextPending } from "../model/order.js";
import { tellOrigin } from "./item_origin.js";

/**
 * @typedef {import("./tool.js").Stage & {tools: import("./tools.js").Tools,
 *   journey: import("../place/relation_trail.js").Journey, pace: import("../session/work_time.js").Pace,
 *   take: (result: import("../wire/types.js").Result | null, again: () => void) => boolean}} Stage
 *   take: says why something was refused, or asks before it is done; whether it was done
 */
/** @typedef {import("../wire/types.js").Command} Command */
/** @typedef {(editor: Stage, command: Command) => void} Job */

/** Groups of the overlay that come first; the rest follows as command_of_key.js has it. */
const FIRST_GROUPS = ["Move", "Decide", "Change", "Add", "Article"];

/** @type {Job} */
const labelList = (editor) => {
  if (editor.tools.draft.stretch) return editor.tools.draft.offer(true);
  if (editor.tools.chooser.isOpen) return editor.tools.chooser.filter();
  const { focus, state, schema } = editor.review;
  const item = focus && state.item(focus.kind, focus.id);
  if (!focus || !item) return editor.messages.refuse(noFocus(schema));
  const entity = focus.kind === "entity";
  const choices = labelChoices(state, schema, focus);
  if (choices.length === 0)
    return editor.messages.refuse("no relation label may join these two: change one of its ends first");
  editor.tools.choose({
    title: entity ? `Label of ${editor.page.wordsOf(focus.id)}` : "Label of this relation",
    options: choices.map(({ label, title, key }) => ({
      value: label,
      title: title || label,
      key,
      hue: entity ? editor.page.hue(label) : undefined,
    })),
    anchor: editor.page.anchorOf("tail" in item ? item.tail : focus.id),
    filter: true,
    onChoose: (label) => editor.dispatch({ op: "relabel", ...focus, label }),
    onCancel: () => undefined,
  });
};

/** @type {Job} */
const addEntity = (editor, { label, index }) => {
  const wanted = label ?? editor.review.schema.entity_labels[index ?? 0]?.label;
  if (wanted !== undefined) editor.tools.draft.place(wanted);
};

/** @type {Job} */
const choose = (editor, { label, index }) => {
  if (label !== undefined) editor.tools.chooser.take(label);
  else editor.tools.chooser.choose(index ?? 0);
};

/** @type {Job} */
const flag = (editor) => {
  const { review } = editor;
  const { comment } = review.state;
  const asked = askedBeforeFlag(review);
  if (asked !== null && !review.caution.passes(asked))
    return void editor.take(asking(asked), () => void editor.perform({ command: "flag" }));
  editor.tools.open((host, onClose) =>
    askComment(host, comment, (words) => editor.dispatch({ op: "flag", comment: words }), onClose),
  );
};

/** @type {Job} */
const help = (editor) => {
  if (editor.tools.mode === "help") return editor.tools.leave();
  const groups = keyHelp(editor.review.schema).map(({ title, rows }) => ({
    title,
    rows: rows
      .filter(({ keys }) => keys.length > 0)
      .map(({ keys, does }) => ({ keys: keys.map(caption), does })),
  }));
  const rank = (/** @type {string} */ title) =>
    (FIRST_GROUPS.indexOf(title) + FIRST_GROUPS.length + 1) % (FIRST_GROUPS.length + 1);
  groups.sort((one, other) => rank(one.title) - rank(other.title));
  editor.tools.open((host, onClose) => showHelp(host, groups, onClose));
};

/** @type {Job} */
const guidelines = (editor) => {
  const { focus, state, schema } = editor.review;
  const item = focus && state.item(focus.kind, focus.id);
  const labels = [...schema.entity_labels, ...schema.relation_labels];
  const wanted = item ? labels.filter((found) => found.label === item.label) : labels;
  editor.tools.open((host, onClose) => showGuidelines(host, wanted, onClose));
};

/** @type {Job} */
const complete = (editor, command) => {
  const { page, pace, review } = editor;
  const { id } = review.article;
  if (editor.take(review.run(command), () => void editor.perform(command))) return pace.complete(id);
  if (review.caution.pending !== null) return;
  // what stands in the way is what has to be looked at next
  const faulty = [...review.state.relations.values()].find((relation) => page.faultOf(relation) !== null);
  /** @type {import("../wire/types.js").Item | null} */
  const blocking =
    nextPending(review.state, null, 1, review.walk()) ??
    (faulty ? { kind: "relation", id: faulty.id } : null);
  if (blocking) review.focusOn(blocking);
};

/**
 * What is open over the text goes first; the history beside it and the filter of the list only when nothing
 * else is open.
 *
 * @type {Job}
 */
const cancel = ({ page, review, tools }) => {
  const { mode } = tools;
  const atRest = mode === "normal" || mode === "adjudicate";
  review.caution.forget();
  const unfilter = page.list.isFiltering || atRest;
  tools.escape();
  if (atRest || mode === "history") tools.history.close();
  if (unfilter) page.list.clearFilter();
  page.keepKeyboard(review.focus);
};

/** What belongs to no tool, or to several. @type {Readonly<Record<string, Job>>} */
const JOBS = {
  "label-list": labelList,
  "add-entity": addEntity,
  choose,
  flag,
  help,
  complete,
  guidelines,
  confirm: (editor) => editor.tools.confirm(),
  origin: (editor) => void tellOrigin(editor),
  "other-end": (editor) => editor.journey.along(),
  back: (editor) => editor.journey.back(),
  "filter-list": (editor) => {
    if (!editor.page.list.beginFilter()) editor.messages.refuse("there are no relations to filter yet");
  },
  cancel,
};

/** Modes in which steps go through the items. */
const BESIDE = new Set(["normal", "missed", "adjudicate"]);

/** Commands that leave the bar of what was missed open. */
const KEEP_ASKING = new Set(["missed-yes", "missed-no", "cancel", "undo", "redo", "settings"]);

/** Commands that are about the focus, which a question has while it is asked. */
const NEEDS_FOCUS = new Set([
  ...ABOUT_FOCUS,
  "relate",
  "reattach-head",
  "mentions",
  "label-list",
  "origin",
  "other-end",
]);

/** @type {Readonly<Record<string, 1 | -1>>} */
const STEPS = { next: 1, previous: -1 };

/**
 * Run a command.
 *
 * @param {Stage} editor
 * @param {Command} command
 * @returns {boolean} whether there is such a command
 */
export function run(editor, command) {
  const { command: name, extend = false } = command;
  const { mode, missed } = editor.tools;
  if (mode === "missed" && NEEDS_FOCUS.has(name)) return missed.tellKeys();
  // whatever else is done goes on as if the bar were not there
  if (mode === "missed" && !KEEP_ASKING.has(name)) missed.cancel();
  if (!BESIDE.has(mode) && name in STEPS) return editor.tools.move(STEPS[name]);
  const { commands } = editor.tools;
  if (Object.hasOwn(commands, name)) commands[name](command);
  else if (Object.hasOwn(JOBS, name)) JOBS[name](editor, command);
  else if (name.startsWith("caret-")) editor.tools.draft.moveCaret(name, extend);
  else {
    const result = editor.review.run(command);
    if (result === null) return false;
    editor.take(result, () => void editor.perform(command));
  }
  return true;
}
