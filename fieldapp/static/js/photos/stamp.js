/** Time and order number written into the lower edge of a picture. */

/**
 * @param {CanvasRenderingContext2D} context of a canvas that already holds the picture
 * @param {string[]} lines top to bottom; none draws nothing
 */
export function drawStamp(context, lines) {
  if (lines.length === 0) return;
  const { width, height } = context.canvas;
  const size = Math.max(16, Math.round(Math.max(width, height) / 50));
  const lineHeight = Math.round(size * 1.4);
  const bandHeight = lineHeight * lines.length + size;
  context.fillStyle = "rgba(0, 0, 0, 0.55)";
  context.fillRect(0, height - bandHeight, width, bandHeight);
  context.fillStyle = "#fff";
  context.font = `${size}px system-ui, sans-serif`;
  context.textBaseline = "top";
  lines.forEach((line, row) => {
    const top = height - bandHeight + size / 2 + row * lineHeight;
    context.fillText(line, size, top, width - 2 * size);
  });
}

/**
 * @param {Date | null} takenAt null: unknown, as of a picture from the album
 * @param {string} text the element's attribute, lines parted by `|`
 * @returns {string[]} the moment first, then the order and the place
 */
export function stampLines(takenAt, text) {
  const lines = text.split("|").filter((line) => line.trim() !== "");
  return takenAt ? [momentOf(takenAt), ...lines] : lines;
}

/** @param {Date} at shown on the clock of the phone, as on its screen */
function momentOf(at) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())];
  return `${day.join("-")} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
