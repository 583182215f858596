/** Room and permanence for the outbox; it works without them too. */

import { logWarning } from "../log.js";
import { keepReserve } from "../store/room.js";

/**
 * @param {string} personId
 * @param {Pick<import("./surroundings.js").Surroundings, "environment" | "persist">} around
 */
export async function askForPermanence(personId, { environment, persist }) {
  // Not waited for: some browsers ask the person first.
  void persist().catch((error) =>
    logWarning("the store may be evicted", error),
  );
  await keepReserve(environment, personId).catch((error) =>
    logWarning("no reserve for commands", error),
  );
}
