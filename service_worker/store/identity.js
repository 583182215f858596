/** Under which device_id and epoch this phone's outbox is sent. */

import { defaultEnvironment, readFrom, writeTo } from "./database.js";
import { metaValue, metaValues, setMeta } from "./meta.js";
import { renumber } from "./numbering.js";

/**
 * @typedef {object} Identity
 * @property {string | null} device_id null before the first registration
 * @property {number | null} epoch
 * @property {null | "mismatch" | "unknown"} must_register why the present device_id cannot be used
 * @property {string | null} last_sent_at server time of the last receipt
 * @property {number} clock_offset_ms add it to the phone's clock to get the server's
 * @property {boolean} signed_out the server asked for a login
 */

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */

const NOT_HELD_OFF = { until: 0, ms: 0 };
/** Of a phone that never spoke to the server. @type {Identity} */
const UNKNOWN = {
  device_id: null,
  epoch: null,
  must_register: null,
  last_sent_at: null,
  clock_offset_ms: 0,
  signed_out: false,
};

/**
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Identity>}
 */
export function identity(personId, environment = defaultEnvironment) {
  return readFrom(environment, `outbox-${personId}`, ["meta"], identityIn);
}

/**
 * The same inside a transaction.
 * @param {import("./database.js").Stores} stores with meta
 */
export function identityIn(stores) {
  return metaValues(stores, UNKNOWN);
}

/**
 * The server does not know this device_id (any more).
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 */
export function requireRegistration(
  personId,
  environment = defaultEnvironment,
) {
  return writeTo(environment, `outbox-${personId}`, ["meta"], (stores) =>
    setMeta(stores, "must_register", "unknown"),
  );
}

/**
 * The server answered this person: the clocks are compared, the session is alive.
 * @param {string} personId
 * @param {number} clockOffsetMs for the commands made from now on
 * @param {StoreEnvironment} [environment]
 */
export function recordAnswer(
  personId,
  clockOffsetMs,
  environment = defaultEnvironment,
) {
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["meta"],
    async (stores) => {
      await setMeta(stores, "clock_offset_ms", clockOffsetMs);
      await setMeta(stores, "signed_out", false);
      await setMeta(stores, "hold_off", NOT_HELD_OFF);
    },
  );
}

/**
 * The session is over: the outbox waits for a login, nothing is retyped.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 */
export function recordSignedOut(personId, environment = defaultEnvironment) {
  return writeTo(environment, `outbox-${personId}`, ["meta"], (stores) =>
    setMeta(stores, "signed_out", true),
  );
}

/**
 * The server wants to be left alone for a while (Retry-After): by every tab and the worker.
 * @param {string} personId
 * @param {number} ms
 * @param {StoreEnvironment} [environment]
 */
export function recordHoldOff(personId, ms, environment = defaultEnvironment) {
  const until = environment.now() + ms;
  return writeTo(environment, `outbox-${personId}`, ["meta"], (stores) =>
    setMeta(stores, "hold_off", { until, ms }),
  );
}

/**
 * How long the server still wants to be left alone; 0: it may be asked. A clock that was set back
 * makes nobody wait longer than was asked for.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<number>}
 */
export async function holdOffMs(personId, environment = defaultEnvironment) {
  const { until, ms } = await readFrom(
    environment,
    `outbox-${personId}`,
    ["meta"],
    (stores) => metaValue(stores, "hold_off", NOT_HELD_OFF),
  );
  const left = until - environment.now();
  return left > ms ? 0 : Math.max(left, 0);
}

/**
 * The numbers under a device_id the server just gave; a different one means numbering from 1 again.
 * @param {string} personId
 * @param {{device_id: string, epoch: number, clock_offset_ms: number}} identity
 * @param {StoreEnvironment} [environment]
 */
export function adoptIdentity(
  personId,
  identity,
  environment = defaultEnvironment,
) {
  const { device_id, epoch, clock_offset_ms } = identity;
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["commands", "meta"],
    async (stores) => {
      const known = await metaValue(stores, "device_id", null);
      if (known !== null && known !== device_id) await renumber(stores);
      await setMeta(stores, "device_id", device_id);
      await setMeta(stores, "clock_offset_ms", clock_offset_ms);
      const reason = await metaValue(stores, "must_register", null);
      const isSettled = known !== device_id || reason !== "mismatch";
      if (isSettled) await setMeta(stores, "must_register", null);
      if ((await metaValue(stores, "epoch", null)) === null)
        await setMeta(stores, "epoch", epoch);
    },
  );
}
