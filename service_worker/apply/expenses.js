/** The technician's own outlays. */

import { checkNamed, withoutRow, withRow } from "./rows.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/** @param {Sheet} sheet @param {Command} command @throws {import("./refusal.js").Refusal} */
export function recordExpense(sheet, command) {
  const { kind, amount_cents, note = "", sha256 = null } = command.payload;
  checkNamed(command, sha256);
  const { command_id, made_at } = command;
  const expense = { expense_id: command_id, kind, amount_cents, note, made_at };
  return {
    ...sheet,
    expenses: withRow(sheet.expenses, expense, (row) => row.expense_id),
  };
}

/** @param {Sheet} sheet @param {Command} command @throws {import("./refusal.js").Refusal} */
export function voidExpense(sheet, { payload }) {
  return {
    ...sheet,
    expenses: withoutRow(
      sheet.expenses,
      (row) => row.expense_id,
      payload.expense_id,
    ),
  };
}
