/** What a file is, by its leading bytes; its name and declared type are never believed. */

/** @typedef {"image/jpeg" | "image/png" | "image/webp" | "image/heic"} PhotoMime */

const HEIC_BRANDS = [
  "heic",
  "heix",
  "heim",
  "heis",
  "hevc",
  "hevx",
  "mif1",
  "msf1",
];

/**
 * Text of `length` bytes from `start`, one character per byte.
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {number} length
 */
export function latin(bytes, start, length) {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/**
 * The kind of picture, or null for anything that is not one of the four.
 * @param {Uint8Array} bytes the whole file or at least its first 32 bytes
 * @returns {PhotoMime | null}
 */
export function photoMime(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)
    return "image/jpeg";
  if (latin(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (latin(bytes, 0, 4) === "RIFF" && latin(bytes, 8, 4) === "WEBP")
    return "image/webp";
  if (
    latin(bytes, 4, 4) === "ftyp" &&
    HEIC_BRANDS.includes(latin(bytes, 8, 4))
  ) {
    return "image/heic";
  }
  return null;
}
