/**
 * What every technician page's context holds. The twin of fieldapp/web/technician/contexts/common.py.
 */

import { dayOf } from "../render/calendar.js";

/** @typedef {import("../types.js").Sheet} Sheet */

/**
 * What a builder may read; sheets are overlaid and their rows carry `sync`.
 * @typedef {object} PageInput
 * @property {any[]} sheets
 * @property {any[]} entries the outbox, `{command, receipt, status}`
 * @property {any[]} photos blobs not yet verified
 * @property {any} catalogue null before the first download
 * @property {any} person
 * @property {any} company
 * @property {any} sync
 * @property {any} readiness
 * @property {URL} url
 * @property {string} nowAt
 */

/** The page asks for something this phone does not hold. */
export class PageMissing extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * @param {PageInput} input
 * @param {{ name: string, nav?: string, sheet?: any }} page
 */
export function commonContext(input, { name, nav = "", sheet = null }) {
  return {
    viewer: viewerOf(input.person),
    company: companyOf(input.company),
    today_on: dayOf(input.nowAt, input.company.timezone),
    now_at: input.nowAt,
    page: {
      name,
      nav,
      path: input.url.pathname,
      visit_id: sheet ? sheet.visit_id : null,
      change_no: sheet ? sheet.change_no : 0,
      number: sheet ? sheet.work_order_number : "",
    },
    sync: syncOf(input.sync),
    problem: null,
  };
}

/**
 * The sheet a path names: `/tech/visits/<id>/…`.
 * @param {PageInput} input
 * @returns {any}
 */
export function sheetOf(input) {
  const visitId = input.url.pathname.split("/")[3];
  const sheet = input.sheets.find(
    (candidate) => candidate.visit_id === visitId,
  );
  if (!sheet) throw new PageMissing("sheet.unknown");
  return sheet;
}

/** @param {PageInput} input @param {string} name */
export function asked(input, name) {
  return (input.url.searchParams.get(name) ?? "").trim();
}

/** @param {any} person */
function viewerOf(person) {
  return {
    person_id: person.id,
    name: person.name,
    badge_no: person.badge_no,
    department: person.department,
    language: person.language,
  };
}

/** @param {any} company */
function companyOf(company) {
  return {
    name: company.name,
    short_name: company.short_name,
    hotline: company.hotline,
    timezone: company.timezone,
  };
}

/** @param {any} sync */
function syncOf(sync) {
  return {
    state: sync.state,
    pending: sync.pending,
    photos: sync.photos,
    bytes: sync.bytes,
    attention: sync.attention,
    last_sent_at: sync.last_sent_at ?? null,
  };
}
