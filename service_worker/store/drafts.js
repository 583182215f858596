/** Half-filled forms: kept before the camera opens, because the camera may end the page. */

import { answer, defaultEnvironment, readFrom, writeTo } from "./database.js";
import { withRoom } from "./room.js";

/** @typedef {import("../types.js").Draft} Draft */
/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */

/**
 * @param {string} personId
 * @param {{draft_key: string, path: string, fields: [string, string][]}} draft
 * @param {StoreEnvironment} [environment]
 */
export function saveDraft(personId, draft, environment = defaultEnvironment) {
  const row = { ...draft, saved_at: new Date(environment.now()).toISOString() };
  return withRoom(environment, personId, () =>
    writeTo(environment, `outbox-${personId}`, ["drafts"], async (stores) => {
      await answer(stores("drafts").put(row));
    }),
  );
}

/**
 * @param {string} personId
 * @param {string} draftKey
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Draft | null>}
 */
export function draft(personId, draftKey, environment = defaultEnvironment) {
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["drafts"],
    async (stores) => {
      return (await answer(stores("drafts").get(draftKey))) ?? null;
    },
  );
}

/**
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Draft[]>} the last saved first
 */
export async function drafts(personId, environment = defaultEnvironment) {
  /** @type {Draft[]} */
  const rows = await readFrom(
    environment,
    `outbox-${personId}`,
    ["drafts"],
    (stores) => answer(stores("drafts").getAll()),
  );
  return rows.sort((a, b) => (a.saved_at < b.saved_at ? 1 : -1));
}

/**
 * Where to go on after the page was ended; null when nothing was begun.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Draft | null>}
 */
export async function latestDraft(personId, environment = defaultEnvironment) {
  const [latest] = await drafts(personId, environment);
  return latest ?? null;
}

/**
 * @param {string} personId
 * @param {string} draftKey
 * @param {StoreEnvironment} [environment]
 */
export function dropDraft(
  personId,
  draftKey,
  environment = defaultEnvironment,
) {
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["drafts"],
    async (stores) => {
      await answer(stores("drafts").delete(draftKey));
    },
  );
}
