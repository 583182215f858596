/** 顺便看看: one more thing to repair, what is told about it, and those found already (rule 9). */

import { offerFor } from "../apply/extra_items.js";
import { asked, commonContext, sheetOf } from "./common.js";
import { isOpen, placeOf } from "./rows.js";

/** A category the sheet says nothing of, newer than the sheet: the office finds out. */
const NO_OFFER = {
  warranty_verdict: "unknown",
  warranty_text: "",
  charge_verdict: "pending",
};

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  const categories = input.catalogue?.categories ?? [];
  const position = asked(input, "position");
  const code = asked(input, "category");
  const category = categories.find(
    (/** @type {any} */ row) => row.code === code,
  );
  return {
    ...commonContext(input, { name: "extras", sheet }),
    sheet,
    place: placeOf(sheet),
    is_open: isOpen(sheet),
    categories,
    positions: positionsOf(sheet),
    position,
    category_code: code,
    told: position && category ? toldOf(sheet, position, category) : null,
    extras: sheet.work_items.filter((/** @type {any} */ item) => item.is_extra),
  };
}

/** Places of this home that are known, each once. @param {any} sheet */
function positionsOf(sheet) {
  const places = (sheet.warranty_offers ?? []).flatMap(
    (/** @type {any} */ offer) => offer.positions,
  );
  const items = sheet.work_items.map(
    (/** @type {any} */ item) => item.position,
  );
  return [...new Set([...items, ...places])];
}

/** What the customer is told, and the usual price where it is charged. @param {any} sheet @param {string} position @param {any} category */
function toldOf(sheet, position, category) {
  const offer = offerFor(sheet, position, category.code) ?? NO_OFFER;
  const isCharged = offer.charge_verdict === "charged";
  return {
    category_name: category.name,
    warranty_verdict: offer.warranty_verdict,
    warranty_text: offer.warranty_text,
    charge_verdict: offer.charge_verdict,
    low_cents: isCharged ? category.low_cents : 0,
    high_cents: isCharged ? category.high_cents : 0,
  };
}
