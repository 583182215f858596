/** What follows from the verdicts of a sheet's items: whether it is charged, and what is due. */

import { withAgreed } from "./agreements.js";
import { withTotals } from "./quantities.js";

/** @typedef {import("../types.js").Sheet} Sheet */

/**
 * The sheet with everything that hangs on its items' verdicts made anew.
 * @param {Sheet} sheet
 * @returns {Sheet}
 */
export function withVerdicts(sheet) {
  return withTotals({
    ...withAgreed(sheet),
    is_charged: sheet.work_items.some(isCharged),
    charges: sheet.charges.map((line) => ({
      ...line,
      due_cents: isChargeDue(sheet, line) ? line.amount_cents : 0,
    })),
    material_uses: sheet.material_uses.map((use) => ({
      ...use,
      due_cents: isDue(sheet, use.item_id) ? use.amount_cents : 0,
    })),
  });
}

/**
 * Planned work is due with its item, else with what was reported: what is found on site makes nothing
 * due that was free before. As charged_work in fieldapp/domain/payments.py.
 * @param {Sheet} sheet
 * @param {import("../types.js").SheetCharge} line
 */
function isChargeDue({ work_items }, { waived_reason, item_id = null }) {
  if (waived_reason !== "") return false;
  const charged = work_items.filter(isCharged);
  if (item_id !== null) return charged.some((one) => one.item_id === item_id);
  return charged.some((one) => !one.is_extra);
}

/**
 * A material is due when its item, or else the first, is charged.
 * @param {Sheet} sheet
 * @param {string | null} item_id
 */
export function isDue(sheet, item_id) {
  const wanted = item_id ?? sheet.work_items[0]?.item_id;
  const item = sheet.work_items.find((one) => one.item_id === wanted);
  return item !== undefined && isCharged(item);
}

/** @param {{charge_verdict: string}} item */
function isCharged(item) {
  return item.charge_verdict === "charged";
}
