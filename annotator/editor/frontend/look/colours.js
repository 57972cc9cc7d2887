/**
 * Label colours that can be read: checked, and made darker or lighter until their contrast is enough.
 *
 * Contrast and luminance as WCAG 2.2 defines them.
 */

import { fromLch, toLch, toLinear } from "./oklch.js";

const HEX = /^#[0-9a-f]{6}$/i;
const FALLBACK = "#5c5c5c";
const ENOUGH = 4.6;

/** @typedef {import("./oklch.js").Channels} Channels */

/**
 * @param {unknown} value a colour of a label schema; anybody may have written it
 * @returns {string} it, where it is `#rrggbb`, else a grey
 */
export function safeColour(value) {
  return typeof value === "string" && HEX.test(value) ? value.toLowerCase() : FALLBACK;
}

/**
 * @param {string} colour `#rrggbb`
 * @returns {Channels}
 */
export function channels(colour) {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/**
 * @param {Channels} colour
 * @returns {number} relative luminance, 0 (black) to 1 (white)
 */
export function luminance(colour) {
  const [red, green, blue] = colour.map(toLinear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {Channels} one
 * @param {Channels} other
 * @returns {number} 1 (the same) to 21 (black on white)
 */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * @param {Channels} from
 * @param {Channels} to
 * @param {number} share 0 (all `from`) to 1 (all `to`)
 * @returns {Channels}
 */
export function mixed(from, to, share) {
  const [red, green, blue] = from.map((channel, at) => Math.round(channel + (to[at] - channel) * share));
  return [red, green, blue];
}

/**
 * @param {Channels} colour
 * @returns {string} `#rrggbb`
 */
export function hex(colour) {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * The colour of a label on a page background, legible on a mark that is tinted with itself.
 *
 * @param {unknown} value the colour that the label schema names
 * @param {string} background `#rrggbb`
 * @param {number} tint share of the colour in the background of its own mark
 * @returns {string} `#rrggbb`
 */
export function legible(value, background, tint) {
  const page = channels(background);
  const dark = luminance(page) < 0.4;
  const wanted = toLch(channels(safeColour(value)));
  const step = dark ? 0.02 : -0.02;
  for (let { lightness } = wanted; lightness > 0 && lightness < 1; lightness += step) {
    const tried = fromLch({ ...wanted, lightness });
    if (contrast(tried, mixed(page, tried, tint)) >= ENOUGH) return hex(tried);
  }
  return dark ? "#ffffff" : "#000000";
}

/**
 * Read a colour as a style sheet computes it.
 *
 * @param {string} text `#rgb`, `#rrggbb` or `rgb(…)`
 * @returns {Channels | null}
 */
export function parseColour(text) {
  const value = text.trim();
  if (HEX.test(value)) return channels(value);
  if (/^#[0-9a-f]{3}$/i.test(value))
    return channels(`#${[...value.slice(1)].map((digit) => digit + digit).join("")}`);
  const found = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(value);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null;
}
