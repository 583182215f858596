/** Lists of a sheet: sorted by made_at, then id; never changed in place. */

import { Refusal } from "./refusal.js";

/** @typedef {import("../types.js").Sheet} Sheet */

/**
 * The list with one row more.
 * @template {{made_at: string}} T
 * @param {T[]} rows
 * @param {T} row
 * @param {(row: T) => string} idOf
 * @returns {T[]}
 */
export function withRow(rows, row, idOf) {
  /** @param {T} one */
  const key = (one) => `${one.made_at} ${idOf(one)}`;
  return [...rows, row].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * The list without a row that must be in it.
 * @template T
 * @param {T[]} rows
 * @param {(row: T) => string} idOf
 * @param {string} record_id
 * @returns {T[]}
 * @throws {Refusal} record.unknown
 */
export function withoutRow(rows, idOf, record_id) {
  const rest = rows.filter((row) => idOf(row) !== record_id);
  if (rest.length === rows.length)
    throw new Refusal("record.unknown", { record_id });
  return rest;
}

/**
 * @param {Sheet} sheet
 * @param {string | null | undefined} item_id null: none is named
 * @throws {Refusal} item.unknown
 */
export function checkItem(sheet, item_id) {
  if (item_id == null) return;
  const isHere = sheet.work_items.some((item) => item.item_id === item_id);
  if (!isHere) throw new Refusal("item.unknown", { item_id });
}

/**
 * @param {import("../types.js").Command} command
 * @param {string | null | undefined} sha256 null: none is named
 * @throws {Refusal} photo.not_named
 */
export function checkNamed(command, sha256) {
  if (sha256 == null || command.blobs.includes(sha256)) return;
  throw new Refusal("photo.not_named", { sha256 });
}
