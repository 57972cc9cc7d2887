/**
 * Choosing an item with the pointer: what is under it must not move away.
 */

/** @typedef {import("../tools/tool.js").Stage & {tools: import("../tools/tools.js").Tools}} Working */
/** @typedef {import("../wire/types.js").Item} Item */

export class Picking {
  /** @param {Working} editor */
  constructor(editor) {
    this.editor = editor;
    /** Whether what happens now happens under the pointer, so that the text stands still. */
    this.still = false;
  }

  /**
   * The pointer chose an item: it gets the focus, or becomes the other end of a relation.
   *
   * @param {Item} item
   * @param {{still?: boolean}} [how] still: it is under the pointer
   */
  item(item, { still = false } = {}) {
    const { tools, review } = this.editor;
    this.#do(still, () => {
      if (item.kind === "entity" && tools.relate.isOpen) return tools.relate.target(item.id);
      tools.leave();
      review.focusOn(item);
    });
  }

  /** The pointer dropped an end of a relation. @param {() => void} job */
  end(job) {
    this.editor.messages.clear();
    this.#do(true, job);
  }

  /** @param {boolean} still @param {() => void} job */
  #do(still, job) {
    this.editor.touch();
    this.editor.shownPlace.clear();
    this.still = still;
    this.editor.together(job);
    this.still = false;
  }
}
