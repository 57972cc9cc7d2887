/**
 * Where a popover goes: below what it belongs to, above where there is no room, always inside the editor.
 */

const GAP = 8;

/**
 * @param {HTMLElement} popover
 * @param {HTMLElement} host
 * @param {{left: number, top: number, bottom: number}} anchor pixels of the page
 */
export function placePopover(popover, host, anchor) {
  const frame = host.getBoundingClientRect();
  const own = popover.getBoundingClientRect();
  const below = anchor.bottom + GAP + own.height <= frame.bottom;
  const top = below ? anchor.bottom + GAP : Math.max(frame.top + GAP, anchor.top - GAP - own.height);
  const left = Math.min(Math.max(anchor.left, frame.left + GAP), frame.right - own.width - GAP);
  popover.style.setProperty("top", `${top - frame.top}px`);
  popover.style.setProperty("left", `${left - frame.left}px`);
}
