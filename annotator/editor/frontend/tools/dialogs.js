/**
 * The dialogs of the editor: all keys, the guidelines of labels, and the comment that goes with a flag.
 */

import { element, keyCap } from "../look/elements.js";

/** @typedef {{title: string, rows: {keys: string[], does: string}[]}} HelpGroup */

/**
 * @param {HTMLElement} host
 * @param {HTMLDialogElement} dialog
 * @param {() => void} onClose
 */
function show(host, dialog, onClose) {
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  host.append(dialog);
  dialog.showModal();
}

/**
 * All keys, in groups.
 *
 * @param {HTMLElement} host
 * @param {readonly HelpGroup[]} groups
 * @param {() => void} onClose
 * @returns {HTMLDialogElement}
 */
export function showHelp(host, groups, onClose) {
  const dialog = element("dialog", { "aria-labelledby": "an-help-title", "data-dialog": "help" });
  const columns = element("div", { class: "an-help" });
  for (const { title, rows } of groups) {
    const section = element("section", {}, element("h3", {}, title));
    for (const row of rows) {
      section.append(
        element("p", {}, element("span", {}, ...row.keys.map(keyCap)), element("span", {}, row.does)),
      );
    }
    columns.append(section);
  }
  dialog.append(element("h2", { id: "an-help-title" }, "Keys"), columns);
  dialog.tabIndex = 0;
  show(host, dialog, onClose);
  return dialog;
}

/**
 * What labels mean, as the label schema says.
 *
 * @param {HTMLElement} host
 * @param {readonly (import("../wire/types.js").EntityLabel | import("../wire/types.js").RelationLabel)[]}
 *   labels
 * @param {() => void} onClose
 * @returns {HTMLDialogElement}
 */
export function showGuidelines(host, labels, onClose) {
  const dialog = element("dialog", { "aria-labelledby": "an-guide-title", "data-dialog": "help" });
  dialog.append(
    element(
      "h2",
      { id: "an-guide-title" },
      labels.length === 1 ? labels[0].title || labels[0].label : "Guidelines",
    ),
  );
  for (const found of labels) {
    const part = element("section", { class: "an-guide" });
    if (labels.length > 1) part.append(element("h3", {}, found.title || found.label));
    part.append(
      element("p", {}, found.description || "The label schema says nothing more about this label."),
    );
    if ("head" in found) {
      const arrow = found.symmetric ? "–" : "→";
      part.append(
        element("p", { class: "an-quiet" }, `${found.head.join(", ")} ${arrow} ${found.tail.join(", ")}`),
      );
    }
    const { examples } = found;
    if (examples.length > 0)
      part.append(element("ul", {}, ...examples.map((example) => element("li", {}, example))));
    dialog.append(part);
  }
  dialog.tabIndex = 0;
  show(host, dialog, onClose);
  return dialog;
}

/**
 * Where an item comes from.
 *
 * @param {HTMLElement} host
 * @param {string} title
 * @param {readonly {who: string, words: string, when: string}[]} lines
 * @param {() => void} onClose
 * @returns {HTMLDialogElement}
 */
export function showOrigin(host, title, lines, onClose) {
  const dialog = element("dialog", { "aria-labelledby": "an-origin-title", "data-dialog": "help" });
  dialog.append(element("h2", { id: "an-origin-title", dir: "auto" }, title));
  const rows = lines.map(({ who, words, when }) =>
    element(
      "p",
      { class: "an-origin" },
      element("b", { dir: "auto" }, who),
      element("span", { dir: "auto" }, words),
      element("span", { class: "an-quiet" }, when),
    ),
  );
  dialog.append(
    ...(rows.length > 0 ? rows : [element("p", { class: "an-quiet" }, "Nobody has decided on it yet.")]),
  );
  dialog.tabIndex = 0;
  show(host, dialog, onClose);
  return dialog;
}

/** @typedef {{title: string, placeholder: string, send: string}} CommentWords */

/**
 * Ask for the comment of a flag.
 *
 * @param {HTMLElement} host
 * @param {string} comment what stood there before
 * @param {(comment: string) => void} onFlag
 * @param {() => void} onClose
 * @returns {HTMLDialogElement}
 */
export function askComment(host, comment, onFlag, onClose) {
  const words = { title: "Flag this article", placeholder: "What is wrong with this article?", send: "Flag" };
  return ask(host, words, comment, onFlag, onClose);
}

/**
 * Ask why an adjudicator decides so.
 *
 * @param {HTMLElement} host
 * @param {string} reason what stood there before
 * @param {(reason: string) => void} onSaid
 * @param {() => void} onClose
 * @returns {HTMLDialogElement}
 */
export function askWhy(host, reason, onSaid, onClose) {
  const words = {
    title: "Why the next choice is as it is",
    placeholder: "The reviewers read it in the history",
    send: "Keep",
  };
  return ask(host, words, reason, onSaid, onClose);
}

/**
 * @param {HTMLElement} host
 * @param {CommentWords} words
 * @param {string} comment
 * @param {(comment: string) => void} onSaid
 * @param {() => void} onClose
 */
function ask(host, words, comment, onSaid, onClose) {
  const field = element("textarea", {
    "aria-label": "Comment",
    maxlength: "4000",
    placeholder: words.placeholder,
  });
  field.value = comment;
  const cancel = element("button", { type: "button" }, "Cancel");
  const send = element("button", { type: "submit", "data-main": true }, words.send);
  const form = element("form", { method: "dialog" }, element("h2", { id: "an-flag-title" }, words.title));
  form.append(field, element("menu", {}, cancel, send));
  const dialog = element("dialog", { "aria-labelledby": "an-flag-title", "data-dialog": "flag" }, form);
  let wanted = false;
  form.addEventListener("submit", () => {
    wanted = true;
  });
  cancel.addEventListener("click", () => dialog.close());
  show(host, dialog, () => {
    onClose();
    if (wanted) onSaid(field.value.trim());
  });
  field.focus();
  return dialog;
}
