/** 待传: what is on this phone and not yet known to be on the server, order by order. */

import { commonContext } from "./common.js";
import { inOrder, placeOf } from "./rows.js";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheets = inOrder(input.sheets);
  const groups = sheets.map((sheet) => groupOf(sheet, input.entries));
  return {
    ...commonContext(input, { name: "outbox", nav: "outbox" }),
    parked: input.entries
      .filter(isParked)
      .map((entry) => parkedRow(entry, sheets)),
    groups: groups.filter((group) => group.rows.length > 0),
    others: rowsOf(
      input.entries.filter(
        (entry) => !entry.command.stream.startsWith("visit:"),
      ),
    ),
  };
}

/** @param {any} entry */
function isParked(entry) {
  return entry.status === "attention";
}

/** @param {any} sheet @param {any[]} entries */
function groupOf(sheet, entries) {
  const stream = `visit:${sheet.visit_id}`;
  return {
    visit_id: sheet.visit_id,
    place: placeOf(sheet),
    number: sheet.work_order_number,
    rows: rowsOf(entries.filter((entry) => entry.command.stream === stream)),
  };
}

/** Newest first. @param {any[]} entries */
function rowsOf(entries) {
  return entries
    .filter((entry) => !isParked(entry))
    .map(({ command, status }) => ({
      command_id: command.command_id,
      name: command.name,
      words: wordsOf(command.payload),
      made_at: command.made_at,
      sync: status,
    }))
    .reverse();
}

/** What a person recognises it by: the name of a material, the text of a remark. @param {any} payload */
function wordsOf(payload) {
  return String(
    payload.text ?? payload.name ?? payload.caption ?? payload.note ?? "",
  );
}

/** @param {any} entry @param {any[]} sheets */
function parkedRow({ command, receipt }, sheets) {
  const sheet = sheets.find(
    (one) => command.stream === `visit:${one.visit_id}`,
  );
  return {
    command_id: command.command_id,
    name: command.name,
    words: wordsOf(command.payload),
    made_at: command.made_at,
    code: receipt?.code ?? "",
    details: receipt?.details ?? {},
    visit_id: sheet ? sheet.visit_id : "",
    place: sheet ? placeOf(sheet) : "",
  };
}
