/** Under which device_id and epoch this phone's outbox is sent. */

import { defaultEnvironment, readFrom, writeTo } from "./database.js";
import { metaValue, setMeta } from "./meta.js";
import { renumber } from "./numbering.js";

/**
 * @typedef {object} Identity
 * @property {string | null} device_id null before the first registration
 * @property {number | null} epoch
 * @property {null | "mismatch" | "unknown"} must_register why the present device_id cannot be used
 * @property {string | null} last_sent_at server time of the last receipt
 */

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */

/**
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Identity>}
 */
export function identity(personId, environment = defaultEnvironment) {
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["meta"],
    async (stores) => ({
      device_id: await metaValue(stores, "device_id", null),
      epoch: await metaValue(stores, "epoch", null),
      must_register: await metaValue(stores, "must_register", null),
      last_sent_at: await metaValue(stores, "last_sent_at", null),
    }),
  );
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
 * The difference of the clocks, for the commands made from now on.
 * @param {string} personId
 * @param {number} clockOffsetMs
 * @param {StoreEnvironment} [environment]
 */
export function recordClock(
  personId,
  clockOffsetMs,
  environment = defaultEnvironment,
) {
  return writeTo(environment, `outbox-${personId}`, ["meta"], (stores) =>
    setMeta(stores, "clock_offset_ms", clockOffsetMs),
  );
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
      await setMeta(stores, "must_register", null);
      if ((await metaValue(stores, "epoch", null)) === null)
        await setMeta(stores, "epoch", epoch);
    },
  );
}
