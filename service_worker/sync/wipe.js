/** The office revoked this phone: what it holds goes, and the office is told that it went. */

import { deleteDatabase } from "../store/database.js";
import { stopRendering } from "../store/device.js";
import { outboxName } from "../store/outbox.js";
import { readName } from "../store/read.js";
import { askAnything } from "./wire.js";

/**
 * @param {import("./rounds.js").Line} line
 * @param {unknown} wipeId from the server's answer
 * @throws {import("./failures.js").SyncFailure} when the office could not be told: again later
 */
export async function wipe({ personId, environment, network }, wipeId) {
  await stopRendering(personId, "wiped", environment);
  await environment.freeCaches();
  await deleteDatabase(environment, readName(personId));
  await deleteDatabase(environment, outboxName(personId));
  const body = JSON.stringify({ wipe_id: wipeId });
  await askAnything(network, "wipe-done", { method: "POST", body });
}
