/**
 * Every filter a shared template may use, for one language and zone.
 * The names are those of fieldapp/templating/environment.py; tests/parity compares the answers.
 */

import { LABELS } from "../generated/labels.js";
import { PROBLEMS, UNKNOWN_PROBLEM } from "../generated/problems.js";
import { amountFilters } from "./amounts.js";
import { calendarFilters } from "./calendar.js";
import { escape, SafeString } from "./markup.js";
import { qrPicture } from "./qr.js";
import { translate } from "./wording.js";

/**
 * @param {string} language
 * @param {string} zone IANA name
 * @returns {Record<string, (...values: any[]) => any>}
 */
export function createFilters(language, zone) {
  /** @type {import("./calendar.js").Translate} */
  const wording = (msgid, values) => translate(language, msgid, values);
  return {
    ...amountFilters(wording),
    ...calendarFilters(wording, zone),
    /** @param {string | null} code @param {string} kind */
    label: (code, kind) => (code ? wording(wordOf(code, kind)) : ""),
    /** @param {string | null} code @param {Record<string, unknown> | null} [details] */
    problem: (code, details) =>
      filled(wording(PROBLEMS[code ?? ""] ?? UNKNOWN_PROBLEM), details ?? {}),
    /** @param {string} text @param {string} name */
    qr_picture: (text, name) => new SafeString(qrPicture(text, escape(name))),
  };
}

/** @param {string} code @param {string} kind */
function wordOf(code, kind) {
  const word = LABELS[kind]?.[code];
  if (word === undefined) throw new Error(`No label for ${kind} ${code}`);
  return word;
}

/** @param {string} wording @param {Record<string, unknown>} details */
function filled(wording, details) {
  return wording.replace(/%\((\w+)\)s/g, (_all, name) =>
    String(details[name] ?? "…"),
  );
}
