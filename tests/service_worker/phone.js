/** A phone for tests: its store over fake-indexeddb, a clock, ids in a row. */

import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { createEnvironment } from "../../service_worker/store/database.js";
import { commandHash } from "../../service_worker/hashes.js";

globalThis.IDBKeyRange = IDBKeyRange;

export const PERSON = "2ac81299-5780-4379-9576-682809a4a16d";
export const OTHER_PERSON = "77777777-5780-4379-9576-682809a4a16d";
export const VISIT = "f0e68ac2-6df2-4840-a2ae-2a945cd0b5e5";
export const OTHER_VISIT = "f0e68ac2-6df2-4840-a2ae-2a945cd0b5e6";
export const NOW = Date.parse("2026-11-28T01:00:00.000Z");

/** `indexedDB` shared by several phones stands for several tabs of one. */
export function aPhone({ indexedDB = new IDBFactory(), ...overrides } = {}) {
  const clock = { now: NOW };
  const environment = createEnvironment({
    indexedDB,
    now: () => clock.now,
    wait: () => new Promise(() => {}),
    ...overrides,
  });
  return { environment, clock, indexedDB };
}

export function aRemark(text, { visitId = VISIT, ...rest } = {}) {
  return {
    name: "add_remark",
    stream: `visit:${visitId}`,
    payload: { text },
    ...rest,
  };
}

/** A receipt for a stored command, as the server would answer it. */
export function receiptFor({ command }, overrides = {}) {
  return {
    command_id: command.command_id,
    result: "applied",
    code: null,
    details: null,
    change_no: 100,
    sha256: command.sha256,
    device_seq: command.device_seq,
    ...overrides,
  };
}

/** The hash a command must carry. */
export async function hashOf(command) {
  const hashed = { ...command };
  for (const name of ["sha256", "device_seq", "stream_seq"])
    delete hashed[name];
  return commandHash(hashed);
}

export function bytesOf(length, seed = 1) {
  return Uint8Array.from(
    { length },
    (_, index) => (index * 31 + seed * 17) % 256,
  );
}

/**
 * An indexedDB whose transactions fail when `faults` says so: `fault(mode, stores)` returns the
 * name of a DOMException, "close" to lose the connection, or nothing.
 */
export function faulty(indexedDB, fault) {
  const open = (name, version) => {
    const request =
      version === undefined
        ? indexedDB.open(name)
        : indexedDB.open(name, version);
    request.addEventListener("success", () => sabotage(request.result, fault));
    return request;
  };
  return {
    open,
    deleteDatabase: (name) => indexedDB.deleteDatabase(name),
  };
}

function sabotage(database, fault) {
  const original = database.transaction.bind(database);
  database.transaction = (stores, mode, options) => {
    const name = fault(mode, [stores].flat());
    if (name === "close") {
      database.close();
    } else if (name === "InvalidStateError") {
      throw new DOMException("injected", name);
    }
    const transaction = original(stores, mode, options);
    if (name && name !== "close") failLater(transaction, name);
    return transaction;
  };
}

/** Lets the work begin, then ends the transaction as an engine does, with `error` set. */
function failLater(transaction, name) {
  Object.defineProperty(transaction, "error", {
    value: new DOMException("injected", name),
  });
  setImmediate(() => {
    try {
      transaction.abort();
    } catch {
      // It was quicker; then it really is complete.
    }
  });
}
