import assert from "node:assert/strict";
import { test } from "node:test";

import {
  schemaOf,
  valueFault,
} from "../../../fieldapp/static/js/commands/limits.js";

const LIMITS = {
  use_material: {
    type: "object",
    required: ["name", "quantity_milli"],
    $defs: {
      OldPart: { type: "string", enum: ["customer", "return", "scrap"] },
    },
    properties: {
      name: { type: "string", minLength: 1, maxLength: 3 },
      quantity_milli: {
        type: "integer",
        exclusiveMinimum: 0,
        maximum: 9_999_000,
      },
      old_part: {
        anyOf: [{ $ref: "#/$defs/OldPart" }, { type: "null" }],
        default: null,
      },
      note: { type: "string", default: "" },
    },
  },
};
const FIELDS = schemaOf("use_material", LIMITS);

const CASES = [
  ["name", "胶条😀", null],
  ["name", "胶条胶条", { fault: "long", limit: 3 }],
  ["name", "", { fault: "missing" }],
  ["name", null, { fault: "missing" }],
  ["quantity_milli", 0, { fault: "low", limit: 1 }],
  ["quantity_milli", 1, null],
  ["quantity_milli", 10_000_000, { fault: "high", limit: 9_999_000 }],
  ["old_part", null, null],
  ["old_part", "scrap", null],
  ["old_part", "lost", { fault: "choice" }],
  ["note", "", null],
];

for (const [field, value, fault] of CASES) {
  test(`${field} = ${JSON.stringify(value)} is ${fault?.fault ?? "allowed"}`, () => {
    assert.deepEqual(valueFault(value, FIELDS[field]), fault);
  });
}

test("a command nobody described has no schema", () => {
  assert.equal(schemaOf("unheard_of", LIMITS), null);
});
