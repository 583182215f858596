/**
 * The step a visit waits for, its punch card and what is still missing before 完工.
 * The twin of fieldapp/web/technician/contexts/steps.py. Whether a step is allowed is decided by
 * apply and by the server; this only chooses what to offer.
 */

import { needsConsent } from "./bill.js";
import { isOpen } from "./rows.js";

const MINUTE_MS = 60_000;
const CLEANUP = ["cleanup.swept", "cleanup.usable"];
const PUNCHES = ["contact", "travel", "arrive", "work", "finish"];

/** @type {Record<string, { command: string, noun: string }>} */
const STEPS = {
  planned: { command: "accept_visit", noun: "acceptance" },
  accepted: { command: "start_travel", noun: "departure" },
  travelling: { command: "arrive", noun: "arrival" },
  on_site: { command: "start_work", noun: "start" },
  working: { command: "finish_work", noun: "completion" },
};
/** @type {Record<string, string>} the punch of the state one is in */
const PUNCH_OF = {
  travelling: "travel",
  on_site: "arrive",
  working: "work",
  awaiting_sign_off: "finish",
};
/** @type {Record<string, string[]>} steps whoever forgot to tap may go on to */
const FORGOTTEN = {
  accepted: ["travelling", "on_site"],
  travelling: ["on_site"],
};

/** States in which work begins, is declared done or signed for: not before consent (rule 4). */
const AGREED_BEFORE = ["on_site", "working", "awaiting_sign_off"];

/** The one next step: a command, the customer's consent or signature, or null. @param {any} sheet */
export function nextStep(sheet) {
  if (AGREED_BEFORE.includes(sheet.state) && needsConsent(sheet))
    return { kind: "consent", command: "", noun: "consent" };
  const step = STEPS[sheet.state];
  if (step) return { kind: "command", ...step };
  if (sheet.state === "awaiting_sign_off")
    return { kind: "sign", command: "", noun: "handover" };
  return null;
}

/** Steps further ahead that may be taken at once. @param {any} sheet */
export function skippableSteps(sheet) {
  const ahead = (FORGOTTEN[sheet.state] ?? []).map((state) => STEPS[state]);
  return needsConsent(sheet)
    ? ahead.filter((step) => step.command !== "start_work")
    : ahead;
}

/**
 * The trip to return from: someone went out, every visit of it has ended, and no 返回 yet.
 * @param {{ sheets: any[], entries: any[] }} input
 * @param {string} tripId
 */
export function tripReturn({ sheets, entries }, tripId) {
  const visits = sheets.filter((sheet) => sheet.trip_id === tripId);
  const isBack =
    visits.some((sheet) => lastMark(sheet, "return") !== null) ||
    entries.some(({ command }) => isReturn(command, tripId));
  const wasOut = visits.some((sheet) =>
    PUNCHES.some((kind) => kind !== "contact" && lastMark(sheet, kind)),
  );
  if (!visits.length || isBack || !wasOut || visits.some(isOpen)) return null;
  const visitIds = visits.map((sheet) => sheet.visit_id).sort();
  return { trip_id: tripId, visit_ids: JSON.stringify(visitIds) };
}

/** @param {any} command @param {string} tripId */
function isReturn(command, tripId) {
  return (
    command.name === "return_from_trip" && command.payload.trip_id === tripId
  );
}

/** @param {any} sheet */
export function punchCard(sheet) {
  const current = PUNCH_OF[sheet.state] ?? "";
  return PUNCHES.map((kind) => {
    const mark = lastMark(sheet, kind);
    return {
      kind,
      at: mark ? mark.made_at : null,
      corrected_at: mark ? mark.corrected_at : null,
      is_current: kind === current,
    };
  });
}

/** @param {any} sheet @param {string} kind */
export function lastMark(sheet, kind) {
  return (
    sheet.marks
      .filter((/** @type {any} */ mark) => mark.kind === kind)
      .at(-1) ?? null
  );
}

/**
 * Whole minutes of work so far, up to `now` while work goes on; the time between 完工 and the next
 * 开工 is not work.
 * @param {any} sheet
 * @param {string} nowAt
 */
export function workedMinutes(sheet, nowAt) {
  let total = 0;
  let startedAt = null;
  for (const mark of sheet.marks) {
    const at = Date.parse(mark.corrected_at ?? mark.made_at);
    if (mark.kind === "work") startedAt ??= at;
    if (mark.kind === "finish" && startedAt !== null) {
      total += Math.max(at - startedAt, 0);
      startedAt = null;
    }
  }
  if (startedAt !== null && sheet.state === "working") {
    total += Math.max(Date.parse(nowAt) - startedAt, 0);
  }
  return Math.floor(total / MINUTE_MS);
}

/**
 * What is still missing before 完工, and photos worth taking; only the first is refused.
 * @param {any} sheet
 */
export function missingParts(sheet) {
  const answered = sheet.checks.map((/** @type {any} */ check) => check.code);
  const kinds = sheet.photos.map((/** @type {any} */ photo) => photo.kind);
  const items = sheet.work_items.filter(
    (/** @type {any} */ item) => item.result === null,
  );
  return {
    results: items.length,
    checks: CLEANUP.filter((code) => !answered.includes(code)),
    photos: ["before", "after"].filter((kind) => !kinds.includes(kind)),
    count:
      items.length + CLEANUP.filter((code) => !answered.includes(code)).length,
  };
}
