/** Clock marks: made by steps and calls, corrected by hand; both times are kept. */

import { Refusal } from "./refusal.js";
import { withRow } from "./rows.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/**
 * @param {Sheet} sheet
 * @param {Command} command its id is the mark's
 * @param {string} kind
 * @returns {Sheet}
 */
export function withMark(sheet, { command_id, made_at }, kind) {
  const mark = { mark_id: command_id, kind, made_at, corrected_at: null };
  return { ...sheet, marks: withRow(sheet.marks, mark, (row) => row.mark_id) };
}

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function correctMark(sheet, { payload }) {
  const { mark_id, corrected_at } = payload;
  const isHere = sheet.marks.some((mark) => mark.mark_id === mark_id);
  if (!isHere) throw new Refusal("mark.unknown", { mark_id });
  return {
    ...sheet,
    marks: sheet.marks.map((mark) =>
      mark.mark_id === mark_id ? { ...mark, corrected_at } : mark,
    ),
  };
}
