/**
 * Between sRGB and OKLCH (Björn Ottosson, 2020): lightness changes there while hue and vividness stay.
 */

/** @typedef {[number, number, number]} Channels red, green, blue: 0 to 255 */
/** @typedef {{lightness: number, chroma: number, hue: number}} Lch hue in radians */

/** @param {number} channel 0 to 255 */
export function toLinear(channel) {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** @param {number} part 0 to 1 @returns {number} 0 to 255 */
function fromLinear(part) {
  const value = part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
  return Math.round(value * 255);
}

/**
 * @param {Channels} colour
 * @returns {Lch}
 */
export function toLch(colour) {
  const [red, green, blue] = colour.map(toLinear);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  };
}

/**
 * The colour in sRGB; as vivid as a screen can show it.
 *
 * @param {Lch} colour
 * @returns {Channels}
 */
export function fromLch({ lightness, chroma, hue }) {
  for (let vivid = chroma; vivid > 0.004; vivid *= 0.92) {
    const parts = linearOf(lightness, vivid * Math.cos(hue), vivid * Math.sin(hue));
    if (parts.every((part) => part >= -0.0005 && part <= 1.0005)) return channelsOf(parts);
  }
  return channelsOf(linearOf(lightness, 0, 0));
}

/**
 * @param {number} lightness
 * @param {number} a
 * @param {number} b
 * @returns {[number, number, number]}
 */
function linearOf(lightness, a, b) {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/**
 * @param {readonly [number, number, number]} parts
 * @returns {Channels}
 */
function channelsOf([red, green, blue]) {
  const clip = (/** @type {number} */ part) => fromLinear(Math.min(1, Math.max(0, part)));
  return [clip(red), clip(green), clip(blue)];
}
