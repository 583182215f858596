/** Quantities in thousandths of a unit and what lines cost, as fieldapp/domain/quantities.py. */

import { UNIT_STEPS } from "../generated/limits.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("../types.js").Sheet} Sheet */

const WHOLE_MILLI = 1000;

/**
 * Rounded half up to a cent; both numbers are zero or more.
 * @param {number} quantity_milli
 * @param {number} unit_price_cents
 * @returns {number}
 */
export function lineAmountCents(quantity_milli, unit_price_cents) {
  return Math.floor((quantity_milli * unit_price_cents + 500) / WHOLE_MILLI);
}

/**
 * @param {number} quantity_milli
 * @param {string} unit
 * @throws {Refusal} quantity.fraction
 */
export function checkQuantity(quantity_milli, unit) {
  const step = UNIT_STEPS[unit] ?? WHOLE_MILLI;
  if (quantity_milli % step !== 0)
    throw new Refusal("quantity.fraction", { unit, quantity_milli });
}

/**
 * @param {number} low_cents
 * @param {number} high_cents
 * @throws {Refusal} estimate.reversed
 */
export function checkRange(low_cents, high_cents) {
  if (low_cents > high_cents) throw new Refusal("estimate.reversed");
}

/**
 * The sheet with its sums made anew.
 * @param {Sheet} sheet
 * @returns {Sheet}
 */
export function withTotals(sheet) {
  const lines = [...sheet.material_uses, ...sheet.charges];
  return {
    ...sheet,
    amount_cents: lines.reduce((sum, line) => sum + line.amount_cents, 0),
    due_cents: lines.reduce((sum, line) => sum + line.due_cents, 0),
  };
}
