/** 收费同意 at the door: why it is needed, how much it would be, who may give it (rule 4). */

import { billOf, uncoveredItems } from "./bill.js";
import { commonContext, sheetOf } from "./common.js";
import { isOpen, placeOf } from "./rows.js";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  const bill = billOf(sheet);
  const uncovered = uncoveredItems(sheet);
  const extras = uncovered.filter((item) => item.is_extra);
  const soFar = bill.agreed_cents ?? sheet.estimate_high_cents;
  // The order's estimate holds what was reported, and what was confirmed already.
  const added =
    bill.agreed_cents === null
      ? extras.filter((item) => !item.is_confirmed)
      : uncovered;
  const askedFor = added.reduce(
    (sum, item) => sum + item.estimate_high_cents,
    soFar,
  );
  return {
    ...commonContext(input, { name: "consent", sheet }),
    sheet,
    place: placeOf(sheet),
    is_open: isOpen(sheet),
    bill,
    extras,
    suggested_cents: Math.max(askedFor, sheet.due_cents),
    payer_name: payerName(sheet),
  };
}

/** @param {any} sheet */
function payerName(sheet) {
  const payer = sheet.parties.find(
    (/** @type {any} */ party) => party.role === "payer",
  );
  return payer ? payer.name : sheet.contact_name;
}
