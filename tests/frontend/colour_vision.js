/**
 * How colours look to people who lack a kind of cone: Machado, Oliveira and Fernandes (2009), severity 1, on
 * linear RGB.
 */

import { toLch, toLinear } from "../../annotator/editor/frontend/look/oklch.js";

export const VISIONS = {
  "all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour as it is seen: red, green, blue, 0 to 255. */
export function seen(colour, vision) {
  const linear = colour.map(toLinear);
  return VISIONS[vision].map((row) =>
    fromLinear(row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]),
  );
}

/** How far two colours are apart in OKLab; about 0.02 is just noticed side by side. */
export function apart(one, other) {
  const [first, second] = [one, other].map((colour) => {
    const { lightness, chroma, hue } = toLch(colour);
    return [lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)];
  });
  return Math.hypot(...first.map((part, at) => part - second[at]));
}

function fromLinear(part) {
  const clipped = Math.min(1, Math.max(0, part));
  return Math.round((clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055) * 255);
}
