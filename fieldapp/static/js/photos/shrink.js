/** Decode, turn upright, shrink, stamp and re-encode one photo in the page. */

import { fitWithin, inspectPhoto, MAX_BYTES, PhotoRefused } from "./accept.js";
import { drawStamp } from "./stamp.js";

/**
 * @typedef {object} Photo what is kept
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {string} mime
 * @property {number} width pixels, upright
 * @property {number} height pixels, upright
 */

const JPEG_QUALITY = 0.82;

/**
 * @param {Blob} file read at once: the reference may go stale (iCloud, camera apps)
 * @param {string[]} stampLines written into the picture; none leaves it as taken
 * @returns {Promise<Photo>}
 * @throws {PhotoRefused}
 */
export async function preparePhoto(file, stampLines) {
  const bytes = await readNow(file);
  const { mime, size } = inspectPhoto(bytes);
  const bitmap = await decode(new Blob([bytes], { type: mime }));
  if (bitmap) return shrink(bitmap, stampLines);
  if (mime !== "image/heic") throw new PhotoRefused("undecodable");
  // This browser cannot open HEIC; the server can.
  if (bytes.length > MAX_BYTES) throw new PhotoRefused("too_large");
  return { bytes, mime, width: size?.width ?? 0, height: size?.height ?? 0 };
}

/**
 * @param {Blob} file
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function readNow(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new PhotoRefused("unreadable");
  }
}

/**
 * @param {Blob} blob
 * @returns {Promise<ImageBitmap | null>} null when this browser cannot decode it
 */
async function decode(blob) {
  try {
    return await createImageBitmap(blob, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @param {string[]} stampLines
 * @returns {Promise<Photo>}
 */
async function shrink(bitmap, stampLines) {
  const { width, height } = fitWithin(bitmap);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new PhotoRefused("undecodable");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  drawStamp(context, stampLines);
  const jpeg = await toJpeg(canvas);
  // Safari keeps canvas memory until the size is zero.
  canvas.width = canvas.height = 0;
  return {
    bytes: new Uint8Array(await jpeg.arrayBuffer()),
    mime: "image/jpeg",
    width,
    height,
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}
 */
function toJpeg(canvas) {
  return new Promise((resolve, reject) => {
    const settle = (/** @type {Blob | null} */ blob) =>
      blob ? resolve(blob) : reject(new PhotoRefused("undecodable"));
    canvas.toBlob(settle, "image/jpeg", JPEG_QUALITY);
  });
}
