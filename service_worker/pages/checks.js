/** 检查: safety, the rules of each category on the sheet, and the clean-up. */

import { commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  return {
    ...commonContext(input, { name: "checks", sheet }),
    sheet,
    place: placeOf(sheet),
    lists: listsOf(sheet, input.catalogue),
  };
}

/**
 * The checklists of this visit with the latest answers.
 * @param {any} sheet
 * @param {any} catalogue
 */
export function listsOf(sheet, catalogue) {
  const names = new Map(
    sheet.work_items.map((/** @type {any} */ item) => [
      item.category_code,
      item.category_name,
    ]),
  );
  const codes = ["safety", ...names.keys(), "cleanup"];
  return codes
    .map((code) => listOf(code, names.get(code) ?? "", sheet, catalogue))
    .filter((list) => list.total > 0);
}

/** @param {string} code @param {string} title @param {any} sheet @param {any} catalogue */
function listOf(code, title, sheet, catalogue) {
  const entries = (catalogue?.checklists ?? []).filter(
    (/** @type {any} */ entry) => entry.list_code === code,
  );
  const items = entries.map((/** @type {any} */ entry) => itemOf(entry, sheet));
  return {
    code,
    title,
    items,
    total: items.length,
    answered: items.filter((/** @type {any} */ item) => item.answer !== "")
      .length,
  };
}

/** @param {any} entry @param {any} sheet */
function itemOf(entry, sheet) {
  const check = sheet.checks.find(
    (/** @type {any} */ one) => one.code === entry.code,
  );
  return {
    code: entry.code,
    text: entry.text,
    kind: entry.kind,
    choices: entry.choices,
    is_required: entry.is_required,
    answer: check ? check.answer : "",
    note: check ? check.note : "",
    check_id: check ? check.check_id : "",
    made_at: check ? check.made_at : null,
    sync: check ? check.sync : "",
  };
}
