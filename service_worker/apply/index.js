/** What a command does to a sheet: pure, refused as the server refuses, once per command id. */

import { answerCheck } from "./checks.js";
import { recordConsent } from "./consents.js";
import { contactCustomer } from "./contacts.js";
import {
  endWithoutRepair,
  leaveUnfinished,
  recordAbsence,
  signOff,
} from "./endings.js";
import { recordExpense, voidExpense } from "./expenses.js";
import { addExtraItem, askAppraisal, voidExtraItem } from "./extra_items.js";
import { correctMark } from "./marks.js";
import { useMaterial, voidMaterialUse } from "./materials.js";
import { attachPhoto, voidPhoto } from "./photos.js";
import { Refusal } from "./refusal.js";
import { addRemark } from "./remarks.js";
import {
  acceptVisit,
  arrive,
  finishWork,
  reportResult,
  startTravel,
  startWork,
} from "./visits.js";

export { Refusal } from "./refusal.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */
/** @typedef {(sheet: Sheet, command: Command, author: string) => Sheet} Reducer */

/** @type {Map<string, Reducer>} by wire name */
const REDUCERS = new Map(
  Object.entries({
    accept_visit: acceptVisit,
    contact_customer: contactCustomer,
    start_travel: startTravel,
    arrive,
    start_work: startWork,
    report_result: reportResult,
    use_material: useMaterial,
    void_material_use: voidMaterialUse,
    attach_photo: attachPhoto,
    void_photo: voidPhoto,
    add_remark: addRemark,
    answer_check: answerCheck,
    record_expense: recordExpense,
    void_expense: voidExpense,
    finish_work: finishWork,
    resume_work: startWork,
    sign_off: signOff,
    record_absence: recordAbsence,
    leave_unfinished: leaveUnfinished,
    end_without_repair: endWithoutRepair,
    correct_mark: correctMark,
    add_extra_item: addExtraItem,
    void_extra_item: voidExtraItem,
    ask_appraisal: askAppraisal,
    record_consent: recordConsent,
  }),
);

/** Wire names of the commands this build can show before the server has them. */
export const APPLIED_COMMANDS = [...REDUCERS.keys()];

/**
 * @param {Sheet} sheet
 * @param {Command} command of this sheet's stream
 * @param {string} [author] who made it, as remarks show it
 * @returns {Sheet} a new one, or the same where the command is in it already
 * @throws {Refusal}
 */
export function apply(sheet, command, author = sheet.technician_name) {
  if (sheet.command_ids.includes(command.command_id)) return sheet;
  const reducer = REDUCERS.get(command.name);
  if (!reducer) throw new Refusal("command.unknown", { name: command.name });
  const after = reducer(sheet, command, author);
  return {
    ...after,
    command_ids: [...after.command_ids, command.command_id].sort(),
  };
}
