/** 今天: the visits by day, the next step, the day's hours and money. */

import { commonContext } from "./common.js";
import { inOrder, isOpen, placeOf, visitRow } from "./rows.js";
import { nextStep, tripReturn, workedMinutes } from "./steps.js";

const RECENT_LIMIT = 20;

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const common = commonContext(input, { name: "today", nav: "today" });
  const sheets = inOrder(input.sheets);
  const today = sheets.filter((sheet) => sheet.planned_on === common.today_on);
  const shown = sheets.filter((sheet) => isShown(sheet, common.today_on));
  const next = nextOf(today.filter(isOpen));
  return {
    ...common,
    days: daysOf(shown, common.today_on),
    recent: sheets
      .filter((sheet) => !shown.includes(sheet))
      .reverse()
      .slice(0, RECENT_LIMIT)
      .map(visitRow),
    count: today.filter((sheet) => sheet.state !== "cancelled").length,
    next,
    trip_return: next ? null : firstReturn(input, today),
    ready: {
      is_ready: Boolean(input.readiness?.is_ready),
      count: input.readiness?.count ?? 0,
      verified_at: input.readiness?.verified_at ?? null,
    },
    minutes_today: today.reduce(
      (sum, sheet) => sum + workedMinutes(sheet, input.nowAt),
      0,
    ),
    due_today_cents: today.reduce((sum, sheet) => sum + sheet.due_cents, 0),
  };
}

/** Today's visits and every open one. @param {any} sheet @param {string} todayOn */
function isShown(sheet, todayOn) {
  return sheet.planned_on === todayOn || isOpen(sheet);
}

/** Today first, then by day. @param {any[]} sheets in order @param {string} todayOn */
function daysOf(sheets, todayOn) {
  const planned = [...new Set(sheets.map((sheet) => sheet.planned_on))];
  const days = planned.sort(
    (a, b) => Number(b === todayOn) - Number(a === todayOn),
  );
  return days.map((on) => ({
    on,
    key: on < todayOn ? "before" : on === todayOn ? "today" : "later",
    visits: sheets.filter((sheet) => sheet.planned_on === on).map(visitRow),
  }));
}

/** @param {any[]} open in order */
function nextOf(open) {
  const [sheet] = [...open.filter((one) => one.state !== "planned"), ...open];
  const step = sheet && nextStep(sheet);
  return step
    ? { ...step, visit_id: sheet.visit_id, place: placeOf(sheet) }
    : null;
}

/** @param {import("./common.js").PageInput} input @param {any[]} today */
function firstReturn(input, today) {
  const trips = [...new Set(today.map((sheet) => sheet.trip_id))];
  return (
    trips
      .map((tripId) => tripReturn(input, tripId))
      .find((found) => found !== null) ?? null
  );
}
