/**
 * The money of a sheet so far against what was agreed.
 * The twin of fieldapp/web/technician/contexts/bill.py; the limit itself comes ready in the sheet.
 */

/** @param {any} sheet */
export function billOf(sheet) {
  const agreed = sheet.consent ? sheet.consent.agreed_cents : null;
  const limit = sheet.consent_limit_cents;
  const over = agreed === null ? 0 : Math.max(sheet.due_cents - agreed, 0);
  return {
    amount_cents: sheet.amount_cents,
    due_cents: sheet.due_cents,
    agreed_cents: agreed,
    over_percent_milli: agreed ? percentMilli(over, agreed) : 0,
    is_over: limit !== null && sheet.due_cents > limit,
    needs_consent: needsConsent(sheet),
  };
}

/**
 * Charged items nobody has agreed to yet (rules 4 and 9).
 * @param {any} sheet
 * @returns {any[]}
 */
export function uncoveredItems(sheet) {
  // A sheet of an earlier build says nothing of it.
  return sheet.work_items.filter(
    (/** @type {any} */ item) =>
      item.charge_verdict === "charged" && item.is_covered === false,
  );
}

/** Why the customer must agree before work goes on: missing, over, extra; "" where not. @param {any} sheet */
export function needsConsent(sheet) {
  if (!sheet.is_charged) return "";
  const uncovered = uncoveredItems(sheet);
  if (sheet.consent === null || uncovered.some((item) => !item.is_extra))
    return "missing";
  if (sheet.due_cents > sheet.consent_limit_cents) return "over";
  return uncovered.length > 0 ? "extra" : "";
}

/** Thousandths of a percent, to one decimal, rounded half up. @param {number} part @param {number} whole */
function percentMilli(part, whole) {
  return Math.floor((Math.floor((part * 2000) / whole) + 1) / 2) * 100;
}
