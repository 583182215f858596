/** Between the pixels of the shown pad and the units of the strokes. */

/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {{ scale: number, left: number, top: number }} Placement */
/** @typedef {{ x: number, y: number, pressure: number, time: number }} Point in CSS pixels and ms */

/**
 * @param {Point[]} points one stroke as drawn
 * @param {Placement} place
 * @param {number} startedAt when the first stroke began
 * @returns {Stroke}
 */
export function strokesFromPoints(points, { scale, left, top }, startedAt) {
  return points.map(({ x, y, time }) => [
    Math.round((x - left) / scale),
    Math.round((y - top) / scale),
    Math.max(0, Math.round(time - startedAt)),
  ]);
}

/**
 * @template {object} Pen
 * @param {Stroke} stroke
 * @param {Placement} place
 * @param {Pen & import("signature_pad").PointGroupOptions} pen
 * @returns {import("signature_pad").PointGroup}
 */
export function sizedPoints(stroke, { scale, left, top }, pen) {
  const {
    dotSize,
    minWidth,
    maxWidth,
    penColor,
    velocityFilterWeight,
    compositeOperation,
  } = pen;
  const points = stroke.map(([x, y, time]) => ({
    x: left + x * scale,
    y: top + y * scale,
    pressure: 0.5,
    time,
  }));
  return {
    dotSize,
    minWidth,
    maxWidth,
    penColor,
    velocityFilterWeight,
    compositeOperation,
    points,
  };
}
