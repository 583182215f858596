/** What page builders read: everything this phone holds of one person, overlaid and marked. */

import { overlay, withMarks } from "../apply/overlay.js";
import { entries, unverifiedPhotos, verifiedPhotos } from "../store/outbox.js";
import { catalogue, readiness, sheets } from "../store/read.js";
import { syncState } from "../sync/state.js";

/** @typedef {import("../types.js").CurrentPerson} CurrentPerson */
/** @typedef {import("../store/database.js").StoreEnvironment} StoreEnvironment */

/**
 * @param {CurrentPerson} current whose pages may be shown
 * @param {URL} url
 * @param {StoreEnvironment} environment
 * @returns {Promise<import("../pages/common.js").PageInput>}
 */
export async function pageInput(current, url, environment) {
  const { person_id, person } = current;
  const held = await sheets(person_id, environment);
  const streams = [
    `person:${person_id}`,
    ...held.map((sheet) => `visit:${sheet.visit_id}`),
  ];
  const all = await entries(person_id, streams, environment);
  const more = {
    author: person?.name,
    verifiedPhotos: await verifiedPhotos(person_id, environment),
  };
  return {
    ...(await surroundings(current, url, environment)),
    sheets: held.map((sheet) => withMarks(overlay(sheet, all, more))),
    entries: all,
    photos: await unverifiedPhotos(person_id, environment),
    catalogue: await catalogue(person_id, environment),
  };
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
  return {
    person: current.person,
    company: current.company,
    sync: await syncState(current.person_id, {}, environment),
    readiness: await readiness(current.person_id, environment),
    url,
    nowAt: new Date(environment.now() + current.clock_offset_ms).toISOString(),
  };
}
