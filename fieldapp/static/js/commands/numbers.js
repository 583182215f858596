/** Typed numbers and times as whole numbers and instants; text in, wire values out. */

const FULL_WIDTH = /[０-９．。，]/g;

/** A typed value that cannot be read; `fault` names the wording. */
export class Unreadable extends Error {
  /** @param {"number" | "precision" | "moment" | "day" | "json"} fault */
  constructor(fault) {
    super(fault);
    this.name = "Unreadable";
    this.fault = fault;
  }
}

/**
 * A decimal as whole parts of `factor`, without floating point: `"1.2"`, 1000 → 1200.
 * Full-width digits, `¥`, blanks and thousands commas are understood.
 * @param {string} text
 * @param {1 | 100 | 1000} factor
 * @throws {Unreadable} no number, or finer than one part
 */
export function wholeParts(text, factor) {
  const plain = halfWidth(text).replace(/[¥￥,\s]/g, "");
  const match = /^(-?)(\d{0,9})(?:\.(\d*))?$/.exec(plain);
  if (!match || !/\d/.test(plain)) throw new Unreadable("number");
  const places = String(factor).length - 1;
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > places) throw new Unreadable("precision");
  const parts =
    Number(match[2] || "0") * factor + Number(fraction.padEnd(places, "0"));
  return match[1] && parts !== 0 ? -parts : parts;
}

/**
 * A local time as an instant. A bare `HH:MM` belongs to `baseDay`.
 * @param {string} text `2026-11-28T08:30`, `08:30` or an instant already
 * @param {{ timezone: string, baseDay: string }} where
 * @returns {string} `2026-11-28T00:30:00.000Z`
 * @throws {Unreadable}
 */
export function instantOf(text, { timezone, baseDay }) {
  if (/Z$|[+-]\d\d:\d\d$/.test(text)) return isoOrThrow(Date.parse(text));
  const local = /^\d\d?:\d\d$/.test(text)
    ? `${baseDay}T${text.padStart(5, "0")}`
    : text;
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) throw new Unreadable("moment");
  // Twice: the offset found first may belong to the other side of a clock change.
  const guess = asUtc - offsetMs(asUtc, timezone);
  return isoOrThrow(asUtc - offsetMs(guess, timezone));
}

/**
 * @param {string} text `2026-11-28`
 * @throws {Unreadable}
 */
export function dayOf(text) {
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDay) throw new Unreadable("day");
  return text;
}

/**
 * The calendar day of an instant in a zone.
 * @param {number} ms since 1970
 * @param {string} timezone
 */
export function localDay(ms, timezone) {
  return new Date(ms + offsetMs(ms, timezone)).toISOString().slice(0, 10);
}

/**
 * How far the zone is ahead of UTC at that instant, in milliseconds.
 * @param {number} ms
 * @param {string} timezone
 */
function offsetMs(ms, timezone) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  /** @type {Record<string, number>} */
  const part = {};
  for (const { type, value } of format.formatToParts(ms))
    part[type] = Number(value);
  const local = Date.UTC(
    part.year,
    part.month - 1,
    part.day,
    part.hour,
    part.minute,
    part.second,
  );
  return local - Math.floor(ms / 1000) * 1000;
}

/** @param {number} ms */
function isoOrThrow(ms) {
  if (Number.isNaN(ms)) throw new Unreadable("moment");
  return new Date(ms).toISOString();
}

/** @param {string} text */
function halfWidth(text) {
  const narrow = (/** @type {string} */ wide) => {
    if (wide === "。" || wide === "．") return ".";
    return wide === "，"
      ? ","
      : String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
  };
  return text.replace(FULL_WIDTH, narrow);
}
