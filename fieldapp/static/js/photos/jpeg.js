/** The markers of a JPEG file: its size in pixels, and whether it is all there. */

/** @typedef {{ width: number, height: number }} Size in pixels, as stored, before any rotation */

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const NOT_FRAMES = [0xc4, 0xc8, 0xcc];

/**
 * @param {Uint8Array} bytes
 * @returns {Size | null} null when no frame header is found
 */
export function jpegSize(bytes) {
  for (let at = 2; at + 9 < bytes.length; at = nextSegment(bytes, at)) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    if (marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.includes(marker)) {
      return { width: word(bytes, at + 7), height: word(bytes, at + 5) };
    }
    if (marker === START_OF_SCAN) return null;
  }
  return null;
}

/**
 * Whether the end of the picture is in the file. Browsers paint half a JPEG without a word,
 * so a truncated one is found here. Bytes after the end (motion photos) are allowed.
 * @param {Uint8Array} bytes
 */
export function jpegIsComplete(bytes) {
  let at = 2;
  let isScanned = false;
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff) return false;
    if (marker === END_OF_IMAGE) return isScanned;
    if (marker === START_OF_SCAN) {
      isScanned = true;
      at = nextMarker(bytes, nextSegment(bytes, at));
    } else {
      at = nextSegment(bytes, at);
    }
  }
  return false;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function nextSegment(bytes, at) {
  // A fill byte before a marker belongs to no segment.
  if (bytes[at + 1] === 0xff) return at + 1;
  return at + 2 + Math.max(2, word(bytes, at + 2));
}

/**
 * The next marker that is neither a stuffed byte nor a restart, or the end of the bytes.
 * @param {Uint8Array} bytes
 * @param {number} from
 */
function nextMarker(bytes, from) {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length) {
    const marker = bytes[at + 1];
    const isInsideScan = marker === 0x00 || (marker >= 0xd0 && marker <= 0xd7);
    if (!isInsideScan && marker !== 0xff) return at;
    at = bytes.indexOf(0xff, marker === 0xff ? at + 1 : at + 2);
  }
  return bytes.length;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function word(bytes, at) {
  return (bytes[at] << 8) | bytes[at + 1];
}
