/** What pages show of the outbox: what waits, what arrived, what needs a decision. */

import { answer, defaultEnvironment, readFrom, writeTo } from "./database.js";
import { identityIn } from "./identity.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("../types.js").CommandRow} CommandRow */
/** @typedef {import("../types.js").ReceiptRow} ReceiptRow */
/** @typedef {import("../types.js").OutboxEntry} OutboxEntry */
/** @typedef {import("../types.js").BlobRow} BlobRow */
/** @typedef {import("../types.js").OutboxCounts} OutboxCounts */

/**
 * Commands and their receipts in the order they were made.
 * @param {string} personId
 * @param {string[] | null} [streams] receipts of these only; null: of all
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<OutboxEntry[]>} commands without a receipt are always all there
 */
export async function entries(
  personId,
  streams = null,
  environment = defaultEnvironment,
) {
  const rows = await readFrom(
    environment,
    `outbox-${personId}`,
    ["commands", "receipts"],
    (stores) =>
      Promise.all([
        receiptRows(stores("receipts"), streams),
        answer(stores("commands").index("made_no").getAll()),
      ]),
  );
  return inOrder(rows.flat());
}

/**
 * All that a page shows of the outbox, as it was at one moment. One transaction: each costs a way to
 * the database and back.
 * @param {string} personId
 * @param {string[]} streams as for `entries`
 * @param {StoreEnvironment} environment
 */
export async function outboxFor(personId, streams, environment) {
  const [receipts, commands, blobs, who] = await readFrom(
    environment,
    `outbox-${personId}`,
    ["commands", "receipts", "blobs", "meta"],
    (stores) =>
      Promise.all([
        receiptRows(stores("receipts"), streams),
        answer(stores("commands").index("made_no").getAll()),
        answer(stores("blobs").getAll()),
        identityIn(stores),
      ]),
  );
  const photos = blobs.filter(isUnverified);
  const verified = blobs.filter((row) => row.state === "verified");
  return {
    entries: inOrder([...receipts, ...commands]),
    photos,
    verifiedPhotos: new Set(verified.map((row) => row.sha256)),
    waiting: {
      pending: commands.length,
      parked: receipts.filter((row) => row.attention === 1).length,
      ...loadOf(photos),
    },
    who,
  };
}

/**
 * What waits for a decision of its maker.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<OutboxEntry[]>}
 */
export function parkedEntries(personId, environment = defaultEnvironment) {
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["receipts"],
    async (stores) => {
      /** @type {ReceiptRow[]} */
      const rows = await answer(stores("receipts").index("attention").getAll());
      return inOrder(rows);
    },
  );
}

/**
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<OutboxCounts>} blobs and bytes: photos the server has not verified
 */
export function counts(personId, environment = defaultEnvironment) {
  const stores = ["commands", "receipts", "blobs"];
  return readFrom(environment, `outbox-${personId}`, stores, async (stores) => {
    const [pending, parked, blobs] = await Promise.all([
      answer(stores("commands").count()),
      answer(stores("receipts").index("attention").count()),
      answer(stores("blobs").getAll()),
    ]);
    return { pending, parked, ...loadOf(blobs.filter(isUnverified)) };
  });
}

/**
 * Photos of stored commands which the server has not verified.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<BlobRow[]>}
 */
export function unverifiedPhotos(personId, environment = defaultEnvironment) {
  return readFrom(
    environment,
    `outbox-${personId}`,
    ["blobs"],
    async (stores) =>
      (await answer(stores("blobs").getAll())).filter(isUnverified),
  );
}

/**
 * The maker decided about a parked command and the server knows it.
 * @param {string} personId
 * @param {string} commandId
 * @param {"kept" | "dropped"} decision
 * @param {StoreEnvironment} [environment]
 */
export function decide(
  personId,
  commandId,
  decision,
  environment = defaultEnvironment,
) {
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["receipts"],
    async (stores) => {
      /** @type {ReceiptRow | undefined} */
      const row = await answer(stores("receipts").get(commandId));
      if (!row) return;
      delete row.attention;
      await answer(stores("receipts").put({ ...row, decided: decision }));
    },
  );
}

/**
 * Everything of the outbox that is not on the server for good, for a rescue file.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 */
export async function exportOutbox(personId, environment = defaultEnvironment) {
  const all = await entries(personId, null, environment);
  return {
    format: 1,
    person_id: personId,
    exported_at: new Date(environment.now()).toISOString(),
    commands: all.filter((entry) => entry.status !== "uploaded"),
    photos: await unverifiedPhotos(personId, environment),
  };
}

/**
 * @param {CommandRow | ReceiptRow} row
 * @returns {OutboxEntry}
 */
function entryOf(row) {
  const receipt = "receipt" in row ? row.receipt : null;
  return { command: row.command, receipt, status: statusOf(row) };
}

/**
 * @param {CommandRow | ReceiptRow} row
 * @returns {import("../types.js").EntryStatus}
 */
function statusOf(row) {
  if (!("receipt" in row)) return "phone";
  return row.attention === 1 ? "attention" : "uploaded";
}

/**
 * @param {IDBObjectStore} store
 * @param {string[] | null} streams
 * @returns {Promise<ReceiptRow[]>}
 */
async function receiptRows(store, streams) {
  if (streams === null) return answer(store.getAll());
  const found = await Promise.all([
    ...streams.map((name) => answer(store.index("stream").getAll(name))),
    answer(store.index("attention").getAll()),
  ]);
  const rows = found.flat();
  return [...new Map(rows.map((row) => [row.command_id, row])).values()];
}

/** @param {(CommandRow | ReceiptRow)[]} rows */
function inOrder(rows) {
  return rows.sort((a, b) => a.made_no - b.made_no).map(entryOf);
}

/** @param {BlobRow[]} photos not verified */
function loadOf(photos) {
  const bytes = photos.reduce(
    (sum, row) => sum + row.size_bytes - row.offset,
    0,
  );
  return { blobs: photos.length, bytes };
}

/** @param {BlobRow} row */
function isUnverified(row) {
  return row.state === "waiting" || row.state === "damaged";
}
