/**
 * Photo bytes on the phone: ArrayBuffer chunks (WebKit loses Blobs in IndexedDB), named by their
 * SHA-256, read back and hashed before anything is called saved.
 */

import {
  answer,
  defaultEnvironment,
  readFrom,
  StoreFailure,
  writeTo,
} from "./database.js";
import { sha256Hex } from "../hashes.js";
import { metaValue } from "./meta.js";
import { chunksOf, withRoom } from "./room.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("../types.js").BlobRow} BlobRow */
/** @typedef {import("../types.js").SavedPhoto} SavedPhoto */

export const CHUNK_BYTES = 131_072;

/**
 * Keeps a photo's bytes; no command names them yet.
 * @param {string} personId
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes
 * @param {{mime: string}} kind
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<SavedPhoto>}
 * @throws {StoreFailure}
 */
export async function savePhoto(
  personId,
  bytes,
  { mime },
  environment = defaultEnvironment,
) {
  const content = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  if (content.byteLength === 0) throw new StoreFailure("photo.unreadable");
  const photo = {
    sha256: await sha256Hex(content),
    size_bytes: content.byteLength,
    mime,
  };
  await withRoom(environment, personId, () =>
    write(personId, photo, content, environment),
  );
  const kept = await photoBytes(personId, photo.sha256, environment);
  if (kept === null || (await sha256Hex(kept)) !== photo.sha256) {
    await dropBytes(personId, photo.sha256, environment);
    throw new StoreFailure("photo.damaged");
  }
  return photo;
}

/**
 * @param {string} personId
 * @param {string} sha256
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null when the bytes are not (all) here
 */
export function photoBytes(personId, sha256, environment = defaultEnvironment) {
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["blobs", "chunks"],
    async (stores) => {
      /** @type {BlobRow | undefined} */
      const row = await answer(stores("blobs").get(sha256));
      if (!row || !row.has_bytes) return null;
      const chunks = await answer(stores("chunks").getAll(chunksOf(sha256)));
      return joined(row, chunks);
    },
  );
}

/**
 * @param {string} personId
 * @param {string} sha256
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<BlobRow | null>}
 */
export function photo(personId, sha256, environment = defaultEnvironment) {
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["blobs"],
    async (stores) => {
      return (await answer(stores("blobs").get(sha256))) ?? null;
    },
  );
}

/**
 * Some of a photo's bytes, for an upload.
 * @param {string} personId
 * @param {string} sha256
 * @param {{offset: number, length: number}} part
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null when they are not here
 */
export function photoPart(
  personId,
  sha256,
  { offset, length },
  environment = defaultEnvironment,
) {
  const first = Math.floor(offset / CHUNK_BYTES);
  const last = Math.floor((offset + length - 1) / CHUNK_BYTES);
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["chunks"],
    async (stores) => {
      const range = IDBKeyRange.bound([sha256, first], [sha256, last]);
      const chunks = await answer(stores("chunks").getAll(range));
      if (chunks.length !== last - first + 1) return null;
      const whole = concatenated(chunks.map((chunk) => chunk.bytes));
      const start = offset - first * CHUNK_BYTES;
      return whole.slice(start, start + length);
    },
  );
}

/**
 * @param {string} personId
 * @param {SavedPhoto} photo
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {StoreEnvironment} environment
 */
function write(personId, photo, content, environment) {
  const count = Math.ceil(content.byteLength / CHUNK_BYTES);
  const stores = ["blobs", "chunks", "meta"];
  return writeTo(environment, `outbox-${personId}`, stores, async (stores) => {
    const known = await answer(stores("blobs").get(photo.sha256));
    const clockOffset = await metaValue(stores, "clock_offset_ms", 0);
    for (let n = 0; n < count; n += 1) {
      const bytes = content.slice(
        n * CHUNK_BYTES,
        (n + 1) * CHUNK_BYTES,
      ).buffer;
      await answer(stores("chunks").put({ sha256: photo.sha256, n, bytes }));
    }
    /** @type {BlobRow} */
    const row = {
      ...photo,
      chunk_count: count,
      state: known ? stateWithBytes(known.state) : "draft",
      offset: known?.offset ?? 0,
      has_bytes: true,
      saved_at: new Date(environment.now() + clockOffset).toISOString(),
      verified_at: known?.verified_at ?? null,
    };
    await answer(stores("blobs").put(row));
  });
}

/** @param {BlobRow["state"]} state */
function stateWithBytes(state) {
  return state === "damaged" ? "waiting" : state;
}

/**
 * @param {string} personId
 * @param {string} sha256
 * @param {StoreEnvironment} environment
 */
function dropBytes(personId, sha256, environment) {
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["blobs", "chunks"],
    async (stores) => {
      /** @type {BlobRow | undefined} */
      const row = await answer(stores("blobs").get(sha256));
      await answer(stores("chunks").delete(chunksOf(sha256)));
      if (row?.state === "draft") await answer(stores("blobs").delete(sha256));
      else if (row)
        await answer(
          stores("blobs").put({ ...row, state: "damaged", has_bytes: false }),
        );
    },
  );
}

/**
 * @param {BlobRow} row
 * @param {{bytes: ArrayBuffer}[]} chunks
 */
function joined(row, chunks) {
  const whole = concatenated(chunks.map((chunk) => chunk.bytes));
  return whole.byteLength === row.size_bytes ? whole : null;
}

/** @param {ArrayBuffer[]} parts */
function concatenated(parts) {
  const whole = new Uint8Array(
    parts.reduce((sum, part) => sum + part.byteLength, 0),
  );
  let offset = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), offset);
    offset += part.byteLength;
  }
  return whole;
}
