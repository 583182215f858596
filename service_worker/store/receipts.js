/**
 * Receipts: how commands leave the outbox, come back after a restore of the server, and are
 * forgotten after 30 days of the server's clock.
 */

import { answer, defaultEnvironment, writeTo } from "./database.js";
import { metaValue, setMeta } from "./meta.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("./database.js").Stores} Stores */
/** @typedef {import("../types.js").Receipt} Receipt */
/** @typedef {import("../types.js").ReceiptRow} ReceiptRow */
/** @typedef {import("../types.js").CommandRow} CommandRow */

const KEPT_MS = 30 * 24 * 3600 * 1000;
/** A command the server twice calls a mismatch will not get better by sending it again. */
const MISMATCHES = 2;

/**
 * @typedef {object} Settlement
 * @property {number} settled commands that left the outbox
 * @property {boolean} must_register the server knows these numbers otherwise: a new identity is needed
 * @property {string[]} held_streams nothing more of these goes up in this round
 */

/**
 * Stores receipts; commands answered for good leave the outbox.
 * @param {string} personId
 * @param {Receipt[]} receipts
 * @param {{device_id: string, now: string}} answered by whom this phone was known, server time
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<Settlement>}
 */
export function storeReceipts(
  personId,
  receipts,
  answered,
  environment = defaultEnvironment,
) {
  const stores = ["commands", "receipts", "meta"];
  return writeTo(environment, `outbox-${personId}`, stores, async (stores) => {
    /** @type {Settlement} */
    const settlement = { settled: 0, must_register: false, held_streams: [] };
    for (const receipt of receipts) {
      const row = await rowOf(stores, receipt);
      if (row) await settle(stores, { row, receipt, answered, settlement });
    }
    if (settlement.must_register)
      await setMeta(stores, "must_register", "mismatch");
    if (settlement.settled > 0)
      await setMeta(stores, "last_sent_at", answered.now);
    return settlement;
  });
}

/**
 * The server was restored: every kept receipt may be about something it no longer knows.
 * @param {string} personId
 * @param {number} epoch
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<number>} how many commands wait again
 */
export function reopenAll(personId, epoch, environment = defaultEnvironment) {
  const stores = ["commands", "receipts", "blobs", "meta"];
  return writeTo(environment, `outbox-${personId}`, stores, async (stores) => {
    /** @type {ReceiptRow[]} */
    const rows = await answer(stores("receipts").getAll());
    for (const row of rows) await reopen(stores, row);
    await reopenPhotos(stores);
    await setMeta(stores, "epoch", epoch);
    const deviceId = await metaValue(stores, "device_id", null);
    if (rows.some((row) => row.device_id !== deviceId)) {
      await setMeta(stores, "must_register", "mismatch");
    }
    return rows.length;
  });
}

/**
 * Forgets receipts older than 30 days, never one that waits for a decision.
 * @param {string} personId
 * @param {string} now server time: the phone's clock may be years off
 * @param {StoreEnvironment} [environment]
 */
export function forgetOldReceipts(
  personId,
  now,
  environment = defaultEnvironment,
) {
  return writeTo(
    environment,
    `outbox-${personId}`,
    ["receipts"],
    async (stores) => {
      const limit = Date.parse(now) - KEPT_MS;
      /** @type {ReceiptRow[]} */
      const rows = await answer(stores("receipts").getAll());
      for (const row of rows) {
        if (row.attention === 1 || Date.parse(row.received_at) >= limit)
          continue;
        await answer(stores("receipts").delete(row.command_id));
      }
    },
  );
}

/**
 * The command a receipt speaks of, if it speaks of exactly what this phone holds.
 * @param {Stores} stores
 * @param {Receipt} receipt
 * @returns {Promise<CommandRow | null>}
 */
async function rowOf(stores, receipt) {
  if (receipt.command_id === null) return null;
  /** @type {CommandRow | undefined} */
  const row = await answer(stores("commands").get(receipt.command_id));
  if (!row) return null;
  const isAboutIt =
    receipt.result === "mismatch" || receipt.sha256 === row.command.sha256;
  return isAboutIt || !isFinal(receipt) ? row : null;
}

/** @param {Receipt} receipt */
function isFinal({ result }) {
  return result === "applied" || result === "parked";
}

/**
 * @param {Stores} stores
 * @param {{row: CommandRow, receipt: Receipt, answered: {device_id: string, now: string}, settlement: Settlement}} case_
 */
async function settle(stores, { row, receipt, answered, settlement }) {
  if (isFinal(receipt)) {
    await moveToReceipts(stores, row, receipt, answered);
    settlement.settled += 1;
    return;
  }
  settlement.held_streams.push(row.stream);
  if (receipt.result === "wait") await reopenEarlier(stores, row);
  if (receipt.result !== "mismatch") return;
  const mismatches = row.mismatches + 1;
  if (mismatches >= MISMATCHES) {
    await moveToReceipts(stores, row, receipt, answered);
    return;
  }
  await answer(stores("commands").put({ ...row, mismatches }));
  settlement.must_register = true;
}

/**
 * @param {Stores} stores
 * @param {CommandRow} row
 * @param {Receipt} receipt
 * @param {{device_id: string, now: string}} answered
 */
async function moveToReceipts(stores, row, receipt, { device_id, now }) {
  const { command_id, made_no, stream, command } = row;
  /** @type {ReceiptRow} */
  const kept = {
    command_id,
    made_no,
    stream,
    command,
    receipt,
    device_id,
    received_at: now,
    decided: null,
  };
  if (receipt.result !== "applied") kept.attention = 1;
  await answer(stores("receipts").put(kept));
  await answer(stores("commands").delete(command_id));
}

/**
 * @param {Stores} stores
 * @param {ReceiptRow} row
 */
async function reopen(stores, { command_id, made_no, stream, command }) {
  await answer(
    stores("commands").put({
      command_id,
      made_no,
      stream,
      command,
      mismatches: 0,
    }),
  );
  await answer(stores("receipts").delete(command_id));
}

/**
 * The server misses an earlier command of the stream: those this phone still holds go up again.
 * @param {Stores} stores
 * @param {CommandRow} waiting
 */
async function reopenEarlier(stores, waiting) {
  /** @type {ReceiptRow[]} */
  const rows = await answer(
    stores("receipts").index("stream").getAll(waiting.stream),
  );
  const deviceId = await metaValue(stores, "device_id", null);
  for (const row of rows) {
    if (row.made_no < waiting.made_no && row.device_id === deviceId)
      await reopen(stores, row);
  }
}

/**
 * Photos the restored server may have lost, as far as their bytes are still here.
 * @param {Stores} stores
 */
async function reopenPhotos(stores) {
  for (const row of await answer(stores("blobs").getAll())) {
    if (row.state !== "verified" || !row.has_bytes) continue;
    await answer(
      stores("blobs").put({
        ...row,
        state: "waiting",
        offset: 0,
        verified_at: null,
      }),
    );
  }
}
