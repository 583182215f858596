import assert from "node:assert/strict";
import { test } from "node:test";

import {
  fitWithin,
  inspectPhoto,
  PhotoRefused,
} from "../../../fieldapp/static/js/photos/accept.js";
import { bytesOf, heic, jpeg, png, webp } from "./pictures.js";

const COMPLETE = [
  ["image/jpeg", jpeg(), { width: 3, height: 2 }],
  ["image/png", png(), { width: 3, height: 2 }],
  ["image/webp", webp(), { width: 3, height: 2 }],
  ["image/heic", heic(), { width: 30, height: 20 }],
];

for (const [mime, bytes, size] of COMPLETE) {
  test(`${mime} is told by its leading bytes and measured before decoding`, () => {
    assert.deepEqual(inspectPhoto(bytes), { mime, size });
  });
}

const REFUSED = [
  ["an empty file", new Uint8Array(), "empty"],
  ["a PDF renamed to .jpg", bytesOf("%PDF-1.7 …"), "not_a_photo"],
  ["a GIF", bytesOf("GIF89a……………………"), "not_a_photo"],
  ["a JPEG cut in its scan", jpeg({ tail: [] }), "truncated"],
  [
    "a JPEG cut after a stuffed byte",
    jpeg({ tail: [0xff, 0x00] }),
    "truncated",
  ],
  ["a JPEG of its first 12 bytes", jpeg().subarray(0, 12), "truncated"],
  ["a PNG without its end", png({ end: "IDAT" }), "truncated"],
  ["a WebP shorter than it says", webp({ declared: 400 }), "truncated"],
  ["a HEIC whose last box is cut", heic({ missing: 1 }), "truncated"],
  [
    "a JPEG of 100 megapixels",
    jpeg({ width: 10000, height: 10000 }),
    "too_many_pixels",
  ],
  [
    "a PNG of 100 megapixels",
    png({ width: 10000, height: 10000 }),
    "too_many_pixels",
  ],
];

for (const [what, bytes, fault] of REFUSED) {
  test(`${what} is refused as ${fault}`, () => {
    assert.throws(
      () => inspectPhoto(bytes),
      (problem) => problem instanceof PhotoRefused && problem.fault === fault,
    );
  });
}

test("bytes after the end of a JPEG belong to a motion photo and are allowed", () => {
  const bytes = jpeg({ tail: [0xff, 0xd9, ...bytesOf("ftypmp42")] });

  assert.equal(inspectPhoto(bytes).mime, "image/jpeg");
});

test("every prefix of a JPEG short of its end is truncated", () => {
  const whole = jpeg();

  for (let length = 3; length < whole.length; length += 1) {
    assert.throws(() => inspectPhoto(whole.subarray(0, length)), PhotoRefused);
  }
});

test("a picture keeps its proportions and is never enlarged", () => {
  assert.deepEqual(fitWithin({ width: 4000, height: 3000 }), {
    width: 1600,
    height: 1200,
  });
  assert.deepEqual(fitWithin({ width: 3000, height: 4000 }), {
    width: 1200,
    height: 1600,
  });
  assert.deepEqual(fitWithin({ width: 640, height: 480 }), {
    width: 640,
    height: 480,
  });
  assert.deepEqual(fitWithin({ width: 9000, height: 1 }), {
    width: 1600,
    height: 1,
  });
});
