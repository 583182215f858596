/** 收费同意 taken at the door: it holds, and with it how far the amount may go (rule 4). */

import { checkRange } from "./quantities.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

const PERCENT = 100;

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function recordConsent(sheet, { command_id, made_at, payload }) {
  const { work_order_id, who_name, how, agreed_cents } = payload;
  const { low_cents = 0, item_ids = [] } = payload;
  if (work_order_id !== sheet.work_order_id)
    throw new Refusal("work_order.unknown", { work_order_id });
  checkRange(low_cents, agreed_cents);
  const known = sheet.work_items.map((item) => item.item_id);
  if (!item_ids.every((/** @type {string} */ id) => known.includes(id)))
    throw new Refusal("item.unknown", { item_ids });
  return {
    ...sheet,
    consent: {
      consent_id: command_id,
      who_name,
      how,
      agreed_cents,
      agreed_at: made_at,
    },
    consent_limit_cents: limitCents(sheet, agreed_cents),
    work_items: sheet.work_items.map((item) =>
      item_ids.length === 0 || item_ids.includes(item.item_id)
        ? { ...item, is_covered: true }
        : item,
    ),
  };
}

/** As fieldapp/domain/consents.py. @param {Sheet} sheet @param {number} agreed_cents */
function limitCents(sheet, agreed_cents) {
  // A sheet of an earlier build says nothing: then what companies usually set.
  const { consent_share_percent = 10, consent_floor_cents = 2000 } = sheet;
  const share = Math.floor((agreed_cents * consent_share_percent) / PERCENT);
  return agreed_cents + Math.max(share, consent_floor_cents);
}
