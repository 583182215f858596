/**
 * What the server told this phone: sheets, catalogue, cursor. May be dropped at any time; the
 * database is named `read-<person_id>`.
 */

import { answer, defaultEnvironment, readFrom, writeTo } from "./database.js";
import { metaValue } from "./meta.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Catalogue} Catalogue */
/** @typedef {import("../types.js").Readiness} Readiness */

/** @param {string} personId */
export function readName(personId) {
  return `read-${personId}`;
}

/**
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Sheet[]>}
 */
export async function sheets(personId, environment = defaultEnvironment) {
  const rows = await readFrom(
    environment,
    readName(personId),
    ["sheets"],
    (stores) => answer(stores("sheets").getAll()),
  );
  return rows.map((row) => row.sheet);
}

/**
 * @param {string} personId
 * @param {string} visitId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Sheet | null>}
 */
export function sheet(personId, visitId, environment = defaultEnvironment) {
  return readFrom(
    environment,
    readName(personId),
    ["sheets"],
    async (stores) => {
      const row = await answer(stores("sheets").get(visitId));
      return row?.sheet ?? null;
    },
  );
}

/**
 * The visit a printed order's code leads to.
 * @param {string} personId
 * @param {string} code
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Sheet | null>} the latest visit when an order had several
 */
export async function sheetByCode(
  personId,
  code,
  environment = defaultEnvironment,
) {
  const found = (await sheets(personId, environment)).filter(
    (one) => one.qr_code === code,
  );
  found.sort((a, b) => (a.planned_on < b.planned_on ? 1 : -1));
  return found[0] ?? null;
}

/**
 * The newest catalogue held, with an empty list of materials: there are thousands of them, most pages
 * want none, and reading them takes longer than all the rest of a page.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Catalogue | null>}
 */
export async function catalogue(personId, environment = defaultEnvironment) {
  const head = await newest(personId, "catalogue_heads", environment);
  // One that an earlier build has stored has no head.
  return head ?? wholeCatalogue(personId, environment);
}

/**
 * The newest catalogue with its materials.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Catalogue | null>}
 */
export function wholeCatalogue(personId, environment = defaultEnvironment) {
  return newest(personId, "catalogues", environment);
}

/**
 * @param {string} personId
 * @param {string} store
 * @param {StoreEnvironment} environment
 * @returns {Promise<Catalogue | null>}
 */
function newest(personId, store, environment) {
  return readFrom(environment, readName(personId), [store], async (stores) => {
    const rows = await answer(stores(store).getAll());
    return rows.at(-1) ?? null;
  });
}

/**
 * Stores a catalogue and forgets older ones.
 * @param {string} personId
 * @param {Catalogue} next
 * @param {StoreEnvironment} [environment]
 */
export function storeCatalogue(
  personId,
  next,
  environment = defaultEnvironment,
) {
  return writeTo(
    environment,
    readName(personId),
    ["catalogues", "catalogue_heads"],
    async (stores) => {
      await answer(stores("catalogues").clear());
      await answer(stores("catalogue_heads").clear());
      await answer(stores("catalogues").put(next));
      await answer(stores("catalogue_heads").put({ ...next, materials: [] }));
    },
  );
}

/**
 * May this phone go offline (`is_ready`): sheets verified by count and hash, catalogue here. Once it
 * was (`is_primed`) its pages work on from what is here, also while a later check fails.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Readiness>}
 */
export async function readiness(personId, environment = defaultEnvironment) {
  const [verified, wasVerified, version] = await readFrom(
    environment,
    readName(personId),
    ["meta", "catalogues"],
    (stores) =>
      Promise.all([
        metaValue(stores, "verified", null),
        metaValue(stores, "was_verified", false),
        newestVersion(stores),
      ]),
  );
  return {
    is_ready: verified !== null && version !== null,
    is_primed: wasVerified && version !== null,
    count: verified?.count ?? 0,
    hash: verified?.hash ?? "",
    catalogue_version: version,
    verified_at: verified?.verified_at ?? null,
  };
}

/**
 * Whether pages can be made here, also that of this visit: the little that must be known before an
 * answer may begin.
 * @param {string} personId
 * @param {string | undefined} visitId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<boolean>}
 */
export function isHeld(personId, visitId, environment = defaultEnvironment) {
  return readFrom(
    environment,
    readName(personId),
    ["meta", "catalogues", "sheets"],
    async (stores) => {
      const [wasVerified, version, key] = await Promise.all([
        metaValue(stores, "was_verified", false),
        newestVersion(stores),
        visitId && answer(stores("sheets").getKey(visitId)),
      ]);
      return wasVerified && version !== null && key === visitId;
    },
  );
}

/**
 * @param {import("./database.js").Stores} stores
 * @returns {Promise<number | null>}
 */
async function newestVersion(stores) {
  const versions = await answer(stores("catalogues").getAllKeys());
  return /** @type {number | undefined} */ (versions.at(-1)) ?? null;
}
