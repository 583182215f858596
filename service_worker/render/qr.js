/**
 * QR codes drawn without a network: byte mode, error correction M, mask 0, versions 1–6.
 * The twin of fieldapp/templating/codes.py; ISO/IEC 18004.
 */

const QUIET_ZONE = 4;
const MODE_BYTE = 0b0100;
const PAD = [0xec, 0x11];
// Level M (00), mask 0 (000), with its error correction and the fixed mask already applied.
const FORMAT_BITS = 0b101010000010010;
const FORMAT_LENGTH = 15;
const TIMING = 6;
const PRIMITIVE = 0x11d;

/** Level M by version: blocks, data codewords and check codewords of each, centre of the alignment. */
const VERSIONS = [
  { blocks: 1, data: 16, check: 10, align: 0 },
  { blocks: 1, data: 28, check: 16, align: 18 },
  { blocks: 1, data: 44, check: 26, align: 22 },
  { blocks: 2, data: 32, check: 18, align: 26 },
  { blocks: 2, data: 43, check: 24, align: 30 },
  { blocks: 4, data: 27, check: 16, align: 34 },
];

/** @typedef {{ size: number, dark: Uint8Array, fixed: Uint8Array }} Grid */

/**
 * The code as an SVG with its quiet zone.
 * @param {string} text at most 106 bytes
 * @param {string} label what screen readers say, already escaped
 */
export function qrPicture(text, label) {
  const { size, dark } = qrModules(text);
  let path = "";
  for (let index = 0; index < dark.length; index += 1) {
    if (!dark[index]) continue;
    path += `M${(index % size) + QUIET_ZONE} ${Math.floor(index / size) + QUIET_ZONE}h1v1h-1z`;
  }
  const full = size + 2 * QUIET_ZONE;
  return (
    `<svg class="gate__qr" viewBox="0 0 ${full} ${full}" role="img" aria-label="${label}">` +
    `<path fill="#fff" d="M0 0h${full}v${full}H0z"/><path d="${path}"/></svg>`
  );
}

/** The dark modules, row by row. @param {string} text @returns {Grid} */
export function qrModules(text) {
  const bytes = new TextEncoder().encode(text);
  const index = VERSIONS.findIndex(
    ({ blocks, data }) => bytes.length + 2 <= blocks * data,
  );
  const version = VERSIONS[index];
  if (!version) throw new RangeError("Too long for a QR code of version 6");
  const grid = emptyGrid(17 + 4 * (index + 1));
  drawPatterns(grid, version.align);
  drawData(grid, codewords(bytes, version));
  return grid;
}

/** @param {number} size @returns {Grid} */
function emptyGrid(size) {
  return {
    size,
    dark: new Uint8Array(size * size),
    fixed: new Uint8Array(size * size),
  };
}

/** @param {Grid} grid @param {number} x @param {number} y @param {boolean | number} isDark */
function fix(grid, x, y, isDark) {
  if (x < 0 || y < 0 || x >= grid.size || y >= grid.size) return;
  grid.dark[y * grid.size + x] = Number(isDark);
  grid.fixed[y * grid.size + x] = 1;
}

/** @param {Grid} grid @param {number} align */
function drawPatterns(grid, align) {
  const { size } = grid;
  for (let at = 0; at < size; at += 1) {
    fix(grid, at, TIMING, at % 2 === 0);
    fix(grid, TIMING, at, at % 2 === 0);
  }
  drawSquares(grid, 3, 3, 4);
  drawSquares(grid, size - 4, 3, 4);
  drawSquares(grid, 3, size - 4, 4);
  if (align) drawSquares(grid, align, align, 2);
  drawFormat(grid);
}

/** Nested squares: a finder with its separator (reach 4) or an alignment (reach 2). @param {Grid} grid @param {number} cx @param {number} cy @param {number} reach */
function drawSquares(grid, cx, cy, reach) {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      fix(
        grid,
        cx + dx,
        cy + dy,
        reach === 4 ? ring !== 2 && ring !== 4 : ring !== 1,
      );
    }
  }
}

/** @param {Grid} grid */
function drawFormat(grid) {
  const { size } = grid;
  for (let bit = 0; bit < FORMAT_LENGTH; bit += 1) {
    const isDark = (FORMAT_BITS >> bit) & 1;
    const down = bit < 6 ? bit : bit < 8 ? bit + 1 : size - FORMAT_LENGTH + bit;
    const across =
      bit < 8 ? size - 1 - bit : bit < 9 ? 7 : FORMAT_LENGTH - 1 - bit;
    fix(grid, 8, down, isDark);
    fix(grid, across, 8, isDark);
  }
  fix(grid, 8, size - 8, 1);
}

/** @param {Uint8Array} bytes @param {(typeof VERSIONS)[number]} version */
function codewords(bytes, { blocks, data, check }) {
  const message = padded(bytes, blocks * data);
  const parts = Array.from({ length: blocks }, (_unused, block) =>
    message.slice(block * data, (block + 1) * data),
  );
  const checks = parts.map((part) => remainder(part, check));
  return [...interleaved(parts, data), ...interleaved(checks, check)];
}

/** Mode and length are 4 and 8 bits, so every byte lies across two. @param {Uint8Array} bytes @param {number} length */
function padded(bytes, length) {
  const nibbles = [MODE_BYTE, bytes.length >> 4, bytes.length & 15];
  for (const byte of bytes) nibbles.push(byte >> 4, byte & 15);
  nibbles.push(0);
  const message = [];
  for (let at = 0; at < nibbles.length; at += 2) {
    message.push(((nibbles[at] ?? 0) << 4) | (nibbles[at + 1] ?? 0));
  }
  for (let at = 0; message.length < length; at += 1)
    message.push(PAD[at % 2] ?? 0);
  return message;
}

/** @param {number[][]} parts @param {number} length */
function interleaved(parts, length) {
  const all = [];
  for (let at = 0; at < length; at += 1)
    for (const part of parts) all.push(part[at] ?? 0);
  return all;
}

/** The Reed–Solomon check codewords of a block. @param {number[]} part @param {number} count */
function remainder(part, count) {
  const divisor = generator(count);
  /** @type {number[]} */
  const rest = new Array(count).fill(0);
  for (const byte of part) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    divisor.forEach((value, at) => {
      rest[at] = (rest[at] ?? 0) ^ product(value, factor);
    });
  }
  return rest;
}

/** @param {number} count @returns {number[]} coefficients below the leading one */
function generator(count) {
  const values = [...new Array(count - 1).fill(0), 1];
  let root = 1;
  for (let step = 0; step < count; step += 1) {
    for (let at = 0; at < count; at += 1) {
      values[at] = product(values[at], root) ^ (values[at + 1] ?? 0);
    }
    root = product(root, 2);
  }
  return values;
}

/** In the field of 256 elements. @param {number} a @param {number} b */
function product(a, b) {
  let result = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    result = (result << 1) ^ ((result >> 7) * PRIMITIVE);
    result ^= ((b >> bit) & 1) * a;
  }
  return result;
}

/** Two columns at a time from the right, up and down in turn, masked. @param {Grid} grid @param {number[]} words */
function drawData(grid, words) {
  const { size } = grid;
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === TIMING) right -= 1;
    const isUpward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = isUpward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (grid.fixed[y * size + x]) continue;
        const value = ((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        grid.dark[y * size + x] = value ^ Number((x + y) % 2 === 0);
        bit += 1;
      }
    }
  }
}
