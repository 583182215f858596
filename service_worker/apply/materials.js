/** Used materials: added or voided, never changed. */

import { checkQuantity, lineAmountCents, withTotals } from "./quantities.js";
import { checkItem, withoutRow, withRow } from "./rows.js";
import { isDue } from "./verdicts.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/** @param {Sheet} sheet @param {Command} command @throws {import("./refusal.js").Refusal} */
export function useMaterial(sheet, { command_id, made_at, payload }) {
  const {
    name,
    unit,
    quantity_milli,
    unit_price_cents,
    item_id = null,
  } = payload;
  checkItem(sheet, item_id);
  checkQuantity(quantity_milli, unit);
  const amount_cents = lineAmountCents(quantity_milli, unit_price_cents);
  const use = {
    use_id: command_id,
    material_id: payload.material_id ?? null,
    code: payload.code ?? "",
    name,
    spec: payload.spec ?? "",
    unit,
    quantity_milli,
    unit_price_cents,
    amount_cents,
    due_cents: isDue(sheet, item_id) ? amount_cents : 0,
    old_part: payload.old_part ?? null,
    item_id,
    made_at,
  };
  return withTotals({
    ...sheet,
    material_uses: withRow(sheet.material_uses, use, (row) => row.use_id),
  });
}

/** @param {Sheet} sheet @param {Command} command @throws {import("./refusal.js").Refusal} */
export function voidMaterialUse(sheet, { payload }) {
  const material_uses = withoutRow(
    sheet.material_uses,
    (row) => row.use_id,
    payload.use_id,
  );
  return withTotals({ ...sheet, material_uses });
}
