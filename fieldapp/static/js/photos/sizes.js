/** Pixels and completeness of a picture read from its bytes, before anything decodes it. */

import { jpegIsComplete, jpegSize } from "./jpeg.js";
import { latin } from "./kinds.js";

/** @typedef {import("./jpeg.js").Size} Size */
/** @typedef {import("./kinds.js").PhotoMime} PhotoMime */

/**
 * @param {Uint8Array} bytes
 * @param {PhotoMime} mime
 * @returns {Size | null} null when the header does not tell
 */
export function storedSize(bytes, mime) {
  if (mime === "image/jpeg") return jpegSize(bytes);
  if (mime === "image/png") return pngSize(bytes);
  if (mime === "image/webp") return webpSize(bytes);
  return heicSize(bytes);
}

/**
 * Whether the file reaches its own declared end.
 * @param {Uint8Array} bytes
 * @param {PhotoMime} mime
 */
export function isComplete(bytes, mime) {
  if (mime === "image/jpeg") return jpegIsComplete(bytes);
  if (mime === "image/png") return lastIndexOfText(bytes, "IEND") > 0;
  if (mime === "image/webp")
    return view(bytes).getUint32(4, true) + 8 <= bytes.length;
  return boxesEnd(bytes) <= bytes.length;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Size | null}
 */
function pngSize(bytes) {
  if (bytes.length < 24) return null;
  return {
    width: view(bytes).getUint32(16),
    height: view(bytes).getUint32(20),
  };
}

/**
 * @param {Uint8Array} bytes
 * @returns {Size | null}
 */
function webpSize(bytes) {
  if (bytes.length < 30) return null;
  const data = view(bytes);
  const chunk = latin(bytes, 12, 4);
  if (chunk === "VP8 ") {
    return {
      width: data.getUint16(26, true) & 0x3fff,
      height: data.getUint16(28, true) & 0x3fff,
    };
  }
  if (chunk === "VP8L") {
    const bits = data.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (chunk !== "VP8X") return null;
  return {
    width: threeBytes(bytes, 24) + 1,
    height: threeBytes(bytes, 27) + 1,
  };
}

/**
 * The largest `ispe` (image spatial extents) property: tiles and thumbnails have their own.
 * @param {Uint8Array} bytes
 * @returns {Size | null}
 */
function heicSize(bytes) {
  const head = bytes.subarray(0, Math.min(bytes.length, 65536));
  /** @type {Size | null} */
  let largest = null;
  for (let at = 4; at + 16 <= head.length; at += 1) {
    if (head[at] !== 0x69 || latin(head, at, 4) !== "ispe") continue;
    const size = {
      width: view(head).getUint32(at + 8),
      height: view(head).getUint32(at + 12),
    };
    if (!largest || size.width * size.height > largest.width * largest.height)
      largest = size;
  }
  return largest;
}

/**
 * Where the last top-level box of an ISO media file says it ends.
 * @param {Uint8Array} bytes
 */
function boxesEnd(bytes) {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = view(bytes).getUint32(at);
    if (size === 0) return bytes.length;
    const isLong = size === 1 && at + 16 <= bytes.length;
    const length = isLong ? Number(view(bytes).getBigUint64(at + 8)) : size;
    if (length < 8) return Infinity;
    at += length;
  }
  return at;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} text four characters
 */
function lastIndexOfText(bytes, text) {
  let at = bytes.lastIndexOf(text.charCodeAt(0));
  while (at > 0 && latin(bytes, at, text.length) !== text) {
    at = bytes.lastIndexOf(text.charCodeAt(0), at - 1);
  }
  return at;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function threeBytes(bytes, at) {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
}

/** @param {Uint8Array} bytes */
function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
