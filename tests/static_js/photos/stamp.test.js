import assert from "node:assert/strict";
import { test } from "node:test";

import { stampLines } from "../../../fieldapp/static/js/photos/stamp.js";

const MORNING = new Date(2026, 10, 28, 8, 5);

test("the stamp says when, which order and where", () => {
  assert.deepEqual(
    stampLines(MORNING, "WX20261123-001|锦绣华庭二期 5-2-1203"),
    ["2026-11-28 08:05", "WX20261123-001", "锦绣华庭二期 5-2-1203"],
  );
});

test("a picture from the album is not given a time nobody knows", () => {
  assert.deepEqual(stampLines(null, "WX20261123-001| "), ["WX20261123-001"]);
});
