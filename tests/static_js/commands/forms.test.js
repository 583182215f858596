import assert from "node:assert/strict";
import { test } from "node:test";

import { payloadFromFields } from "../../../fieldapp/static/js/commands/forms.js";

const SURROUNDINGS = { timezone: "Asia/Shanghai", todayOn: "2026-11-28" };

function payloadOf(fields, more = {}) {
  return payloadFromFields("made_up", fields, { ...SURROUNDINGS, ...more });
}

test("the suffix of a field decides its type", () => {
  const { payload, faults } = payloadOf([
    ["name", " 胶条 "],
    ["quantity_milli", "1.2"],
    ["unit_price_cents", "6.50"],
    ["agreed_at", "08:30"],
    ["proposed_on", "2026-12-05"],
    ["strokes", "[[[1,2,3]]]"],
    ["size_bytes", "2048"],
    ["from_album", "1"],
    ["old_part", ""],
  ]);

  assert.deepEqual(faults, []);
  assert.deepEqual(payload, {
    name: "胶条",
    quantity_milli: 1200,
    unit_price_cents: 650,
    agreed_at: "2026-11-28T00:30:00.000Z",
    proposed_on: "2026-12-05",
    strokes: [[[1, 2, 3]]],
    size_bytes: 2048,
    from_album: true,
    old_part: null,
  });
});

test("what steers the form stays out of the payload", () => {
  const { payload } = payloadOf([
    ["command_id", "a"],
    ["next", "/tech/"],
    ["photo", "x"],
    ["photo_from_album", "y"],
    ["_on", "2026-11-28"],
    ["text", "好"],
  ]);

  assert.deepEqual(payload, { text: "好" });
});

test("ready words and typed words of one field are one text", () => {
  const { payload } = payloadOf([
    ["opinion", "讲得清楚"],
    ["opinion", "来得准时"],
    ["opinion", ""],
    ["opinion", "谢谢😀"],
  ]);

  assert.equal(payload.opinion, "讲得清楚；来得准时；谢谢😀");
});

test("a time may belong to another day than today", () => {
  const { payload } = payloadOf([["corrected_at", "23:50"]], {
    days: { corrected_at: "2026-11-27" },
  });

  assert.equal(payload.corrected_at, "2026-11-27T15:50:00.000Z");
});

test("an unreadable field is named and the others are still read", () => {
  const { payload, faults } = payloadOf([
    ["quantity_milli", "两个"],
    ["text", "好"],
  ]);

  assert.deepEqual(faults, [{ field: "quantity_milli", fault: "number" }]);
  assert.equal(payload.text, "好");
});

test("an unchecked box is false", () => {
  assert.deepEqual(payloadOf([["from_album", ""]]).payload, {
    from_album: false,
  });
});

const TEXT = { type: "string", isRequired: false, isNullable: false };
const SCHEMAS = {
  name: { ...TEXT, isRequired: true, minLength: 1 },
  note: { ...TEXT, default: "" },
  old_part: { ...TEXT, isNullable: true, default: null },
  is_late: { ...TEXT, type: "boolean", default: false },
  count: { ...TEXT, type: "integer", isNullable: true, default: null },
};

function described(fields) {
  return payloadFromFields("described", fields, SURROUNDINGS, SCHEMAS);
}

test("a described command has all its fields and nothing else", () => {
  const { payload, faults } = described([
    ["name", "胶条"],
    ["stray", "x"],
  ]);

  assert.deepEqual(faults, []);
  assert.deepEqual(payload, {
    name: "胶条",
    note: "",
    old_part: null,
    is_late: false,
    count: null,
  });
});

test("emptied texts are the empty text, unless they may be null", () => {
  const { payload } = described([
    ["name", "胶条"],
    ["note", " "],
    ["old_part", ""],
    ["count", "12"],
    ["is_late", "on"],
  ]);

  assert.deepEqual(
    [payload.note, payload.old_part, payload.count, payload.is_late],
    ["", null, 12, true],
  );
});

test("a required field left empty or out is missing", () => {
  const missing = [{ field: "name", fault: "missing" }];

  assert.deepEqual(described([["name", ""]]).faults, missing);
  assert.deepEqual(described([]).faults, missing);
});

test("the day beside a bare time may be typed too", () => {
  const { payload } = payloadOf([
    ["agreed_at", "08:00"],
    ["agreed_at_on", "2026-11-30"],
  ]);

  assert.equal(payload.agreed_at, "2026-11-30T00:00:00.000Z");
});
