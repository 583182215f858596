/**
 * One round: everything that waits goes up in order, everything new comes down. Every step is in
 * the store when it is done, so a round may end anywhere and the next one goes on.
 */

import { forgetCursor, position } from "../store/delta.js";
import { stopRendering } from "../store/device.js";
import {
  identity,
  recordHoldOff,
  recordSignedOut,
  requireRegistration,
} from "../store/identity.js";
import { pending } from "../store/outbox.js";
import { storeCatalogue } from "../store/read.js";
import { forgetOldReceipts } from "../store/receipts.js";
import { withRoom } from "../store/room.js";
import { forgetOldBytes } from "../store/uploads.js";
import { requireCatalogue } from "./answers.js";
import { SyncFailure } from "./failures.js";
import { nextBatch, pushOnce } from "./pushes.js";
import { registerIfNeeded } from "./registration.js";
import { askAnything } from "./wire.js";

/**
 * Who speaks to the server, and through what.
 * @typedef {object} Line
 * @property {string} personId
 * @property {import("../store/database.js").StoreEnvironment} environment
 * @property {import("./wire.js").Network} network
 * @property {string} build of this client
 * @property {string} label how the office recognises this phone
 * @property {() => void} onProgress something was stored
 */

/** One push; what a server accepts at most is the same in every build (offline/wire.py). */
const LIMITS = { commands: 50, bytes: 262_144 };
/** Once because it is needed, once more because the server disagrees; then the next round. */
const REGISTRATIONS = 2;

/**
 * What one round has done so far.
 * @typedef {object} Progress
 * @property {Set<string>} held streams that wait for the next round
 * @property {{commands: number, bytes: number}} limits
 * @property {number} registrations
 * @property {boolean} mustAsk also without commands
 * @property {boolean} askedForAll
 * @property {boolean} isVerified
 * @property {number} catalogueVersion
 */

/**
 * @param {Line} line
 * @returns {Promise<{isComplete: boolean}>} complete: nothing waits that was there, sheets verified
 * @throws {SyncFailure}
 */
export async function runRound(line) {
  try {
    const progress = await exchange(line);
    await fetchCatalogue(line, progress.catalogueVersion);
    await tidy(line);
    return { isComplete: progress.held.size === 0 && progress.isVerified };
  } catch (error) {
    if (error instanceof SyncFailure) await remember(line, error);
    throw error;
  }
}

/**
 * Pushes until nothing more may go; the first push happens even without commands.
 * @param {Line} line
 * @returns {Promise<Progress>}
 */
async function exchange(line) {
  /** @type {Progress} */
  const progress = {
    held: new Set(),
    limits: { ...LIMITS },
    registrations: 0,
    mustAsk: true,
    askedForAll: false,
    isVerified: false,
    catalogueVersion: 0,
  };
  for (;;) {
    await register(line, progress);
    const rows = await pending(line.personId, line.environment);
    const free = rows.filter((row) => !progress.held.has(row.stream));
    const batch = nextBatch(free, progress.limits);
    if (batch.length === 0 && !progress.mustAsk) return progress;
    if (await pushed(line, progress, batch))
      await askForAllIfWrong(line, progress);
    line.onProgress();
  }
}

/**
 * Sheets that are not those the server means are asked for anew, once in a round.
 * @param {Line} line
 * @param {Progress} progress
 */
async function askForAllIfWrong({ personId, environment }, progress) {
  progress.mustAsk = !progress.isVerified && !progress.askedForAll;
  if (!progress.mustAsk) return;
  progress.askedForAll = true;
  await forgetCursor(personId, environment);
}

/**
 * @param {Line} line
 * @param {Progress} progress
 */
async function register(line, progress) {
  if (progress.registrations >= REGISTRATIONS) return;
  if (!(await registerIfNeeded(line))) return;
  progress.registrations += 1;
  progress.held.clear();
}

/**
 * @param {Line} line
 * @param {Progress} progress
 * @param {import("../types.js").CommandRow[]} batch
 * @returns {Promise<boolean>} false: it has to be asked again, differently
 */
async function pushed(line, progress, batch) {
  try {
    const result = await pushOnce(line, batch);
    for (const stream of result.held_streams) progress.held.add(stream);
    progress.isVerified = result.is_verified;
    progress.catalogueVersion = result.catalogue_version;
    return true;
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error;
    await adapt(line, progress, batch, error);
    return false;
  }
}

/**
 * Makes the next push one the server can take.
 * @param {Line} line
 * @param {Progress} progress
 * @param {import("../types.js").CommandRow[]} batch
 * @param {SyncFailure} failure
 * @throws {SyncFailure} when there is no other way to ask
 */
async function adapt(line, progress, batch, failure) {
  const { personId, environment } = line;
  if (
    failure.kind === "device_unknown" &&
    progress.registrations < REGISTRATIONS
  ) {
    return requireRegistration(personId, environment);
  }
  if (failure.kind === "cursor_gone") {
    const { cursor } = await position(personId, environment);
    if (cursor > 0) return forgetCursor(personId, environment);
  }
  if (failure.kind === "too_large" && batch.length > 1) {
    progress.limits = {
      commands: Math.ceil(batch.length / 2),
      bytes: Math.ceil(progress.limits.bytes / 2),
    };
    return undefined;
  }
  throw failure;
}

/**
 * @param {Line} line
 * @param {number} version the server's
 */
async function fetchCatalogue(line, version) {
  const { personId, environment, network } = line;
  const held = await position(personId, environment);
  if (held.catalogue_version === version) return;
  const body = await askAnything(network, "catalogue", { method: "GET" });
  requireCatalogue(body);
  const catalogue = /** @type {import("../types.js").Catalogue} */ (body);
  await withRoom(environment, personId, () =>
    storeCatalogue(personId, catalogue, environment),
  );
  line.onProgress();
}

/**
 * Forgets what is old by the server's clock, which was just heard.
 * @param {Line} line
 */
async function tidy({ personId, environment }) {
  const { clock_offset_ms } = await identity(personId, environment);
  const now = new Date(environment.now() + clock_offset_ms).toISOString();
  await forgetOldReceipts(personId, now, environment);
  await forgetOldBytes(personId, now, environment);
}

/**
 * What a failure means for the pages.
 * @param {Line} line
 * @param {SyncFailure} failure
 */
async function remember({ personId, environment }, failure) {
  if (failure.retryAfterMs > 0)
    await recordHoldOff(personId, failure.retryAfterMs, environment);
  if (failure.kind === "signed_out")
    await recordSignedOut(personId, environment);
  if (failure.kind === "other_person") {
    await stopRendering(personId, "other_person", environment);
  }
}
