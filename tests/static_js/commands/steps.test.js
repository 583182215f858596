import assert from "node:assert/strict";
import { test } from "node:test";

import { matches } from "../../../service_worker/pages/search.js";
import { stepped } from "../../../fieldapp/static/js/commands/steps.js";

for (const [text, step, min, result] of [
  ["1", 1000, "0", "2"],
  ["1", -1000, "0", "0"],
  ["0", -1000, "0", "0"],
  ["0.1", 100, "0.1", "0.2"],
  ["0.2", 100, "0.1", "0.3"],
  ["1.95", 10, "0", "1.96"],
  ["1", -1000, "1", "1"],
  ["", 1000, "0", "1"],
  ["很多", 1000, "0", "1"],
  ["１.5", 1000, "0", "2.5"],
]) {
  test(`a step of ${step} from ${JSON.stringify(text)} is ${result}`, () => {
    assert.equal(stepped(text, step, min), result);
  });
}

const ROW = "MC-012 密封胶（灰） 300ml mfj";

for (const query of [
  "mfj",
  "MFJ",
  "密封",
  "mc-012",
  "胶 灰",
  "３００ml",
  "  ",
  "封胶 012",
]) {
  test(`${JSON.stringify(query)} finds the sealant`, () => {
    assert.ok(matches(query, ROW));
  });
}

for (const query of ["zx", "密封 白", "013"]) {
  test(`${JSON.stringify(query)} does not`, () => {
    assert.ok(!matches(query, ROW));
  });
}
