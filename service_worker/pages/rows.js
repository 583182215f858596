/**
 * One visit in a list, and the facts about a sheet that several pages show.
 * The twin of fieldapp/web/technician/contexts/rows.py.
 */

export const OPEN_STATES = [
  "planned", "accepted", "travelling", "on_site", "working", "awaiting_sign_off",
]; // prettier-ignore

const ROW_LISTS = [
  "work_items", "material_uses", "photos", "remarks", "checks", "expenses", "marks", "contacts",
]; // prettier-ignore
const MAP_SEARCH = "https://uri.amap.com/search?keyword=";
const WORST_FIRST = ["attention", "phone", "uploaded", "verified"];

/** @param {any} sheet */
export function isOpen(sheet) {
  return OPEN_STATES.includes(sheet.state);
}

/** Where it is, in one line. @param {any} sheet @returns {string} */
export function placeOf(sheet) {
  return sheet.site_name
    ? `${sheet.site_name} ${sheet.dwelling_label}`.trim()
    : sheet.address;
}

/**
 * What the customer pays: kind disputed, free, unknown, agreed (top of it) or estimate.
 * @param {any} sheet
 */
export function moneyOf(sheet) {
  const item =
    sheet.work_items.find(
      (/** @type {any} */ one) => one.charge_verdict === "charged",
    ) ?? sheet.work_items[0];
  return {
    kind: moneyKind(sheet),
    warranty: item?.warranty_verdict ?? "unknown",
    low_cents: sheet.estimate_low_cents,
    high_cents: sheet.consent
      ? sheet.consent.agreed_cents
      : sheet.estimate_high_cents,
  };
}

/**
 * A dispute pauses all charging (rule 3); what is only not known yet, nothing but itself.
 * @param {any} sheet
 */
function moneyKind({ work_items, is_charged, consent }) {
  /** @param {string} name @param {string} verdict */
  const has = (name, verdict) =>
    work_items.some((/** @type {any} */ item) => item[name] === verdict);
  if (has("warranty_verdict", "disputed")) return "disputed";
  if (is_charged) return consent ? "agreed" : "estimate";
  return has("charge_verdict", "pending") ? "unknown" : "free";
}

/**
 * The least finished of a sheet's marks; "" when nothing of it was ever on this phone.
 * @param {any} sheet
 * @returns {string}
 */
export function worstMark(sheet) {
  const marks = ROW_LISTS.flatMap((name) =>
    sheet[name].map((/** @type {any} */ row) => row.sync),
  );
  for (const name of ["consent", "sign_off", "unfinished", "ended"]) {
    if (sheet[name]) marks.push(sheet[name].sync);
  }
  return WORST_FIRST.find((mark) => marks.includes(mark)) ?? "";
}

/** @param {any} sheet */
export function visitRow(sheet) {
  const [item] = sheet.work_items;
  return {
    visit_id: sheet.visit_id,
    trip_id: sheet.trip_id,
    state: sheet.state,
    is_open: isOpen(sheet),
    work_order_number: sheet.work_order_number,
    urgency: sheet.urgency,
    planned_on: sheet.planned_on,
    window_start_at: sheet.window_start_at,
    window_end_at: sheet.window_end_at,
    place: placeOf(sheet),
    address: sheet.address,
    map_url: mapUrl(sheet),
    contact_phone: sheet.contact_phone,
    position: item ? item.position : "",
    category_name: item ? item.category_name : "",
    more_count: Math.max(sheet.work_items.length - 1, 0),
    money: moneyOf(sheet),
    door_hint: sheet.door_hint,
    entry_rule: sheet.entry_rule,
    needs_two: sheet.work_items.some((/** @type {any} */ one) => one.needs_two),
    helper_names: sheet.helper_names,
    sync: worstMark(sheet),
  };
}

/** The place in the map everybody here has. @param {any} sheet */
function mapUrl(sheet) {
  return MAP_SEARCH + encodeURIComponent(sheet.address || placeOf(sheet));
}

/**
 * Sorted as a day is driven: by planned day, window, number.
 * @param {any[]} sheets
 */
export function inOrder(sheets) {
  /** @param {any} sheet */
  const key = (sheet) =>
    `${sheet.planned_on} ${sheet.window_start_at ?? ""} ${sheet.work_order_number}`;
  return [...sheets].sort((a, b) =>
    key(a) < key(b) ? -1 : Number(key(a) > key(b)),
  );
}
