/** Checklist answers: the latest per code is shown, all are kept on the server. */

import { withRow } from "./rows.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/** @param {Sheet} sheet @param {Command} command */
export function answerCheck(sheet, { command_id, made_at, payload }) {
  const { code, answer, note = "" } = payload;
  const check = { check_id: command_id, code, answer, note, made_at };
  const all = withRow(sheet.checks, check, (row) => row.check_id);
  const latest = new Map(all.map((row) => [row.code, row]));
  return {
    ...sheet,
    checks: all.filter((row) => latest.get(row.code) === row),
  };
}
