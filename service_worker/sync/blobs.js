/** Photo bytes on their way up: after the data, one at a time, resumed where they stopped. */

import { CHUNK_BYTES, photoBytes, photoPart } from "../store/chunks.js";
import { sha256Hex } from "../hashes.js";
import { identity } from "../store/identity.js";
import { recordUpload, waitingPhotos } from "../store/uploads.js";
import { requireUpload } from "./answers.js";
import { SyncFailure } from "./failures.js";
import { ask, askHead } from "./wire.js";

/** @typedef {import("./rounds.js").Line} Line */
/** @typedef {import("../types.js").BlobRow} BlobRow */

/** Wrong offsets and damaged chunks one photo may have before it waits for the next round. */
const STUMBLES = 5;
/** These concern one photo; all other failures concern the network. */
const OF_ONE_PHOTO = ["refused", "too_large"];

/**
 * Uploads what waits.
 * @param {Line} line
 * @param {() => Promise<boolean>} hasData whether commands wait: they go first
 * @returns {Promise<{isComplete: boolean, hasNews: boolean}>} complete: no data came in between;
 *   news: the server has verified photos, which its sheets tell
 * @throws {SyncFailure}
 */
export async function uploadPhotos(line, hasData) {
  /** @type {SyncFailure | null} */
  let refusal = null;
  let hasNews = false;
  for (const photo of await waitingPhotos(line.personId, line.environment)) {
    try {
      if (!(await uploadPhoto(line, photo, hasData)))
        return { isComplete: false, hasNews };
      hasNews = true;
    } catch (error) {
      const isOfOne =
        error instanceof SyncFailure && OF_ONE_PHOTO.includes(error.kind);
      if (!isOfOne) throw error;
      refusal = error;
    }
    line.onProgress();
  }
  if (refusal) throw refusal;
  return { isComplete: true, hasNews };
}

/**
 * @param {Line} line
 * @param {BlobRow} photo
 * @param {() => Promise<boolean>} hasData
 * @returns {Promise<boolean>} false: interrupted
 */
async function uploadPhoto(line, photo, hasData) {
  const upload = await remembered(line, photo);
  for (let stumbles = 0; upload.state !== "verified";) {
    if (await hasData()) return false;
    const part = await partAt(line, photo, upload.offset);
    if (part.bytes === null) {
      await recordUpload(
        line.personId,
        photo.sha256,
        { state: "damaged" },
        line.environment,
      );
      return true;
    }
    try {
      Object.assign(upload, await sent(line, photo, part.start, part.bytes));
      await recordUpload(
        line.personId,
        photo.sha256,
        { offset: upload.offset },
        line.environment,
      );
    } catch (error) {
      stumbles += 1;
      upload.offset = await offsetAfter(line, photo, upload.offset, error);
      if (stumbles > STUMBLES) throw error;
    }
  }
  await markVerified(line, photo);
  return true;
}

/**
 * How far the server says it is.
 * @param {Line} line
 * @param {BlobRow} photo
 * @returns {Promise<{offset: number, state: string}>}
 */
async function remembered({ network }, photo) {
  try {
    const headers = await askHead(network, `blobs/${photo.sha256}`);
    const offset = Number(headers.get("Upload-Offset") ?? NaN);
    const state = headers.get("Upload-State") ?? "";
    if (!Number.isInteger(offset) || !["partial", "verified"].includes(state)) {
      throw new SyncFailure("wrong_shape");
    }
    return { offset, state };
  } catch (error) {
    const isUnknown =
      error instanceof SyncFailure && error.details.status === 404;
    if (isUnknown) return { offset: 0, state: "partial" };
    throw error;
  }
}

/**
 * The piece to send next. A server that has every byte and still says partial is shown the last
 * one again.
 * @param {Line} line
 * @param {BlobRow} photo
 * @param {number} offset
 */
async function partAt({ personId, environment }, photo, offset) {
  const start = Math.max(0, Math.min(offset, photo.size_bytes - 1));
  const length = Math.min(CHUNK_BYTES, photo.size_bytes - start);
  const part = { offset: start, length };
  return {
    start,
    bytes: await photoPart(personId, photo.sha256, part, environment),
  };
}

/**
 * @param {Line} line
 * @param {BlobRow} photo
 * @param {number} offset
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<{offset: number, state: string}>}
 */
async function sent({ network, personId }, photo, offset, bytes) {
  const question = {
    method: "PATCH",
    body: bytes,
    headers: {
      "Content-Type": "application/octet-stream",
      "Upload-Offset": String(offset),
      "Upload-Length": String(photo.size_bytes),
      "Chunk-Sha256": await sha256Hex(bytes),
    },
  };
  const body = await ask(network, `blobs/${photo.sha256}`, question, personId);
  requireUpload(body, photo.sha256);
  return { offset: body.offset, state: body.state };
}

/**
 * Where to go on after the server refused a piece.
 * @param {Line} line
 * @param {BlobRow} photo
 * @param {number} offset
 * @param {unknown} error
 * @returns {Promise<number>}
 * @throws {unknown} when going on makes no sense
 */
async function offsetAfter(line, photo, offset, error) {
  if (!(error instanceof SyncFailure)) throw error;
  if (
    error.code === "blob.wrong_offset" &&
    Number.isInteger(error.details.offset)
  ) {
    return error.details.offset;
  }
  if (error.code === "blob.chunk_mismatch") return offset;
  if (error.code !== "blob.hash_mismatch") throw error;
  await requireWhole(line, photo, error);
  return 0;
}

/**
 * The server received other bytes than the hash says: are ours still right?
 * @param {Line} line
 * @param {BlobRow} photo
 * @param {SyncFailure} failure
 */
async function requireWhole({ personId, environment }, photo, failure) {
  const bytes = await photoBytes(personId, photo.sha256, environment);
  if (bytes !== null && (await sha256Hex(bytes)) === photo.sha256) return;
  await recordUpload(personId, photo.sha256, { state: "damaged" }, environment);
  throw failure;
}

/**
 * @param {Line} line
 * @param {BlobRow} photo
 */
async function markVerified({ personId, environment }, photo) {
  const { clock_offset_ms } = await identity(personId, environment);
  const verified_at = new Date(
    environment.now() + clock_offset_ms,
  ).toISOString();
  const change = {
    state: /** @type {const} */ ("verified"),
    offset: photo.size_bytes,
    verified_at,
  };
  await recordUpload(personId, photo.sha256, change, environment);
}
