/** 收费同意 taken at the door: the latest holds, and with it how far the amount may go (rule 4). */

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
  if (sheet.work_items.some((item) => item.warranty_verdict === "disputed"))
    throw new Refusal("work_order.charging_paused", {
      number: sheet.work_order_number,
    });
  checkRange(low_cents, agreed_cents);
  const known = sheet.work_items.map((item) => item.item_id);
  if (!item_ids.every((/** @type {string} */ id) => known.includes(id)))
    throw new Refusal("item.unknown", { item_ids });
  if (sheet.consent && sheet.consent.agreed_at > made_at) return sheet;
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
  };
}

/** As fieldapp/domain/consents.py. @param {Sheet} sheet @param {number} agreed_cents */
function limitCents(
  { consent_share_percent, consent_floor_cents },
  agreed_cents,
) {
  const share = Math.floor((agreed_cents * consent_share_percent) / PERCENT);
  return agreed_cents + Math.max(share, consent_floor_cents);
}
