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
 * @param {import("./database.js").Stores} stores
 * @param {string} key
 * @param {unknown} value
 */
export async function setMeta(stores, key, value) {
  await answer(stores("meta").put({ key, value }));
}
