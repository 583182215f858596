/** Steps of a visit, by the server's own table of states. */

import {
  OPEN_STATES,
  REQUIRED_CLEANUP,
  VISIT_TRANSITIONS,
} from "../generated/states.js";
import { withMark } from "./marks.js";
import { Refusal } from "./refusal.js";
import { checkItem } from "./rows.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/**
 * Moves a visit; an end is dated by the command.
 * @param {Sheet} sheet
 * @param {Command} command
 * @param {{action?: string, note?: string}} [more] action: where it is not the command's name
 * @returns {Sheet}
 * @throws {Refusal} visit.wrong_state
 */
export function moved(
  sheet,
  command,
  { action = command.name, note = "" } = {},
) {
  const state = VISIT_TRANSITIONS[sheet.state]?.[action];
  if (state === undefined)
    throw new Refusal("visit.wrong_state", { state: sheet.state, action });
  if (OPEN_STATES.includes(state)) return { ...sheet, state };
  return {
    ...sheet,
    state,
    ended: { kind: state, note, ended_at: command.made_at },
  };
}

/** @param {Sheet} sheet @param {Command} command */
export function acceptVisit(sheet, command) {
  return moved(sheet, command);
}

/** @param {Sheet} sheet @param {Command} command */
export function startTravel(sheet, command) {
  return withMark(moved(sheet, command), command, "travel");
}

/** @param {Sheet} sheet @param {Command} command */
export function arrive(sheet, command) {
  return withMark(moved(sheet, command), command, "arrive");
}

/** Also 继续维修: time between 完工 and it is not work. @param {Sheet} sheet @param {Command} command */
export function startWork(sheet, command) {
  return withMark(moved(sheet, command), command, "work");
}

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function finishWork(sheet, command) {
  const finished = moved(sheet, command);
  // What was found on site holds nothing up: another may have put it on, or taken it off.
  const unreported = sheet.work_items.filter(
    (item) => item.result === null && !item.is_extra,
  );
  if (unreported.length > 0) {
    const missing = unreported.map((item) => item.position);
    throw new Refusal("visit.results_missing", { missing });
  }
  const answered = sheet.checks
    .filter((check) => check.answer !== "")
    .map((check) => check.code);
  const missing = REQUIRED_CLEANUP.filter((code) => !answered.includes(code));
  if (missing.length > 0)
    throw new Refusal("visit.cleanup_missing", { missing });
  return withMark(finished, command, "finish");
}

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function reportResult(sheet, { payload, name }) {
  const isUnderway =
    OPEN_STATES.includes(sheet.state) && sheet.state !== "planned";
  if (!isUnderway)
    throw new Refusal("visit.wrong_state", {
      state: sheet.state,
      action: name,
    });
  checkItem(sheet, payload.item_id);
  return {
    ...sheet,
    work_items: sheet.work_items.map((item) =>
      item.item_id === payload.item_id
        ? { ...item, result: payload.result }
        : item,
    ),
  };
}
