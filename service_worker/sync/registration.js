/** Under which device_id this phone speaks. One device_id is one person on one install. */

import { clockOffset, currentPerson, recordContact } from "../store/device.js";
import { adoptIdentity, identity, recordAnswer } from "../store/identity.js";
import { forgetCursor } from "../store/delta.js";
import { reopenAll } from "../store/receipts.js";
import { requireDevices } from "./answers.js";
import { ask } from "./wire.js";

/** @typedef {import("./rounds.js").Line} Line */

/**
 * Registers where that is needed.
 * @param {Line} line
 * @returns {Promise<boolean>} whether it was
 * @throws {import("./failures.js").SyncFailure}
 */
export async function registerIfNeeded(line) {
  const known = await identity(line.personId, line.environment);
  const isKnown = known.device_id !== null && known.must_register === null;
  if (isKnown && (await hasCards(line))) return false;
  const body = await ask(
    line.network,
    "devices",
    question(line, known),
    line.personId,
  );
  requireDevices(body);
  await noteAnswer(line, body);
  await noteEpoch(line, body.epoch);
  const { device_id, epoch } = body;
  const clock_offset_ms = clockOffset(body.now, line.environment.now());
  await adoptIdentity(
    line.personId,
    { device_id, epoch, clock_offset_ms },
    line.environment,
  );
  return true;
}

/**
 * Pages need name and company of whoever signed in; a login may have left them out.
 * @param {Line} line
 */
async function hasCards({ personId, environment }) {
  const current = await currentPerson(environment);
  return (
    current?.person_id !== personId ||
    Boolean(current.person && current.company)
  );
}

/**
 * Whoever answers renews the lease and tells the time.
 * @param {Line} line
 * @param {Record<string, any>} body a checked answer of devices or push
 */
export async function noteAnswer({ personId, environment }, body) {
  const { now, lease_until, person, company } = body;
  await recordContact(
    personId,
    { now, lease_until, person, company },
    environment,
  );
  await recordAnswer(
    personId,
    clockOffset(now, environment.now()),
    environment,
  );
}

/**
 * A new epoch: the server was restored from a backup, what it acknowledged may be gone there.
 * @param {Line} line
 * @param {number} epoch
 * @returns {Promise<boolean>} whether it is a new one
 */
export async function noteEpoch({ personId, environment }, epoch) {
  const known = await identity(personId, environment);
  if (known.epoch === null || known.epoch === epoch) return false;
  await forgetCursor(personId, environment);
  await reopenAll(personId, epoch, environment);
  return true;
}

/**
 * @param {Line} line
 * @param {import("../store/identity.js").Identity} known
 */
function question(line, known) {
  const body = JSON.stringify({
    client_build: line.build,
    store: known.device_id === null ? "empty" : "kept",
    known_device_id: known.device_id,
    mismatch: known.must_register === "mismatch",
    label: line.label,
  });
  return { method: "POST", body };
}
