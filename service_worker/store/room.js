/**
 * What happens when the phone is full: space nobody will miss is given back first, commands have a
 * reserve of their own, and what still does not fit fails openly.
 */

import { answer, readFrom, writeTo } from "./database.js";
import { asFailure, isQuota } from "./failures.js";
import { setMeta } from "./meta.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("../types.js").BlobRow} BlobRow */

const RESERVE = "reserve";
const RESERVE_BYTES = 262_144;

/**
 * Runs a write; each time the phone is full the next remedy is tried first.
 * @template T
 * @param {StoreEnvironment} environment
 * @param {string} personId
 * @param {() => Promise<T>} write
 * @param {(() => Promise<unknown>)[]} [lastRemedies]
 * @returns {Promise<T>}
 * @throws {import("./database.js").StoreFailure} store.quota when nothing helped
 */
export async function withRoom(
  environment,
  personId,
  write,
  lastRemedies = [],
) {
  const remedies = [
    () => environment.freeCaches(),
    () => freeVerifiedBytes(environment, personId),
    ...lastRemedies,
  ];
  for (;;) {
    try {
      return await write();
    } catch (error) {
      const remedy = remedies.shift();
      if (!isQuota(error) || !remedy) throw asFailure(error);
      await remedy();
    }
  }
}

/**
 * Deletes the bytes of photos the server has verified.
 * @param {StoreEnvironment} environment
 * @param {string} personId
 * @param {(row: BlobRow) => boolean} [which] all of them by default
 * @returns {Promise<number>} how many photos gave up their bytes
 */
export function freeVerifiedBytes(environment, personId, which = () => true) {
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["blobs", "chunks"],
    async (stores) => {
      /** @type {BlobRow[]} */
      const rows = await answer(stores("blobs").getAll());
      const freed = rows.filter(
        (row) => row.state === "verified" && row.has_bytes && which(row),
      );
      for (const row of freed) {
        await answer(stores("chunks").delete(chunksOf(row.sha256)));
        await answer(stores("blobs").put({ ...row, has_bytes: false }));
      }
      return freed.length;
    },
  );
}

/**
 * All chunk keys of one photo.
 * @param {string} sha256
 */
export function chunksOf(sha256) {
  return IDBKeyRange.bound([sha256, 0], [sha256, Infinity]);
}

/**
 * Keeps some space occupied, so that commands can still be saved when photos filled the phone.
 * @param {StoreEnvironment} environment
 * @param {string} personId
 */
export async function keepReserve(environment, personId) {
  const name = `outbox-${personId}`;
  const held = await readFrom(environment, name, ["meta"], (stores) =>
    answer(stores("meta").count(RESERVE)),
  );
  if (held > 0) return;
  await writeTo(environment, name, ["meta"], (stores) =>
    setMeta(stores, RESERVE, incompressible(RESERVE_BYTES)),
  ).catch((error) => {
    if (!isQuota(error)) throw error;
  });
}

/**
 * @param {StoreEnvironment} environment
 * @param {string} personId
 */
export async function takeReserve(environment, personId) {
  await writeTo(environment, `outbox-${personId}`, ["meta"], (stores) =>
    answer(stores("meta").delete(RESERVE)),
  );
}

/**
 * Engines compress what they store: only noise holds its place.
 * @param {number} size
 */
function incompressible(size) {
  const bytes = new Uint8Array(size);
  const most = 65_536; // what getRandomValues fills at once
  for (let start = 0; start < size; start += most) {
    crypto.getRandomValues(bytes.subarray(start, start + most));
  }
  return bytes.buffer;
}
