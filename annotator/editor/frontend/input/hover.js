/**
 * What the pointer rests on shows its arcs: a mark, a row of the list, an arc. Shown only when it rests, so
 * that moving it across a long article costs nothing; gone at once when it leaves.
 */

/** @typedef {import("../view/scene.js").Scene} Scene */
/** @typedef {import("../wire/types.js").Item} Item */

const REST = 70;

/**
 * @param {Scene} editor
 * @returns {() => void} stop
 */
export function followHover(editor) {
  /** @type {Element | null} */
  let under = null;
  let timer = 0;
  const show = (/** @type {Item | null} */ item) => editor.page.focusView.hover(item, editor.review.state);
  const leave = () => {
    clearTimeout(timer);
    under = null;
    show(null);
  };
  /** @param {PointerEvent} event */
  const over = (event) => {
    const found =
      event.target instanceof Element
        ? event.target.closest("[data-entity-id], [data-relation-id], [data-arc]")
        : null;
    if (found === under) return;
    leave();
    if (found === null || event.pointerType === "touch" || event.buttons !== 0) return;
    under = found;
    timer = window.setTimeout(() => show(itemOf(found)), REST);
  };
  editor.root.addEventListener("pointerover", over);
  editor.root.addEventListener("pointerleave", leave);
  editor.root.addEventListener("pointerdown", leave);
  return () => {
    clearTimeout(timer);
    editor.root.removeEventListener("pointerover", over);
    editor.root.removeEventListener("pointerleave", leave);
    editor.root.removeEventListener("pointerdown", leave);
  };
}

/** @param {Element} found @returns {Item} */
function itemOf(found) {
  const entity = found.getAttribute("data-entity-id");
  if (entity !== null) return { kind: "entity", id: entity };
  return {
    kind: "relation",
    id: found.getAttribute("data-relation-id") ?? found.getAttribute("data-arc") ?? "",
  };
}
