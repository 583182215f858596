/** How much is agreed to by now, for which items, and how far the amount may go (rule 4). */

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").AgreedPart} AgreedPart */

const PERCENT = 100;

/**
 * The sheet with its consent made anew, of the parts and of the items that hold by now.
 * @param {Sheet} sheet
 * @returns {Sheet}
 */
export function withAgreed(sheet) {
  if (!sheet.consent) return sheet;
  const parts = partsOf(sheet);
  const charged = sheet.work_items
    .filter((item) => item.charge_verdict === "charged")
    .map((item) => item.item_id);
  const agreed_cents = agreedCents(parts, charged);
  return {
    ...sheet,
    consent: { ...sheet.consent, agreed_cents, parts },
    consent_limit_cents: limitCents(sheet, agreed_cents),
  };
}

/**
 * What was agreed to, for the items that hold.
 * @param {Sheet} sheet
 * @returns {AgreedPart[]}
 */
export function partsOf({ consent, work_items }) {
  if (!consent) return [];
  const known = work_items.map((item) => item.item_id);
  // A sheet of an earlier build says no parts.
  const covered = work_items.filter((item) => item.is_covered);
  const {
    agreed_cents,
    parts = [{ item_ids: covered.map((item) => item.item_id), agreed_cents }],
  } = consent;
  return parts.map((part) => ({
    ...part,
    item_ids: common(known, part.item_ids),
  }));
}

/**
 * Each item once: the twin of agreed_cents in fieldapp/domain/consents.py.
 * @param {AgreedPart[]} parts
 * @param {string[]} charged
 */
function agreedCents(parts, charged) {
  /** @type {AgreedPart[]} */
  let merged = [];
  for (const { item_ids, agreed_cents } of parts) {
    /** @param {AgreedPart} one */
    const named = (one) => common(one.item_ids, item_ids).length;
    const rest = merged.filter(
      (one) => named(one) > 0 && named(one) < one.item_ids.length,
    );
    const most = {
      item_ids: [{ item_ids }, ...rest].flatMap((one) => one.item_ids),
      agreed_cents: Math.max(agreed_cents, sumOf(rest)),
    };
    merged = [...merged.filter((one) => named(one) === 0), most];
  }
  const due = merged.filter((one) => common(one.item_ids, charged).length > 0);
  return sumOf(due.length > 0 ? due : merged);
}

/** @param {AgreedPart[]} parts */
function sumOf(parts) {
  return parts.reduce((sum, part) => sum + part.agreed_cents, 0);
}

/** @param {string[]} ids @param {string[]} others */
function common(ids, others) {
  return ids.filter((id) => others.includes(id));
}

/** As fieldapp/domain/consents.py. @param {Sheet} sheet @param {number} agreed_cents */
function limitCents(sheet, agreed_cents) {
  // A sheet of an earlier build says nothing: then what companies usually set.
  const { consent_share_percent = 10, consent_floor_cents = 2000 } = sheet;
  const share = Math.floor((agreed_cents * consent_share_percent) / PERCENT);
  return agreed_cents + Math.max(share, consent_floor_cents);
}
