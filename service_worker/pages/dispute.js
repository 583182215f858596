/** 对保修有异议: which item the customer does not agree about, and what he says (rule 3). */

import { commonContext, sheetOf } from "./common.js";
import { isOpen, placeOf } from "./rows.js";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  /** @param {any} item */
  const isDisputed = (item) => item.warranty_verdict === "disputed";
  return {
    ...commonContext(input, { name: "dispute", sheet }),
    sheet,
    place: placeOf(sheet),
    is_open: isOpen(sheet),
    judged: sheet.work_items.filter(
      (/** @type {any} */ item) => !isDisputed(item),
    ),
    disputed: sheet.work_items.filter(isDisputed),
  };
}
