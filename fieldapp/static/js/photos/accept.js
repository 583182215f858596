/** Whether a chosen file may become a photo; every refusal says what to do next. */

import { photoMime } from "./kinds.js";
import { isComplete, storedSize } from "./sizes.js";

/** @typedef {import("./jpeg.js").Size} Size */
/** @typedef {import("./kinds.js").PhotoMime} PhotoMime */
/** @typedef {"empty" | "not_a_photo" | "truncated" | "too_many_pixels" | "too_large" | "undecodable" | "unreadable"} PhotoFault */

/** A picture beyond this is a bomb or a panorama nobody needs: decoding takes 4 bytes a pixel. */
export const MAX_PIXELS = 80_000_000;
/** Longest side of what is kept, in pixels. */
export const LONGEST_SIDE = 1600;
/** Largest photo the server takes; only an undecodable HEIC comes near it. */
export const MAX_BYTES = 12 * 1024 * 1024;

/** A photo that is refused at the field; `fault` names the wording. */
export class PhotoRefused extends Error {
  /** @param {PhotoFault} fault */
  constructor(fault) {
    super(fault);
    this.name = "PhotoRefused";
    this.fault = fault;
  }
}

/**
 * Look at the bytes without decoding them.
 * @param {Uint8Array} bytes
 * @returns {{ mime: PhotoMime, size: Size | null }}
 * @throws {PhotoRefused}
 */
export function inspectPhoto(bytes) {
  if (bytes.length === 0) throw new PhotoRefused("empty");
  const mime = photoMime(bytes);
  if (!mime) throw new PhotoRefused("not_a_photo");
  const size = storedSize(bytes, mime);
  if (size && size.width * size.height > MAX_PIXELS)
    throw new PhotoRefused("too_many_pixels");
  if (!isComplete(bytes, mime)) throw new PhotoRefused("truncated");
  return { mime, size };
}

/**
 * The size to draw at: the longest side at most `longest`, never enlarged.
 * @param {Size} size
 * @param {number} [longest]
 * @returns {Size}
 */
export function fitWithin({ width, height }, longest = LONGEST_SIDE) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
