/** Single values of a database, by key, inside a transaction. */

import { answer } from "./database.js";

/**
 * @param {import("./database.js").Stores} stores
 * @param {string} key
 * @param {any} fallback
 * @returns {Promise<any>}
 */
export async function metaValue(stores, key, fallback) {
  const row = await answer(stores("meta").get(key));
  return row === undefined ? fallback : row.value;
}

/**
 * Several values, asked for at once: one after the other each costs a way to the database and back.
 * @template {Record<string, any>} V
 * @param {import("./database.js").Stores} stores
 * @param {V} fallbacks by key
 * @returns {Promise<V>}
 */
export async function metaValues(stores, fallbacks) {
  const found = await Promise.all(
    Object.entries(fallbacks).map(async ([key, fallback]) => [
      key,
      await metaValue(stores, key, fallback),
    ]),
  );
  return Object.fromEntries(found);
}

/**
 * @param {import("./database.js").Stores} stores
 * @param {string} key
 * @param {unknown} value
 */
export async function setMeta(stores, key, value) {
  await answer(stores("meta").put({ key, value }));
}
