/** One push: which commands go, what the envelope says, and what its answer changes here. */

import { applyDelta, forgetCursor, position } from "../store/delta.js";
import { identity } from "../store/identity.js";
import { counts, pending } from "../store/outbox.js";
import { storeReceipts } from "../store/receipts.js";
import { withRoom } from "../store/room.js";
import { requirePush } from "./answers.js";
import { noteAnswer, noteEpoch } from "./registration.js";
import { ask, PROTO } from "./wire.js";

/** @typedef {import("./rounds.js").Line} Line */
/** @typedef {import("../types.js").CommandRow} CommandRow */

/** What the envelope around the commands may need. */
const ENVELOPE_BYTES = 4096;
const VISIT = "visit:";

/**
 * @typedef {object} PushResult
 * @property {number} settled
 * @property {boolean} must_register
 * @property {string[]} held_streams nothing more of these in this round
 * @property {boolean} is_verified the sheets here are exactly those the server means
 * @property {number} catalogue_version
 */

/**
 * The next commands in order, as many as one push takes.
 * @param {CommandRow[]} rows in the order they were made
 * @param {{commands: number, bytes: number}} limits
 * @returns {CommandRow[]} at least one where there is one
 */
export function nextBatch(rows, limits) {
  /** @type {CommandRow[]} */
  const batch = [];
  let bytes = ENVELOPE_BYTES;
  for (const row of rows.slice(0, limits.commands)) {
    bytes += new TextEncoder().encode(JSON.stringify(row.command)).length + 1;
    if (batch.length > 0 && bytes > limits.bytes) break;
    batch.push(row);
  }
  return batch;
}

/**
 * Sends commands (none is fine) and stores what comes back: the delta first, receipts second, so
 * that no effect disappears from a page between the two.
 * @param {Line} line
 * @param {CommandRow[]} batch
 * @returns {Promise<PushResult>}
 * @throws {import("./failures.js").SyncFailure}
 */
export async function pushOnce(line, batch) {
  const { personId, environment } = line;
  const { device_id } = await identity(personId, environment);
  const deviceId = String(device_id);
  const body = await ask(
    line.network,
    "push",
    await question(line, batch),
    personId,
  );
  requirePush(body, deviceId);
  await noteAnswer(line, body);
  const isVerified = await store(line, body);
  const isNewEpoch = await noteEpoch(line, body.epoch);
  if (isNewEpoch && !body.delta.full) await forgetCursor(personId, environment);
  const answered = { device_id: deviceId, now: body.now };
  const settlement = await storeReceipts(
    personId,
    body.receipts,
    answered,
    environment,
  );
  return {
    ...settlement,
    held_streams: [
      ...settlement.held_streams,
      ...unanswered(batch, body.receipts),
    ],
    is_verified: isVerified && !(isNewEpoch && !body.delta.full),
    catalogue_version: body.catalogue_version,
  };
}

/**
 * @param {Line} line
 * @param {Record<string, any>} body
 */
async function store({ personId, environment }, body) {
  const waiting = await pending(personId, environment);
  const busy = new Set(
    waiting
      .filter((row) => row.stream.startsWith(VISIT))
      .map((row) => row.stream.slice(VISIT.length)),
  );
  return withRoom(environment, personId, () =>
    applyDelta(personId, body.delta, busy, environment),
  );
}

/**
 * @param {Line} line
 * @param {CommandRow[]} batch
 */
async function question({ personId, environment, build }, batch) {
  const { device_id, epoch } = await identity(personId, environment);
  const { cursor, held } = await position(personId, environment);
  const { pending, parked, blobs } = await counts(personId, environment);
  const body = JSON.stringify({
    proto: PROTO,
    device_id,
    epoch,
    client_build: build,
    cursor,
    held,
    sent_at: new Date(environment.now()).toISOString(),
    outbox: { pending, parked, blobs },
    commands: batch.map((row) => row.command),
  });
  return { method: "POST", body };
}

/**
 * Streams of commands the answer forgot: sending the next one of them would leave a gap.
 * @param {CommandRow[]} batch
 * @param {import("../types.js").Receipt[]} receipts
 */
function unanswered(batch, receipts) {
  const named = new Set(receipts.map((receipt) => receipt.command_id));
  return batch
    .filter((row) => !named.has(row.command_id))
    .map((row) => row.stream);
}
