/** Remarks of a visit. */

import { withRow } from "./rows.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/** @param {Sheet} sheet @param {Command} command @param {string} author_name */
export function addRemark(
  sheet,
  { command_id, made_at, payload },
  author_name,
) {
  const remark = {
    remark_id: command_id,
    text: payload.text,
    made_at,
    author_name,
  };
  return {
    ...sheet,
    remarks: withRow(sheet.remarks, remark, (row) => row.remark_id),
  };
}
