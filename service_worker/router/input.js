/** What page builders read: everything this phone holds of one person, overlaid and marked. */

import { overlay, withMarks } from "../apply/overlay.js";
import { entries, unverifiedPhotos, verifiedPhotos } from "../store/outbox.js";
import { catalogue, sheets, wholeCatalogue } from "../store/read.js";
import { syncState } from "../sync/state.js";

const OF_ONE_VISIT = /^\/tech\/visits\/([0-9a-f-]{36})/;

/** @param {URL} url @returns {string | undefined} the visit an address is about */
export function namedVisit({ pathname }) {
  return OF_ONE_VISIT.exec(pathname)?.[1];
}

/** @typedef {import("../types.js").CurrentPerson} CurrentPerson */
/** @typedef {import("../store/database.js").StoreEnvironment} StoreEnvironment */

/**
 * @param {CurrentPerson} current whose pages may be shown
 * @param {URL} url
 * @param {StoreEnvironment} environment
 * @param {{withMaterials: boolean}} wanted
 * @returns {Promise<import("../pages/common.js").PageInput>}
 */
export async function pageInput(current, url, environment, { withMaterials }) {
  const { person_id, person } = current;
  const read = withMaterials ? wholeCatalogue : catalogue;
  // Side by side: one after the other they take twice as long.
  const [around, [held, all], verified, photos, offered] = await Promise.all([
    surroundings(current, url, environment),
    sheetsAndEntries(person_id, url, environment),
    verifiedPhotos(person_id, environment),
    unverifiedPhotos(person_id, environment),
    read(person_id, environment),
  ]);
  const more = { author: person?.name, verifiedPhotos: verified };
  return {
    ...around,
    sheets: held.map((sheet) => withMarks(overlay(sheet, all, more))),
    entries: all,
    photos,
    catalogue: offered,
  };
}

/**
 * All sheets, and what was done to those the page is about; what still waits is always among it.
 * @param {string} personId
 * @param {URL} url
 * @param {StoreEnvironment} environment
 */
async function sheetsAndEntries(personId, url, environment) {
  const visitId = namedVisit(url);
  const own = `person:${personId}`;
  if (visitId) {
    const streams = [own, `visit:${visitId}`];
    return Promise.all([
      sheets(personId, environment),
      entries(personId, streams, environment),
    ]);
  }
  const held = await sheets(personId, environment);
  const streams = [own, ...held.map((sheet) => `visit:${sheet.visit_id}`)];
  return /** @type {const} */ ([
    held,
    await entries(personId, streams, environment),
  ]);
}

/**
 * The same without anything about visits: for pages that say why there are none.
 * @param {CurrentPerson} current
 * @param {URL} url
 * @param {StoreEnvironment} environment
 * @returns {Promise<import("../pages/common.js").PageInput>}
 */
export async function emptyInput(current, url, environment) {
  const nothing = { sheets: [], entries: [], photos: [], catalogue: null };
  return { ...nothing, ...(await surroundings(current, url, environment)) };
}

/**
 * @param {CurrentPerson} current
 * @param {URL} url
 * @param {StoreEnvironment} environment
 */
async function surroundings(current, url, environment) {
  const sync = await syncState(current.person_id, {}, environment);
  return {
    person: current.person,
    company: current.company,
    sync,
    readiness: sync.ready,
    url,
    nowAt: new Date(environment.now() + current.clock_offset_ms).toISOString(),
  };
}
