/** The document a customer signs, as fieldapp/offline/documents.py builds it. */

import { DOCUMENT_FORMAT, STATEMENT } from "../generated/document.js";
import { canonicalText } from "../hashes.js";

/** @typedef {import("../types.js").Sheet} Sheet */

/**
 * What the sheet says about work, materials and money; lists keep its order.
 * @param {Sheet} sheet
 */
export function signOffDocument(sheet) {
  return {
    format: DOCUMENT_FORMAT,
    work_order_number: sheet.work_order_number,
    visit_id: sheet.visit_id,
    company_name: sheet.company_name,
    address: sheet.address,
    customer_name: sheet.contact_name,
    technician_name: sheet.technician_name,
    technician_badge_no: sheet.technician_badge_no,
    results: sheet.work_items.map(
      ({ position, category_name, description, result }) => ({
        position,
        category_name,
        description,
        result,
      }),
    ),
    materials: sheet.material_uses.map(material),
    charges: sheet.charges.map(charge),
    due_cents: sheet.due_cents,
    warranty: sheet.work_items.map(({ position, warranty_text }) => ({
      position,
      text: warranty_text,
    })),
    photos: sheet.photos.map((photo) => photo.sha256),
    remarks: sheet.remarks.map((remark) => remark.text),
    statement: STATEMENT,
  };
}

/**
 * The document as RFC 8785 text: what is shown, hashed and signed.
 * @param {Sheet} sheet
 * @returns {string}
 */
export function documentText(sheet) {
  return canonicalText(signOffDocument(sheet));
}

/** @param {import("../types.js").SheetMaterialUse} use */
function material(use) {
  const { name, spec, unit, quantity_milli, unit_price_cents, amount_cents } =
    use;
  const { due_cents, old_part } = use;
  return {
    name,
    spec,
    unit,
    quantity_milli,
    unit_price_cents,
    amount_cents,
    due_cents,
    old_part,
  };
}

/** @param {import("../types.js").SheetCharge} line */
function charge(line) {
  const { name, unit, quantity_milli, unit_price_cents, amount_cents } = line;
  const { due_cents, waived_reason } = line;
  return {
    name,
    unit,
    quantity_milli,
    unit_price_cents,
    amount_cents,
    due_cents,
    waived_reason,
  };
}
