/**
 * Brings the held sheets up to what the server says, and checks by count and hash that they are
 * exactly that. Nothing is purged on a half set, nor under a command that still waits.
 */

import { answer, defaultEnvironment, readFrom, writeTo } from "./database.js";
import { SHEET_FORMAT } from "../generated/sheet.js";
import { sha256Hex } from "../hashes.js";
import { metaValue, setMeta } from "./meta.js";
import { readiness, readName } from "./read.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Held} Held */
/** @typedef {import("../types.js").Delta} Delta */

/**
 * A stored sheet. A leaving one is out of scope on the server; it stays while commands of it wait.
 * @typedef {{visit_id: string, sheet: Sheet, is_leaving: boolean}} SheetRow
 */

const LOG_LENGTH = 20;

/**
 * Where the next delta begins and what is held by now.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<{cursor: number, held: Held | null, catalogue_version: number | null}>}
 */
export async function position(personId, environment = defaultEnvironment) {
  const { catalogue_version } = await readiness(personId, environment);
  const rows = await allRows(personId, environment);
  // Sheets that an earlier build has stored lack what was added since.
  if (rows.some(({ sheet }) => sheet.format < SHEET_FORMAT))
    return { cursor: 0, held: null, catalogue_version };
  const cursor = await readFrom(
    environment,
    readName(personId),
    ["meta"],
    (stores) => metaValue(stores, "cursor", 0),
  );
  const held = cursor === 0 ? null : await heldBy(rows);
  return { cursor, held, catalogue_version };
}

/**
 * Applies a delta and says whether the phone now holds exactly what the server says it must.
 * A full delta that is not complete in itself changes nothing.
 * @param {string} personId
 * @param {Delta} delta
 * @param {Set<string>} busy visits with commands without a receipt: their sheets stay
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<boolean>}
 */
export async function applyDelta(
  personId,
  delta,
  busy,
  environment = defaultEnvironment,
) {
  const plan = await planned(await allRows(personId, environment), delta, busy);
  if (delta.full && !plan.isEqual) return false;
  const stores = ["sheets", "meta", "readiness"];
  return writeTo(environment, readName(personId), stores, async (stores) => {
    const before = await answer(stores("sheets").getAll());
    const after = brought(before, delta, busy, plan.isEndDropped);
    // Another writer in between would make the hash that of something else.
    const isVerified = plan.isEqual && linesOf(after) === plan.lines;
    await replace(stores, before, after);
    await setMeta(stores, "cursor", delta.cursor);
    const verified_at = new Date(environment.now()).toISOString();
    const verified = isVerified ? { ...delta.held, verified_at } : null;
    await setMeta(stores, "verified", verified);
    if (verified) await setMeta(stores, "was_verified", true);
    if (verified) await logVerification(stores, verified);
    return isVerified;
  });
}

/**
 * Which sheets of ended visits have left the scope is judged by the server's clock when the end
 * arrived there; the sheet only knows the phone's. Where the two differ the hash tells.
 * @param {SheetRow[]} rows
 * @param {Delta} delta
 * @param {Set<string>} busy
 */
async function planned(rows, delta, busy) {
  let plan = { isEndDropped: true, isEqual: false, lines: "" };
  for (const isEndDropped of [true, false]) {
    const after = brought(rows, delta, busy, isEndDropped);
    const held = await heldBy(after);
    const isEqual =
      held.count === delta.held.count && held.hash === delta.held.hash;
    plan = { isEndDropped, isEqual, lines: linesOf(after) };
    if (isEqual) return plan;
  }
  return plan;
}

/**
 * The next round asks for everything; what is held stays until that has arrived.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 */
export function forgetCursor(personId, environment = defaultEnvironment) {
  return writeTo(environment, readName(personId), ["meta"], async (stores) => {
    await setMeta(stores, "cursor", 0);
  });
}

/**
 * Count and hash of the sheets in scope: sorted lines `visit_id:change_no`.
 * @param {SheetRow[]} rows
 * @returns {Promise<Held>}
 */
export async function heldBy(rows) {
  const count = rows.filter((row) => !row.is_leaving).length;
  return { count, hash: await sha256Hex(linesOf(rows)) };
}

/** @param {SheetRow[]} rows */
function linesOf(rows) {
  const held = rows.filter((row) => !row.is_leaving);
  const lines = held.map((row) => `${row.visit_id}:${row.sheet.change_no}\n`);
  return lines.sort().join("");
}

/**
 * @param {string} personId
 * @param {StoreEnvironment} environment
 * @returns {Promise<SheetRow[]>}
 */
function allRows(personId, environment) {
  return readFrom(environment, readName(personId), ["sheets"], (stores) =>
    answer(stores("sheets").getAll()),
  );
}

/**
 * The rows after a delta.
 * @param {SheetRow[]} rows
 * @param {Delta} delta
 * @param {Set<string>} busy
 * @param {boolean} isEndDropped whether ended visits leave by the server's limit
 * @returns {SheetRow[]}
 */
function brought(rows, delta, busy, isEndDropped) {
  const told = new Map(delta.sheets.map((sheet) => [sheet.visit_id, sheet]));
  const kept = rows
    .filter((row) => !told.has(row.visit_id))
    .map((row) =>
      leaves(row, delta, isEndDropped) ? { ...row, is_leaving: true } : row,
    )
    .filter((row) => !row.is_leaving || busy.has(row.visit_id));
  const arrived = delta.sheets.map((sheet) => ({
    visit_id: sheet.visit_id,
    sheet,
    is_leaving: false,
  }));
  return [...kept, ...arrived];
}

/**
 * @param {SheetRow} row not named by the delta
 * @param {Delta} delta
 * @param {boolean} isEndDropped
 */
function leaves({ visit_id, sheet }, delta, isEndDropped) {
  if (delta.full || delta.gone.includes(visit_id)) return true;
  return (
    isEndDropped &&
    sheet.ended !== null &&
    Date.parse(sheet.ended.ended_at) < Date.parse(delta.ended_before)
  );
}

/**
 * @param {import("./database.js").Stores} stores
 * @param {SheetRow[]} before
 * @param {SheetRow[]} after
 */
async function replace(stores, before, after) {
  const unchanged = new Set(before);
  const stays = new Set(after.map((row) => row.visit_id));
  for (const row of before) {
    if (!stays.has(row.visit_id))
      await answer(stores("sheets").delete(row.visit_id));
  }
  for (const row of after) {
    if (!unchanged.has(row)) await answer(stores("sheets").put(row));
  }
}

/**
 * @param {import("./database.js").Stores} stores
 * @param {{verified_at: string}} entry
 */
async function logVerification(stores, entry) {
  const known = await answer(stores("readiness").getAllKeys());
  for (const key of known.slice(0, 1 - LOG_LENGTH))
    await answer(stores("readiness").delete(key));
  await answer(stores("readiness").put(entry));
}
