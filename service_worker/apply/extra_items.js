/** Extra items (追加项): added with the verdict that was told, voided while nothing names them. */

import { MOST_ITEMS } from "../generated/limits.js";
import { checkRange } from "./quantities.js";
import { Refusal } from "./refusal.js";
import { checkItem } from "./rows.js";
import { withVerdicts } from "./verdicts.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */
/** @typedef {import("../types.js").WarrantyOffer} WarrantyOffer */

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function addExtraItem(sheet, { command_id, payload }) {
  const { position, category_code, category_name } = payload;
  const { warranty_verdict, charge_verdict, description = "" } = payload;
  const { estimate_low_cents = 0, estimate_high_cents = 0 } = payload;
  checkRange(estimate_low_cents, estimate_high_cents);
  const offer = offerFor(sheet, position, category_code);
  // Without an offer nothing is promised: then the office finds out.
  if (!offer && warranty_verdict !== "unknown")
    throw new Refusal("category.unknown", { category_code });
  const position_no = sheet.next_item_no;
  if (position_no > MOST_ITEMS)
    throw new Refusal("work_order.full", { most: MOST_ITEMS });
  const item = {
    item_id: command_id,
    position_no,
    position,
    category_code,
    category_name,
    description,
    // Traits of the category: the server's sheet tells them.
    is_rain_sensitive: false,
    needs_two: false,
    warranty_verdict,
    warranty_text: offer?.warranty_text ?? "",
    warranty_ends_on: offer?.warranty_ends_on ?? null,
    charge_verdict,
    estimate_low_cents: charge_verdict === "charged" ? estimate_low_cents : 0,
    estimate_high_cents: charge_verdict === "charged" ? estimate_high_cents : 0,
    result: null,
    is_extra: true,
    is_confirmed: false,
    is_covered: false,
  };
  return withVerdicts({
    ...sheet,
    next_item_no: position_no + 1,
    work_items: [...sheet.work_items, item],
  });
}

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function voidExtraItem(sheet, { payload: { item_id } }) {
  checkItem(sheet, item_id);
  const item = sheet.work_items.find((one) => one.item_id === item_id);
  if (!item?.is_extra)
    throw new Refusal("record.unknown", { record_id: item_id });
  if (item.warranty_verdict === "disputed")
    throw new Refusal("verdict.appraised");
  const isUsed = [...sheet.material_uses, ...sheet.photos].some(
    (row) => row.item_id === item_id,
  );
  if (isUsed) throw new Refusal("item.in_use", { position: item.position });
  return withVerdicts({
    ...sheet,
    work_items: sheet.work_items.filter((one) => one !== item),
    charges: sheet.charges.filter((line) => line.item_id !== item_id),
  });
}

/**
 * The customer does not agree with a verdict: nothing is charged for the item until it is appraised.
 * @param {Sheet} sheet
 * @param {Command} command
 * @throws {Refusal}
 */
export function askAppraisal(sheet, { payload: { item_id } }) {
  checkItem(sheet, item_id);
  const item = sheet.work_items.find((one) => one.item_id === item_id);
  if (item?.warranty_verdict === "disputed")
    throw new Refusal("verdict.appraised");
  const disputed = { warranty_verdict: "disputed", charge_verdict: "pending" };
  return withVerdicts({
    ...sheet,
    work_items: sheet.work_items.map((one) =>
      one === item ? { ...one, ...disputed } : one,
    ),
  });
}

/**
 * What the sheet offers for a category there: of the place itself, or else of the rest of the home.
 * @param {Sheet} sheet
 * @param {string} position
 * @param {string} category_code
 * @returns {WarrantyOffer | undefined}
 */
export function offerFor(sheet, position, category_code) {
  const offers = (sheet.warranty_offers ?? []).filter((offer) =>
    offer.category_codes.includes(category_code),
  );
  const here = plain(position);
  return (
    offers.find((offer) =>
      offer.positions.some((one) => plain(one) === here),
    ) ?? offers.find((offer) => offer.positions.length === 0)
  );
}

/** Without blanks, full-width letters and digits as their usual ones. @param {string} text */
function plain(text) {
  return text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
}
