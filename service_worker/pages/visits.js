/** 维修单: the sheet of one visit, what is missing, and the one next step. */

import { commonContext, sheetOf } from "./common.js";
import { billOf } from "./bill.js";
import { listsOf } from "./checks.js";
import { moneyOf, placeOf, visitRow } from "./rows.js";
import {
  missingParts,
  nextStep,
  punchCard,
  skippableSteps,
  tripReturn,
  workedMinutes,
} from "./steps.js";

const ACTIVE_STATES = [
  "accepted",
  "travelling",
  "on_site",
  "working",
  "awaiting_sign_off",
];

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  const lists = listsOf(sheet, input.catalogue);
  return {
    ...commonContext(input, { name: "visits", sheet }),
    sheet,
    row: visitRow(sheet),
    place: placeOf(sheet),
    money: moneyOf(sheet),
    bill: billOf(sheet),
    is_active: ACTIVE_STATES.includes(sheet.state),
    next: nextStep(sheet),
    skippable: skippableSteps(sheet),
    trip_return: tripReturn(input, sheet.trip_id),
    missing: missingParts(sheet),
    steps: punchCard(sheet),
    worked_minutes: workedMinutes(sheet, input.nowAt),
    checks_answered: lists.reduce((sum, list) => sum + list.answered, 0),
    checks_total: lists.reduce((sum, list) => sum + list.total, 0),
    phrases: input.catalogue?.phrases.remark ?? [],
    expense_kinds: input.catalogue?.expense_kinds ?? [],
  };
}
