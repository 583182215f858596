/** Whether a round is worth beginning, asked when its turn has come: others went before. */

import { holdOffMs } from "../store/identity.js";
import { counts } from "../store/outbox.js";
import { SyncFailure } from "./failures.js";

/**
 * @param {string} personId
 * @param {{forNews: boolean, byHand: boolean}} asked
 * @param {import("../store/database.js").StoreEnvironment} environment
 * @returns {Promise<boolean>} false: another tab or the worker has sent what there was
 * @throws {SyncFailure} one of them was told to come later
 */
export async function mayBegin(personId, { forNews, byHand }, environment) {
  const { pending, blobs } = await counts(personId, environment);
  if (!forNews && pending + blobs === 0) return false;
  const left = byHand ? 0 : await holdOffMs(personId, environment);
  if (left === 0) return true;
  throw new SyncFailure("unavailable", {
    code: "held_off",
    retryAfterMs: left,
  });
}
