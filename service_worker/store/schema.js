/**
 * Which object stores the phone's databases have. Only ever add to this: an upgrade creates what is
 * missing and touches no row, so it can fail half-way, be repeated, and be met by older code.
 */

/**
 * @typedef {{keyPath: string | string[], indexes?: Record<string, string>}} StoreShape
 * @typedef {{version: number, stores: Record<string, StoreShape>}} Schema
 */

/** @type {Record<string, Schema>} by the kind that begins a database's name */
export const SCHEMAS = {
  outbox: {
    version: 1,
    stores: {
      commands: { keyPath: "command_id", indexes: { made_no: "made_no" } },
      receipts: {
        keyPath: "command_id",
        indexes: { stream: "stream", attention: "attention" },
      },
      blobs: { keyPath: "sha256" },
      chunks: { keyPath: ["sha256", "n"] },
      drafts: { keyPath: "draft_key" },
      meta: { keyPath: "key" },
    },
  },
  read: {
    version: 2,
    stores: {
      sheets: { keyPath: "visit_id" },
      catalogues: { keyPath: "version" },
      catalogue_heads: { keyPath: "version" },
      meta: { keyPath: "key" },
      readiness: { keyPath: "verified_at" },
    },
  },
  device: { version: 1, stores: { meta: { keyPath: "key" } } },
};

/** @param {string} name `outbox-<person>`, `read-<person>` or `device` */
export function schemaFor(name) {
  return SCHEMAS[name.split("-", 1)[0]];
}

/**
 * @param {IDBDatabase} database
 * @param {Schema} schema
 */
export function lacksStores(database, schema) {
  return Object.keys(schema.stores).some(
    (name) => !database.objectStoreNames.contains(name),
  );
}

/**
 * Creates what is missing; called inside a version change.
 * @param {IDBDatabase} database
 * @param {IDBTransaction} transaction
 * @param {Schema} schema
 */
export function addMissing(database, transaction, schema) {
  for (const [name, { keyPath, indexes = {} }] of Object.entries(
    schema.stores,
  )) {
    const store = database.objectStoreNames.contains(name)
      ? transaction.objectStore(name)
      : database.createObjectStore(name, { keyPath });
    for (const [index, path] of Object.entries(indexes)) {
      if (!store.indexNames.contains(index)) store.createIndex(index, path);
    }
  }
}
