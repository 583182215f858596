/** What page builders read: everything this phone holds of one person, overlaid and marked. */

import { overlay, withMarks } from "../apply/overlay.js";
import { outboxFor } from "../store/outbox.js";
import { heldFor } from "../store/read.js";
import { stateOf, syncState } from "../sync/state.js";

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
export async function pageInput(current, url, environment, wanted) {
  const { person_id, person } = current;
  const visitId = namedVisit(url);
  const holding = heldFor(person_id, wanted, environment);
  // Of one visit both are read side by side: one after the other they take twice as long.
  const visitIds = visitId
    ? [visitId]
    : (await holding).sheets.map((sheet) => sheet.visit_id);
  const [held, outbox] = await Promise.all([
    holding,
    outboxFor(person_id, streamsOf(person_id, visitIds), environment),
  ]);
  const { entries, photos, verifiedPhotos } = outbox;
  const more = { author: person?.name, verifiedPhotos };
  const sync = stateOf({ ...outbox, ready: held.ready });
  return {
    ...surroundings(current, url, environment, sync),
    sheets: held.sheets.map((one) => withMarks(overlay(one, entries, more))),
    entries,
    photos,
    catalogue: held.catalogue,
  };
}

/**
 * What was done to the visits a page is about; what still waits is always among it.
 * @param {string} personId
 * @param {string[]} visitIds
 */
function streamsOf(personId, visitIds) {
  return [`person:${personId}`, ...visitIds.map((id) => `visit:${id}`)];
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
  const sync = await syncState(current.person_id, {}, environment);
  return { ...nothing, ...surroundings(current, url, environment, sync) };
}

/**
 * @param {CurrentPerson} current
 * @param {URL} url
 * @param {StoreEnvironment} environment
 * @param {import("../types.js").SyncState} sync
 */
function surroundings(current, url, environment, sync) {
  return {
    person: current.person,
    company: current.company,
    sync,
    readiness: sync.ready,
    url,
    nowAt: new Date(environment.now() + current.clock_offset_ms).toISOString(),
  };
}
