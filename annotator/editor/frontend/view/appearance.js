/**
 * How the editor looks: light or dark as the page around it, typeface and size as chosen, and whether the
 * list stands beside the text. settings.css says what the attributes mean.
 */

import { followWidth, isStacked } from "./list_beside_text.js";
import { setAttribute } from "../look/elements.js";
import { keepPlace } from "./scroll_anchor.js";
import { applyTheme, themeAround, watchTheme } from "../look/theme.js";

/** @typedef {import("./scene.js").Scene} Scene */

export class Appearance {
  /** @param {Scene} editor */
  constructor(editor) {
    this.editor = editor;
  }

  /** The colours of an article's label schema. */
  showTheme() {
    const { root, review } = this.editor;
    applyTheme(root, review.schema, themeAround(root));
  }

  /** Typeface, size and arrangement. */
  apply() {
    const { root, settings } = this.editor;
    for (const name of ["face", "size"]) setAttribute(root, `data-${name}`, settings.get(name));
    setAttribute(root, "data-stacked", isStacked(globalThis.innerWidth, settings.get("size")));
  }

  /** Follow what the page, its width and the reviewer choose. @returns {() => void} stop */
  follow() {
    const { editor } = this;
    const stops = [
      watchTheme(editor.root, () => this.showTheme()),
      editor.settings.subscribe(() => keepPlace(editor.page, () => this.apply())),
      followWidth(() => this.apply()),
    ];
    return () => stops.forEach((stop) => stop());
  }
}
