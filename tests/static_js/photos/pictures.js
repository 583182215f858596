/** Small real pictures, byte by byte. */

/** A complete 3 × 2 JPEG frame: markers, one scan with stuffed bytes and a restart, the end. */
export function jpeg({ width = 3, height = 2, tail = [0xff, 0xd9] } = {}) {
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...[0xff, 0xe0, 0x00, 0x04, 0x4a, 0x46],
    ...[
      0xff,
      0xc0,
      0x00,
      0x0b,
      0x08,
      height >> 8,
      height & 0xff,
      width >> 8,
      width & 0xff,
    ],
    ...[0x01, 0x01, 0x11, 0x00],
    ...[0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00],
    ...[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    ...tail,
  ]);
}

export function png({ width = 3, height = 2, end = "IEND" } = {}) {
  const header = new Uint8Array(33);
  header.set(bytesOf("\x89PNG\r\n\x1a\n"));
  const view = new DataView(header.buffer);
  view.setUint32(8, 13);
  header.set(bytesOf("IHDR"), 12);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return Uint8Array.from([...header, 0, 0, 0, 0, ...bytesOf(end), 0, 0, 0, 0]);
}

/** The lossless kind: 14 bits each for width and height, less one. */
export function webp({ width = 3, height = 2, declared = 22 } = {}) {
  const file = new Uint8Array(30);
  const view = new DataView(file.buffer);
  file.set(bytesOf("RIFF"));
  view.setUint32(4, declared, true);
  file.set(bytesOf("WEBPVP8L"), 8);
  view.setUint32(16, 10, true);
  file[20] = 0x2f;
  view.setUint32(21, (width - 1) | ((height - 1) << 14), true);
  return file;
}

export function heic({ width = 30, height = 20, missing = 0 } = {}) {
  const file = new Uint8Array(24 + 20 + 16);
  const view = new DataView(file.buffer);
  view.setUint32(0, 24);
  file.set(bytesOf("ftypheic"), 4);
  view.setUint32(24, 20);
  file.set(bytesOf("ispe"), 28);
  view.setUint32(36, width);
  view.setUint32(40, height);
  view.setUint32(44, 16 + missing);
  file.set(bytesOf("mdat"), 48);
  return file;
}

export function bytesOf(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
