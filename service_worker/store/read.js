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
 * All that a page shows of what the server told, as it was at one moment. The catalogue comes with an
 * empty list of materials where they are not wanted: there are thousands of them, most pages want none,
 * and reading them takes longer than all the rest of a page.
 * @param {string} personId
 * @param {{withMaterials: boolean}} wanted
 * @param {StoreEnvironment} environment
 * @returns {Promise<{sheets: Sheet[], catalogue: Catalogue | null, ready: Readiness}>}
 */
export async function heldFor(personId, { withMaterials }, environment) {
  const [rows, heads, ready] = await readFrom(
    environment,
    readName(personId),
    ["sheets", "meta", "catalogues", "catalogue_heads"],
    (stores) =>
      Promise.all([
        answer(stores("sheets").getAll()),
        answer(
          stores(withMaterials ? "catalogues" : "catalogue_heads").getAll(),
        ),
        readinessIn(stores),
      ]),
  );
  const sheets = rows.map((row) => row.sheet);
  // One that an earlier build has stored has no head.
  if (heads.length === 0 && !withMaterials)
    return heldFor(personId, { withMaterials: true }, environment);
  return { sheets, catalogue: heads.at(-1) ?? null, ready };
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
export function readiness(personId, environment = defaultEnvironment) {
  return readFrom(
    environment,
    readName(personId),
    ["meta", "catalogues"],
    readinessIn,
  );
}

/**
 * @param {import("./database.js").Stores} stores with meta and catalogues
 * @returns {Promise<Readiness>}
 */
async function readinessIn(stores) {
  const [verified, wasVerified, version] = await Promise.all([
    metaValue(stores, "verified", null),
    metaValue(stores, "was_verified", false),
    newestVersion(stores),
  ]);
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
