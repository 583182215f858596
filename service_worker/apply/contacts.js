/** Calls to the customer: each is a contact and a clock mark, both with the command's id. */

import { withMark } from "./marks.js";
import { Refusal } from "./refusal.js";
import { withRow } from "./rows.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function contactCustomer(sheet, command) {
  if (sheet.state === "planned") {
    throw new Refusal("visit.wrong_state", {
      state: sheet.state,
      action: command.name,
    });
  }
  const { outcome, agreed_at = null, note = "" } = command.payload;
  const { command_id, made_at } = command;
  const contact = { contact_id: command_id, outcome, agreed_at, note, made_at };
  const contacts = withRow(sheet.contacts, contact, (row) => row.contact_id);
  return withMark({ ...sheet, contacts }, command, "contact");
}
