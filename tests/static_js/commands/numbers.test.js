import assert from "node:assert/strict";
import { test } from "node:test";

import {
  dayOf,
  instantOf,
  localDay,
  Unreadable,
  wholeParts,
} from "../../../fieldapp/static/js/commands/numbers.js";

const READ = [
  ["4", 1000, 4000],
  ["0.5", 1000, 500],
  ["1.20", 1000, 1200],
  [".5", 1000, 500],
  ["3.", 1000, 3000],
  ["0.290", 100, 29],
  ["19.99", 100, 1999],
  ["1,000,000.01", 100, 100000001],
  [" ¥ 190.00 ", 100, 19000],
  ["１２．５", 1000, 12500],
  ["１。５", 1000, 1500],
  ["-3", 1000, -3000],
  ["-0", 1000, 0],
];

for (const [text, factor, parts] of READ) {
  test(`${JSON.stringify(text)} is ${parts} parts of ${factor}`, () => {
    assert.equal(wholeParts(text, factor), parts);
  });
}

for (const [text, fault] of [
  ["", "number"],
  [".", "number"],
  ["三", "number"],
  ["1.2.3", "number"],
  ["1e3", "number"],
  ["1/2", "number"],
  ["99999999999", "number"],
  ["1.2345", "precision"],
]) {
  test(`${JSON.stringify(text)} cannot be read: ${fault}`, () => {
    assert.throws(
      () => wholeParts(text, 1000),
      (problem) => problem instanceof Unreadable && problem.fault === fault,
    );
  });
}

const CHINA = { timezone: "Asia/Shanghai", baseDay: "2026-11-28" };

test("a local time means the company's zone, wherever the phone is", () => {
  assert.equal(
    instantOf("2026-11-28T08:30", CHINA),
    "2026-11-28T00:30:00.000Z",
  );
  assert.equal(instantOf("8:05", CHINA), "2026-11-28T00:05:00.000Z");
  assert.equal(instantOf("00:10", CHINA), "2026-11-27T16:10:00.000Z");
});

test("an instant stays the instant it is", () => {
  assert.equal(
    instantOf("2026-11-28T00:30:00.000Z", CHINA),
    "2026-11-28T00:30:00.000Z",
  );
  assert.equal(
    instantOf("2026-11-28T08:30+08:00", CHINA),
    "2026-11-28T00:30:00.000Z",
  );
});

test("a clock change in the night is taken from the right side", () => {
  const berlin = { timezone: "Europe/Berlin", baseDay: "2026-03-29" };

  assert.equal(instantOf("01:30", berlin), "2026-03-29T00:30:00.000Z");
  assert.equal(instantOf("03:30", berlin), "2026-03-29T01:30:00.000Z");
});

test("what is no time or day is said to be unreadable", () => {
  for (const text of ["morgen", "25:99", "2026-13-01T08:00"]) {
    assert.throws(() => instantOf(text, CHINA), Unreadable);
  }
  for (const text of ["2026-1-1", "2026-13-40", "28.11."]) {
    assert.throws(() => dayOf(text), Unreadable);
  }
  assert.equal(dayOf("2026-11-28"), "2026-11-28");
});

test("the day of an instant is the company's", () => {
  assert.equal(
    localDay(Date.parse("2026-11-27T16:10:00Z"), "Asia/Shanghai"),
    "2026-11-28",
  );
  assert.equal(
    localDay(Date.parse("2026-11-27T15:59:00Z"), "Asia/Shanghai"),
    "2026-11-27",
  );
});
