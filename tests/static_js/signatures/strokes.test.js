import assert from "node:assert/strict";
import { test } from "node:test";

import { strokesFromPoints } from "../../../fieldapp/static/js/signatures/pixels.js";
import {
  forTheWire,
  hasTooLittleInk,
  inkBox,
  parseStrokes,
  placement,
  union,
} from "../../../fieldapp/static/js/signatures/strokes.js";

const NAME = [
  [
    [100, 100, 0],
    [300, 120, 40],
    [500, 300, 90],
  ],
  [
    [400, 80, 200],
    [420, 380, 260],
  ],
];

test("a name is enough ink; nothing, a dot and a slip are not", () => {
  assert.equal(hasTooLittleInk(NAME), false);
  assert.equal(hasTooLittleInk([]), true);
  assert.equal(hasTooLittleInk([[[5, 5, 0]]]), true);
  assert.equal(
    hasTooLittleInk([
      [
        [5, 5, 0],
        [40, 9, 20],
      ],
    ]),
    true,
  );
});

test("scribbling on one spot is no signature however long", () => {
  const spot = [Array.from({ length: 80 }, (_, n) => [n % 2 ? 10 : 40, 10, n])];

  assert.equal(hasTooLittleInk(spot), true);
});

test("what travels are whole numbers from zero up", () => {
  const moved = NAME.map((stroke) =>
    stroke.map(([x, y, t]) => [x - 700.4, y - 0.5, t]),
  );

  const sent = forTheWire(moved);

  assert.deepEqual(inkBox(sent), { x: 0, y: 0, width: 400, height: 300 });
  assert.ok(sent.flat(2).every((part) => Number.isInteger(part) && part >= 0));
});

test("a long scrawl is thinned until it fits, and keeps both ends of every stroke", () => {
  const long = Array.from({ length: 20 }, (_, s) =>
    Array.from({ length: 600 }, (_, n) => [n, s * 10 + (n % 7), s * 600 + n]),
  );

  const sent = forTheWire(long, 20_000);

  assert.ok(JSON.stringify(sent).length <= 20_000);
  assert.equal(sent.length, 20);
  sent.forEach((stroke, s) => {
    assert.deepEqual(stroke[0].slice(0, 2), [0, s * 10]);
    assert.equal(stroke.at(-1)[0], 599);
  });
});

test("even ten thousand dots fit in the end", () => {
  const dots = Array.from({ length: 10_000 }, (_, n) => [
    [n % 1000, n % 300, n],
  ]);

  assert.ok(JSON.stringify(forTheWire(dots)).length <= 40_000);
});

test("turning the pad and back shows every stroke in its old place", () => {
  const portrait = { width: 358, height: 200 };
  const landscape = { width: 800, height: 300 };
  const reference = { x: 0, y: 0, width: 1000, height: 559 };
  const box = union(reference, inkBox(NAME));

  const before = placement(box, portrait);
  const turned = placement(box, landscape);

  assert.deepEqual(placement(box, portrait), before);
  for (const [x, y] of NAME.flat()) {
    const left = turned.left + x * turned.scale;
    const top = turned.top + y * turned.scale;
    assert.ok(
      left >= 0 &&
        left <= landscape.width &&
        top >= 0 &&
        top <= landscape.height,
    );
  }
});

test("pixels drawn on a turned pad become units of the same space", () => {
  const place = placement(
    { x: 0, y: 0, width: 1000, height: 500 },
    { width: 800, height: 300 },
  );

  const stroke = strokesFromPoints(
    [{ x: 400, y: 150, pressure: 0.5, time: 1700 }],
    place,
    1200,
  );

  assert.deepEqual(stroke, [[500, 250, 500]]);
});

test("ink beyond the old edge widens the shown space instead of being cut", () => {
  const box = union(
    { x: 0, y: 0, width: 1000, height: 500 },
    inkBox([[[-300, 40, 0]]]),
  );

  assert.deepEqual(box, { x: -300, y: 0, width: 1300, height: 500 });
});

test("only lists of whole-number points are read back", () => {
  assert.deepEqual(parseStrokes(JSON.stringify(NAME)), NAME);
  for (const text of ["", "no", "{}", "[[1]]", "[[[1,2]]]", "[[[1.5,2,3]]]"]) {
    assert.deepEqual(parseStrokes(text), []);
  }
});
