/**
 * Opens a database without ever giving up what is in it: a newer one is used as it is, a failed
 * upgrade falls back to the old version, another tab is asked to let go.
 */

import { logWarning } from "../log.js";
import { StoreFailure } from "./failures.js";
import { addMissing, lacksStores, schemaFor } from "./schema.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */

/** How long another tab may hold an older version before the person is told. */
const BLOCKED_MS = 5000;

/**
 * @param {StoreEnvironment} environment
 * @param {string} name
 * @param {() => void} onGone called when the connection can no longer be used
 * @returns {Promise<IDBDatabase>}
 */
export async function openDatabase(environment, name, onGone) {
  const database = await openNewest(environment, name);
  database.onversionchange = () => {
    database.close();
    onGone();
  };
  database.onclose = onGone;
  return database;
}

/**
 * @param {StoreEnvironment} environment
 * @param {string} name
 */
async function openNewest(environment, name) {
  const schema = schemaFor(name);
  const database = await openTolerant(environment, name, schema.version);
  if (!lacksStores(database, schema)) return database;
  // Written by a build whose numbering went another way: add what this one needs on top.
  database.close();
  return openTolerant(environment, name, database.version + 1);
}

/**
 * The wanted version, or whatever there is where that cannot be had.
 * @param {StoreEnvironment} environment
 * @param {string} name
 * @param {number} version
 */
async function openTolerant(environment, name, version) {
  try {
    return await openVersion(environment, name, version);
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    const isNewer = error instanceof Error && error.name === "VersionError";
    if (!isNewer) logWarning(`database ${name} is opened as it is`, error);
    return openVersion(environment, name, undefined);
  }
}

/**
 * @param {StoreEnvironment} environment
 * @param {string} name
 * @param {number | undefined} version
 * @returns {Promise<IDBDatabase>}
 */
function openVersion(environment, name, version) {
  return new Promise((resolve, reject) => {
    const request = environment.indexedDB.open(name, version);
    let isGivenUp = false;
    request.onupgradeneeded = () => {
      const transaction = /** @type {IDBTransaction} */ (request.transaction);
      addMissing(request.result, transaction, schemaFor(name));
    };
    request.onblocked = async () => {
      await environment.wait(BLOCKED_MS);
      isGivenUp = true;
      reject(new StoreFailure("store.blocked"));
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      if (isGivenUp) request.result.close();
      else resolve(request.result);
    };
  });
}
