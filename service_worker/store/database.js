/**
 * Transactions on the phone's databases, over connections that may die at any time.
 * A dead handle is dropped, opened again and the transaction repeated, at most three times; every
 * write is strict, so that its promise resolves after the bytes are on the disk.
 */

import { asFailure, isDeadHandle } from "./failures.js";
import { openDatabase } from "./opening.js";

export { StoreFailure } from "./failures.js";

const REPETITIONS = 3;

/** Begins the name of every cache that holds a build's files; without them no page opens. */
export const SHELL_CACHE = "fieldapp-shell-";

/**
 * What the store needs from its surroundings; tests bring their own.
 * @typedef {object} StoreEnvironment
 * @property {IDBFactory} indexedDB
 * @property {() => number} now the phone's clock, ms
 * @property {() => string} uuid
 * @property {() => Promise<void>} freeCaches gives back space nobody will miss
 * @property {(ms: number) => Promise<void>} wait
 * @property {Map<string, Promise<IDBDatabase>>} connections
 */

/**
 * @param {Partial<StoreEnvironment>} [overrides]
 * @returns {StoreEnvironment}
 */
export function createEnvironment(overrides = {}) {
  return {
    indexedDB: globalThis.indexedDB,
    now: () => Date.now(),
    uuid: () => crypto.randomUUID(),
    freeCaches: dropSpareCaches,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    connections: new Map(),
    ...overrides,
  };
}

/** Caches the pages could do without: everything but the shells of installed builds. */
async function dropSpareCaches() {
  if (!("caches" in globalThis)) return;
  const names = await caches.keys();
  const spare = names.filter((name) => !name.startsWith(SHELL_CACHE));
  await Promise.all(spare.map((name) => caches.delete(name)));
}

/** The browser's own. */
export const defaultEnvironment = createEnvironment();

/** @typedef {(name: string) => IDBObjectStore} Stores */

/**
 * Reads in one transaction.
 * @template T
 * @param {StoreEnvironment} environment
 * @param {string} name of the database
 * @param {string[]} stores
 * @param {(stores: Stores) => Promise<T>} work awaits nothing but the database
 * @returns {Promise<T>}
 * @throws {StoreFailure}
 */
export function readFrom(environment, name, stores, work) {
  return repeated(environment, name, (database) =>
    transact(database, stores, "readonly", work),
  );
}

/**
 * Writes in one strict transaction; resolves when it is complete. May run `work` again.
 * @template T
 * @param {StoreEnvironment} environment
 * @param {string} name of the database
 * @param {string[]} stores
 * @param {(stores: Stores) => Promise<T>} work awaits nothing but the database
 * @returns {Promise<T>}
 * @throws {StoreFailure}
 */
export function writeTo(environment, name, stores, work) {
  return repeated(environment, name, (database) =>
    transact(database, stores, "readwrite", work),
  );
}

/**
 * The result of one request, inside a transaction.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {StoreEnvironment} environment
 * @param {string} name
 */
export async function closeDatabase(environment, name) {
  const opening = environment.connections.get(name);
  environment.connections.delete(name);
  (await opening?.catch(() => null))?.close();
}

/**
 * Deletes a database of which nothing is needed any more.
 * @param {StoreEnvironment} environment
 * @param {string} name
 */
export async function deleteDatabase(environment, name) {
  await closeDatabase(environment, name);
  await answer(environment.indexedDB.deleteDatabase(name));
}

/**
 * @template T
 * @param {StoreEnvironment} environment
 * @param {string} name
 * @param {(database: IDBDatabase) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function repeated(environment, name, work) {
  for (let repetition = 0; ; repetition += 1) {
    const opening = connection(environment, name);
    try {
      return await work(await opening);
    } catch (error) {
      if (!isDeadHandle(error) || repetition === REPETITIONS)
        throw asFailure(error);
      if (environment.connections.get(name) === opening)
        await closeDatabase(environment, name);
    }
  }
}

/**
 * The open connection, shared until it dies.
 * @param {StoreEnvironment} environment
 * @param {string} name
 */
function connection(environment, name) {
  const known = environment.connections.get(name);
  if (known) return known;
  const forget = () => {
    if (environment.connections.get(name) === opening)
      environment.connections.delete(name);
  };
  const opening = openDatabase(environment, name, forget);
  environment.connections.set(name, opening);
  opening.catch(forget);
  return opening;
}

/**
 * @template T
 * @param {IDBDatabase} database
 * @param {string[]} names
 * @param {"readonly" | "readwrite"} mode
 * @param {(stores: Stores) => Promise<T>} work
 * @returns {Promise<T>}
 */
function transact(database, names, mode, work) {
  return new Promise((resolve, reject) => {
    const durability = mode === "readwrite" ? "strict" : "default";
    const transaction = database.transaction(names, mode, { durability });
    /** @type {T} */
    let result;
    /** @type {unknown} */
    let failure = null;
    transaction.oncomplete = () =>
      failure === null ? resolve(result) : reject(failure);
    transaction.onabort = () =>
      reject(
        transaction.error ??
          failure ??
          new DOMException("aborted", "AbortError"),
      );
    work((name) => transaction.objectStore(name)).then(
      (value) => {
        result = value;
        // What was read was read; only of a write the end has something to say.
        if (mode === "readonly") resolve(value);
      },
      (error) => {
        failure = error;
        abort(transaction);
      },
    );
  });
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // Already over: the abort or complete event tells.
  }
}
