/** What a person is told about his unsent work, read from the store alone. */

import { defaultEnvironment } from "../store/database.js";
import { identity } from "../store/identity.js";
import { counts } from "../store/outbox.js";
import { readiness } from "../store/read.js";

/** @typedef {import("../types.js").SyncState} SyncState */
/** @typedef {import("../types.js").SyncStateName} SyncStateName */

/**
 * What only the one who sends knows.
 * @typedef {object} Activity
 * @property {boolean} [isSending]
 * @property {string | null} [failure]
 * @property {string | null} [nextAttemptAt]
 */

/**
 * @param {string} personId
 * @param {Activity} [activity]
 * @param {import("../store/database.js").StoreEnvironment} [environment]
 * @returns {Promise<SyncState>}
 */
export async function syncState(
  personId,
  activity = {},
  environment = defaultEnvironment,
) {
  const [waiting, who, ready] = await Promise.all([
    counts(personId, environment),
    identity(personId, environment),
    readiness(personId, environment),
  ]);
  return stateOf({ waiting, who, ready }, activity);
}

/**
 * The same from what was read before.
 * @param {object} read
 * @param {import("../types.js").OutboxCounts} read.waiting
 * @param {Pick<import("../store/identity.js").Identity, "last_sent_at" | "signed_out">} read.who
 * @param {import("../types.js").Readiness} read.ready
 * @param {Activity} [activity]
 * @returns {SyncState}
 */
export function stateOf({ waiting, who, ready }, activity = {}) {
  const { pending, parked, blobs, bytes } = waiting;
  const { last_sent_at, signed_out } = who;
  const facts = {
    isSignedOut: signed_out,
    attention: parked,
    waiting: pending + blobs,
    isSending: activity.isSending ?? false,
    isReady: ready.is_ready,
  };
  return {
    state: stateName(facts),
    pending,
    photos: blobs,
    bytes,
    attention: parked,
    last_sent_at,
    next_attempt_at: activity.nextAttemptAt ?? null,
    failure: activity.failure ?? null,
    ready,
  };
}

/**
 * The most important thing to say.
 * @param {{isSignedOut: boolean, attention: number, waiting: number, isSending: boolean, isReady: boolean}} facts
 * @returns {SyncStateName}
 */
export function stateName({
  isSignedOut,
  attention,
  waiting,
  isSending,
  isReady,
}) {
  if (isSignedOut) return "signed-out";
  if (attention > 0) return "attention";
  if (waiting > 0) return isSending ? "sending" : "pending";
  return isReady ? "synced" : "preparing";
}
