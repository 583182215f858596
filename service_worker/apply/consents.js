/** 收费同意 taken at the door: it holds, and with it how far the amount may go (rule 4). */

import { partsOf } from "./agreements.js";
import { checkRange } from "./quantities.js";
import { Refusal } from "./refusal.js";
import { withVerdicts } from "./verdicts.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function recordConsent(sheet, { command_id, made_at, payload }) {
  const { work_order_id, who_name, how, agreed_cents } = payload;
  const { low_cents = 0, item_ids: named = [] } = payload;
  if (work_order_id !== sheet.work_order_id)
    throw new Refusal("work_order.unknown", { work_order_id });
  checkRange(low_cents, agreed_cents);
  const known = sheet.work_items.map((item) => item.item_id);
  if (!named.every((/** @type {string} */ id) => known.includes(id)))
    throw new Refusal("item.unknown", { item_ids: named });
  const isWhole = named.length === 0;
  const item_ids = known.filter((id) => isWhole || named.includes(id));
  const part = { item_ids, agreed_cents };
  return withVerdicts({
    ...sheet,
    consent: {
      consent_id: command_id,
      who_name,
      how,
      agreed_cents,
      agreed_at: made_at,
      parts: isWhole ? [part] : [...partsOf(sheet), part],
    },
    work_items: sheet.work_items.map((item) =>
      item_ids.includes(item.item_id) ? { ...item, is_covered: true } : item,
    ),
  });
}
