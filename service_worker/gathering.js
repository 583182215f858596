/** Reads from the store what the pages are built from: sheets with what waits laid over them. */

import { overlay, withMarks } from "./apply/overlay.js";
import { entries, unverifiedPhotos } from "./store/entries.js";
import { catalogue, readiness, sheet, sheets } from "./store/read.js";
import { syncState } from "./sync/state.js";

/** @typedef {import("./types.js").CurrentPerson} CurrentPerson */
/** @typedef {import("./types.js").OutboxEntry} OutboxEntry */
/** @typedef {import("./types.js").Sheet} Sheet */

const VISIT_PATH = /^\/tech\/visits\/([0-9a-f-]{36})/;

/**
 * @param {CurrentPerson} current someone who may be shown pages
 * @param {URL} url
 * @param {{ withSheets?: boolean }} [options]
 * @returns {Promise<import("./pages/common.js").PageInput>}
 */
export async function gather(current, url, { withSheets = true } = {}) {
  const personId = current.person_id;
  const held = withSheets ? await sheetsFor(personId, url) : [];
  const [waiting, photos, goods, ready, sync] = await Promise.all([
    entries(personId),
    unverifiedPhotos(personId),
    catalogue(personId),
    readiness(personId),
    syncState(personId),
  ]);
  return {
    sheets: held.map((one) => withMarks(overlay(one, ofVisit(waiting, one)))),
    entries: waiting,
    photos,
    catalogue: goods,
    person: current.person,
    company: current.company,
    sync,
    readiness: ready,
    url,
    nowAt: new Date(Date.now() + current.clock_offset_ms).toISOString(),
  };
}

/**
 * A page of one visit reads one sheet; the others read all.
 * @param {string} personId
 * @param {URL} url
 * @returns {Promise<Sheet[]>}
 */
async function sheetsFor(personId, url) {
  const match = VISIT_PATH.exec(url.pathname);
  if (!match) return sheets(personId);
  const one = await sheet(personId, /** @type {string} */ (match[1]));
  return one ? [one] : [];
}

/**
 * @param {OutboxEntry[]} all
 * @param {Sheet} one
 */
function ofVisit(all, one) {
  const stream = `visit:${one.visit_id}`;
  return all.filter(({ command }) => command.stream === stream);
}
