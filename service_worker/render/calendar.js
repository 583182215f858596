/**
 * How days and instants are written: `11月23日 周一 09:30`.
 * The twin of fieldapp/templating/calendar.py; both pass the same vectors.
 */

import { mark } from "./wording.js";

// prettier-ignore
const WEEKDAYS = [
  mark("周日"), mark("周一"), mark("周二"), mark("周三"), mark("周四"), mark("周五"), mark("周六"),
];
// prettier-ignore
const MONTHS = [
  mark("1月"), mark("2月"), mark("3月"), mark("4月"), mark("5月"), mark("6月"),
  mark("7月"), mark("8月"), mark("9月"), mark("10月"), mark("11月"), mark("12月"),
];
const DAY_LENGTH = "2026-11-28".length;

/** @typedef {{ year: number, month: number, day: number, hour: number, minute: number }} WallClock */
/** @typedef {(msgid: string, values?: Record<string, unknown>) => string} Translate */

/**
 * The filters that write days and instants, for one language and zone.
 * @param {Translate} _
 * @param {string} zone IANA name
 */
export function calendarFilters(_, zone) {
  const clock = clockOf(zone);

  /** @param {string | null | undefined} value */
  function on(value) {
    if (!value) return null;
    return value.length === DAY_LENGTH ? dayParts(value) : clock(value);
  }
  /** @param {string | null | undefined} value */
  const at = (value) => (value ? clock(value) : null);

  const { monthDay, yearDay, dayName, dayWords, hourMinute } = dateWords(_);
  /** @param {string | null} value */
  const time = (value) => written(at(value), hourMinute);

  return {
    time,
    /** @param {string | null} value */
    short_day: (value) => written(on(value), monthDay),
    /** @param {string | null} value */
    weekday: (value) => written(on(value), dayName),
    /** @param {string | null} value */
    day: (value) => written(on(value), dayWords),
    /** @param {string | null} value */
    full_day: (value) => written(on(value), yearDay),
    /** @param {string | null} value */
    moment: (value) =>
      written(
        at(value),
        (parts) => `${dayWords(parts)} ${two(parts.hour)}:${two(parts.minute)}`,
      ),
    /** @param {string | null} value */
    short_moment: (value) =>
      written(at(value), (parts) => `${monthDay(parts)} ${hourMinute(parts)}`),
    /** @param {string | null} value */
    local_input: (value) =>
      written(
        at(value),
        (parts) => `${isoDay(parts)}T${two(parts.hour)}:${two(parts.minute)}`,
      ),
    /** @param {string | null} value */
    wire: (value) =>
      value ? new Date(value).toISOString().replace(/\.\d{3}Z$/, ".000Z") : "",
    /** @param {string | null} start @param {string | null} [end] */
    window: (start, end) =>
      start && end ? `${time(start)}–${time(end)}` : time(start),
  };
}

/**
 * How the parts of a date are said.
 * @param {Translate} _
 */
function dateWords(_) {
  /** @param {WallClock} parts */
  const monthDay = (parts) =>
    _("%(month)s%(day)s日", {
      month: _(monthOf(parts)),
      day: parts.day,
    });
  /** @param {WallClock} parts */
  const yearDay = (parts) =>
    _("%(year)s年%(day)s", { year: parts.year, day: monthDay(parts) });
  /** @param {WallClock} parts */
  const dayName = (parts) => _(weekdayOf(parts));
  /** @param {WallClock} parts */
  const dayWords = (parts) =>
    _("%(day)s %(weekday)s", { day: monthDay(parts), weekday: dayName(parts) });
  /** @param {WallClock} parts */
  const hourMinute = (parts) => `${parts.hour}:${two(parts.minute)}`;
  return { monthDay, yearDay, dayName, dayWords, hourMinute };
}

/**
 * A function that reads an instant on that zone's clock.
 * @param {string} zone
 * @returns {(instant: string) => WallClock}
 */
export function clockOf(zone) {
  const format = formatOf(zone);
  return (instant) => {
    /** @type {Record<string, number>} */
    const parts = {};
    for (const part of format.formatToParts(new Date(instant)))
      parts[part.type] = +part.value;
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
    return { year, month, day, hour, minute };
  };
}

/** @type {Map<string, Intl.DateTimeFormat>} one per zone; making one costs milliseconds */
const formats = new Map();

/** @param {string} zone */
function formatOf(zone) {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formats.set(zone, made);
  return made;
}

/**
 * The calendar day of an instant on that zone's clock, `2026-11-28`.
 * @param {string} instant
 * @param {string} zone
 */
export function dayOf(instant, zone) {
  return isoDay(clockOf(zone)(instant));
}

/**
 * @template T
 * @param {T | null} value
 * @param {(value: T) => string} write
 */
function written(value, write) {
  return value === null ? "" : write(value);
}

/** @param {string} value @returns {WallClock} */
function dayParts(value) {
  const [year = 0, month = 0, day = 0] = value.split("-").map(Number);
  return { year, month, day, hour: 0, minute: 0 };
}

/** @param {WallClock} parts */
function monthOf({ month }) {
  return MONTHS[month - 1] ?? "";
}

/** @param {WallClock} parts */
function weekdayOf({ year, month, day }) {
  return WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? "";
}

/** @param {WallClock} parts */
function isoDay(parts) {
  return `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
}

/** @param {number} number */
function two(number) {
  return String(number).padStart(2, "0");
}
