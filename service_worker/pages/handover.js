/** 交给客户: what was done, what it costs, how long it is guaranteed; the customer reads this. */

import { billOf } from "./bill.js";
import { commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  return {
    ...commonContext(input, { name: "handover", sheet }),
    sheet,
    place: placeOf(sheet),
    is_open: sheet.state === "awaiting_sign_off",
    bill: billOf(sheet),
    pairs: pairsOf(sheet.photos),
    given_back: sheet.material_uses.filter(
      (/** @type {any} */ use) => use.old_part === "customer",
    ),
  };
}

/** Before and after, side by side in the order they were taken. @param {any[]} photos */
function pairsOf(photos) {
  const before = photos.filter((photo) => photo.kind === "before");
  const after = photos.filter((photo) => photo.kind === "after");
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_unused, index) => ({
    before: before[index] ?? null,
    after: after[index] ?? null,
  }));
}
