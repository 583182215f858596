/** How far the photos of the outbox are: which to upload next, which may give up their bytes. */

import { answer, defaultEnvironment, readFrom, writeTo } from "./database.js";
import { chunksOf, freeVerifiedBytes } from "./room.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("../types.js").BlobRow} BlobRow */

const DAY_MS = 24 * 3600 * 1000;
/** A verified photo stays readable on the phone this long. */
const VERIFIED_KEPT_MS = 14 * DAY_MS;
/** A photo no command ever named. */
const DRAFT_KEPT_MS = 7 * DAY_MS;

/**
 * Photos whose bytes are still to be sent, oldest first.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<BlobRow[]>}
 */
export function waitingPhotos(personId, environment = defaultEnvironment) {
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["blobs"],
    async (stores) => {
      /** @type {BlobRow[]} */
      const rows = await answer(stores("blobs").getAll());
      return rows
        .filter((row) => row.state === "waiting")
        .sort((a, b) => (a.saved_at < b.saved_at ? -1 : 1));
    },
  );
}

/**
 * @param {string} personId
 * @param {string} sha256
 * @param {Partial<Pick<BlobRow, "state" | "offset" | "verified_at">>} change
 * @param {StoreEnvironment} [environment]
 */
export function recordUpload(
  personId,
  sha256,
  change,
  environment = defaultEnvironment,
) {
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["blobs"],
    async (stores) => {
      const row = await answer(stores("blobs").get(sha256));
      if (row) await answer(stores("blobs").put({ ...row, ...change }));
    },
  );
}

/**
 * Gives up bytes that are safe on the server for long, and photos nobody kept.
 * @param {string} personId
 * @param {string} now server time: the phone's clock may be years off
 * @param {StoreEnvironment} [environment]
 */
export async function forgetOldBytes(
  personId,
  now,
  environment = defaultEnvironment,
) {
  const nowMs = Date.parse(now);
  await freeVerifiedBytes(
    environment,
    personId,
    (row) =>
      row.verified_at !== null &&
      nowMs - Date.parse(row.verified_at) > VERIFIED_KEPT_MS,
  );
  await writeTo(
    environment,
    `outbox-${personId}`,
    ["blobs", "chunks"],
    async (stores) => {
      /** @type {BlobRow[]} */
      const rows = await answer(stores("blobs").getAll());
      for (const row of rows) {
        const isAbandoned =
          row.state === "draft" &&
          nowMs - Date.parse(row.saved_at) > DRAFT_KEPT_MS;
        if (!isAbandoned) continue;
        await answer(stores("chunks").delete(chunksOf(row.sha256)));
        await answer(stores("blobs").delete(row.sha256));
      }
    },
  );
}
