/**
 * What a technician sees: the server's sheet and, on top, his own commands the sheet does not
 * hold yet. A command counts until a sheet arrives that is as new as its receipt: nothing blinks.
 */

import { logWarning } from "../log.js";
import { apply, Refusal } from "./index.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */
/** @typedef {import("../types.js").OutboxEntry} OutboxEntry */
/** @typedef {"phone" | "uploaded" | "verified" | "attention"} Mark */

/**
 * @typedef {object} Overlaid
 * @property {Sheet} sheet
 * @property {Map<string, Mark>} marks by row id
 * @property {OutboxEntry[]} attention parked commands of this sheet
 */

/** Lists of a sheet and what names their rows. @type {[keyof Sheet, string][]} */
const LISTS = [
  ["work_items", "item_id"],
  ["material_uses", "use_id"],
  ["photos", "photo_id"],
  ["remarks", "remark_id"],
  ["checks", "check_id"],
  ["expenses", "expense_id"],
  ["marks", "mark_id"],
  ["contacts", "contact_id"],
];
/** @type {[keyof Sheet, string][]} */
const SINGLES = [
  ["sign_off", "sign_off_id"],
  ["unfinished", "unfinished_id"],
  ["consent", "consent_id"],
];
/** Fields by which a command speaks of a row another command made. */
const TARGETS = ["item_id", "use_id", "photo_id", "expense_id", "mark_id"];
/** Of these a row shows the state; of the others only the row they make themselves. */
const CHANGES = [
  "report_result",
  "correct_mark",
  "void_material_use",
  "void_photo",
  "void_expense",
  "ask_appraisal",
];
const ENDS = [
  "sign_off",
  "record_absence",
  "leave_unfinished",
  "end_without_repair",
];

/**
 * @param {Sheet} sheet as the server told it
 * @param {OutboxEntry[]} entries of the whole outbox, in the order they were made
 * @param {{author?: string, verifiedPhotos?: Set<string> | null}} [more] photos whose bytes the
 *   server has, by hash; null or left out: what the sheet says
 * @returns {Overlaid}
 */
export function overlay(
  sheet,
  entries,
  { author, verifiedPhotos = null } = {},
) {
  const own = entries.filter(
    (entry) => entry.command.stream === `visit:${sheet.visit_id}`,
  );
  let shown = sheet;
  for (const entry of own) {
    if (isOnTop(sheet, entry)) shown = applied(shown, entry.command, author);
  }
  const marks = marksOf(sheet, own, verifiedPhotos);
  return {
    sheet: shown,
    marks,
    attention: own.filter((entry) => entry.status === "attention"),
  };
}

/**
 * The sheet as page builders read it: `sync` on every row that may have one.
 * @param {Overlaid} overlaid
 * @returns {Sheet & Record<string, any>}
 */
export function withMarks({ sheet, marks }) {
  /** @type {Record<string, any>} */
  const marked = { ...sheet };
  for (const [name, id] of LISTS) {
    const rows = /** @type {any[]} */ (sheet[name]);
    marked[name] = rows.map((row) => ({
      ...row,
      sync: marks.get(row[id]) ?? "",
    }));
  }
  for (const [name, id] of SINGLES) {
    const row = /** @type {any} */ (sheet[name]);
    marked[name] = row && { ...row, sync: marks.get(row[id]) ?? "" };
  }
  marked.ended = sheet.ended && {
    ...sheet.ended,
    sync: marks.get("ended") ?? "",
  };
  return /** @type {Sheet & Record<string, any>} */ (marked);
}

/**
 * @param {Sheet} sheet
 * @param {OutboxEntry} entry
 */
function isOnTop(sheet, { receipt }) {
  if (receipt === null) return true;
  return (
    receipt.result === "applied" && (receipt.change_no ?? 0) > sheet.change_no
  );
}

/**
 * @param {Sheet} sheet
 * @param {Command} command
 * @param {string | undefined} author
 */
function applied(sheet, command, author) {
  try {
    return apply(sheet, command, author);
  } catch (error) {
    // The office moved the visit meanwhile: the server decides, the command stays in the outbox.
    if (error instanceof Refusal) return sheet;
    logWarning(`command ${command.name} cannot be shown`, error);
    return sheet;
  }
}

/**
 * @param {Sheet} sheet
 * @param {OutboxEntry[]} entries
 * @param {Set<string> | null} verifiedPhotos
 */
function marksOf(sheet, entries, verifiedPhotos) {
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  for (const entry of entries) {
    if (isSettledRefusal(entry)) continue;
    const { command } = entry;
    const mark = markOf(sheet, entry, verifiedPhotos);
    marks.set(command.command_id, mark);
    if (ENDS.includes(command.name)) marks.set("ended", mark);
    if (!CHANGES.includes(command.name)) continue;
    for (const name of TARGETS) {
      if (command.payload[name]) marks.set(command.payload[name], mark);
    }
  }
  return marks;
}

/** Parked, and its maker has decided: nothing more to say. @param {OutboxEntry} entry */
function isSettledRefusal({ receipt, status }) {
  return (
    receipt !== null && receipt.result !== "applied" && status !== "attention"
  );
}

/**
 * @param {Sheet} sheet
 * @param {OutboxEntry} entry
 * @param {Set<string> | null} verifiedPhotos
 * @returns {Mark}
 */
function markOf(sheet, { command, receipt, status }, verifiedPhotos) {
  if (receipt === null) return "phone";
  if (status === "attention") return "attention";
  const isHeld = (receipt.change_no ?? 0) <= sheet.change_no;
  if (!isHeld) return "uploaded";
  if (command.name !== "attach_photo") return "verified";
  return isPhotoVerified(sheet, command, verifiedPhotos)
    ? "verified"
    : "uploaded";
}

/**
 * @param {Sheet} sheet
 * @param {Command} command
 * @param {Set<string> | null} verifiedPhotos
 */
function isPhotoVerified(sheet, { command_id, payload }, verifiedPhotos) {
  if (verifiedPhotos?.has(payload.sha256)) return true;
  const photo = sheet.photos.find((one) => one.photo_id === command_id);
  return photo?.state === "verified";
}
