/**
 * Strokes of a signature as whole numbers in a space of their own, so that turning the phone or
 * resizing the pad loses nothing: `[[ [x, y, milliseconds], … ], … ]`.
 */

/** @typedef {[number, number, number]} StrokePoint x, y, milliseconds since the first touch */
/** @typedef {StrokePoint[]} Stroke */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/** Width of the pad at the first touch, in units of the strokes. */
export const REFERENCE_WIDTH = 1000;
/** The sign-off as a whole is at most 64 KB; this is the strokes' share of it. */
export const MAX_STROKES_BYTES = 40_000;
const LEAST_INK = 150;
const LEAST_EXTENT = 60;

/**
 * The box around all points; null without a point.
 * @param {Stroke[]} strokes
 * @returns {Box | null}
 */
export function inkBox(strokes) {
  const points = strokes.flat();
  if (points.length === 0) return null;
  const edge = {
    left: Infinity,
    top: Infinity,
    right: -Infinity,
    bottom: -Infinity,
  };
  for (const [x, y] of points) {
    edge.left = Math.min(edge.left, x);
    edge.top = Math.min(edge.top, y);
    edge.right = Math.max(edge.right, x);
    edge.bottom = Math.max(edge.bottom, y);
  }
  const { left, top, right, bottom } = edge;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * The smallest box that holds both.
 * @param {Box} a
 * @param {Box | null} b
 * @returns {Box}
 */
export function union(a, b) {
  if (!b) return a;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * How `box` is laid into a pad: one scale for both axes, centred.
 * @param {Box} box in units
 * @param {{ width: number, height: number }} pad in CSS pixels
 * @returns {{ scale: number, left: number, top: number }} pixel = left + unit × scale
 */
export function placement(box, pad) {
  const scale = Math.min(
    pad.width / (box.width || 1),
    pad.height / (box.height || 1),
  );
  return {
    scale,
    left: (pad.width - box.width * scale) / 2 - box.x * scale,
    top: (pad.height - box.height * scale) / 2 - box.y * scale,
  };
}

/**
 * Length of all lines, in units.
 * @param {Stroke[]} strokes
 */
export function inkLength(strokes) {
  let length = 0;
  for (const stroke of strokes) {
    for (let n = 1; n < stroke.length; n += 1)
      length += distance(stroke[n - 1], stroke[n]);
  }
  return length;
}

/**
 * A dot or a slip of the finger is no signature.
 * @param {Stroke[]} strokes
 */
export function hasTooLittleInk(strokes) {
  const box = inkBox(strokes);
  return (
    !box ||
    inkLength(strokes) < LEAST_INK ||
    Math.max(box.width, box.height) < LEAST_EXTENT
  );
}

/**
 * What travels: whole numbers from zero up, thinned until they fit in `maxBytes`.
 * @param {Stroke[]} strokes
 * @param {number} [maxBytes]
 * @returns {Stroke[]}
 */
export function forTheWire(strokes, maxBytes = MAX_STROKES_BYTES) {
  const box = inkBox(strokes);
  if (!box) return [];
  let thinned = strokes.map((stroke) =>
    stroke.map((point) => shift(point, box)),
  );
  for (let gap = 2; JSON.stringify(thinned).length > maxBytes; gap *= 2) {
    thinned = thinned.map((stroke) => thin(stroke, gap));
    // Nobody writes so many strokes: of a sheet full of dots every second one is enough.
    if (gap > REFERENCE_WIDTH)
      thinned = thinned.filter((_stroke, n) => n % 2 === 0);
  }
  return thinned;
}

/**
 * @param {string} text the value of the form field
 * @returns {Stroke[]} empty when the text is no list of strokes
 */
export function parseStrokes(text) {
  try {
    const strokes = JSON.parse(text || "[]");
    return Array.isArray(strokes) && strokes.every(isStroke) ? strokes : [];
  } catch {
    return [];
  }
}

/**
 * @param {unknown} stroke
 * @returns {stroke is Stroke}
 */
function isStroke(stroke) {
  const isPoint = (/** @type {unknown} */ point) =>
    Array.isArray(point) && point.length === 3 && point.every(Number.isInteger);
  return Array.isArray(stroke) && stroke.every(isPoint);
}

/**
 * @param {StrokePoint} point
 * @param {Box} box
 * @returns {StrokePoint}
 */
function shift([x, y, time], box) {
  return [
    Math.round(x - box.x),
    Math.round(y - box.y),
    Math.max(0, Math.round(time)),
  ];
}

/**
 * Drop points nearer than `gap` to the last kept one; both ends stay.
 * @param {Stroke} stroke
 * @param {number} gap in units
 * @returns {Stroke}
 */
function thin(stroke, gap) {
  /** @type {Stroke} */
  const kept = [];
  stroke.forEach((point, n) => {
    const last = kept.at(-1);
    if (!last || n === stroke.length - 1 || distance(last, point) >= gap)
      kept.push(point);
  });
  return kept;
}

/**
 * @param {StrokePoint} a
 * @param {StrokePoint} b
 */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
