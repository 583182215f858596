/**
 * The files of one build: pages need them all, so a worker whose shell is incomplete does not
 * install. Data is never in a cache.
 */

import { BUILD, PRECACHE } from "../generated/precache.js";
import { SHELL_CACHE } from "../store/database.js";

export const LOGIN_PATH = "/login";

/** @typedef {typeof globalThis.fetch} Fetch */
/** @typedef {{caches: CacheStorage, fetch: Fetch}} Shelf */

/** @param {string} [build] */
export function shellName(build = BUILD) {
  return SHELL_CACHE + build;
}

/**
 * Fetches every file of this build, each checked against its hash.
 * @param {Shelf} shelf
 * @param {{url: string, integrity: string | null}[]} [files]
 * @throws {Error} when one is missing or different: then this worker does not install
 */
export async function fillShell({ caches, fetch }, files = PRECACHE) {
  const cache = await caches.open(shellName());
  await Promise.all(
    files.map(async (file) => cache.put(file.url, await fetched(fetch, file))),
  );
}

/**
 * Drops the shells of other builds; databases stay as they are.
 * @param {CacheStorage} caches
 */
export async function dropOtherShells(caches) {
  const names = await caches.keys();
  const others = names.filter(
    (name) => name.startsWith(SHELL_CACHE) && name !== shellName(),
  );
  await Promise.all(others.map((name) => caches.delete(name)));
}

/**
 * A file of this build, or of one that still has an open page.
 * @param {CacheStorage} caches
 * @param {string} path
 * @returns {Promise<Response | undefined>}
 */
export async function fromShell(caches, path) {
  const own = await caches.open(shellName());
  return (await own.match(path)) ?? caches.match(path);
}

/**
 * A hashed file that not every phone needs: kept once it was asked for.
 * @param {Shelf} shelf
 * @param {string} path
 * @returns {Promise<Response>}
 */
export async function keepInShell({ caches, fetch }, path) {
  const kept = await fromShell(caches, path);
  if (kept) return kept;
  const answer = await fetch(path);
  if (answer.ok && !answer.redirected) {
    const cache = await caches.open(shellName());
    await cache.put(path, answer.clone());
  }
  return answer;
}

/**
 * Signed in, the login page would be a redirect, which no navigation may be answered with: it is
 * asked for as a stranger, past the HTTP cache. What has a hash may come from there: the page has
 * just loaded it. A truncated answer fails its hash, or is empty.
 * @param {Fetch} fetch
 * @param {{url: string, integrity: string | null}} file
 */
async function fetched(fetch, { url, integrity }) {
  const response = await fetch(url, {
    cache: integrity === null ? "reload" : "default",
    credentials: "omit",
    redirect: "error",
    ...(integrity === null ? {} : { integrity }),
  });
  const bytes = await response.clone().arrayBuffer();
  if (!response.ok || bytes.byteLength === 0)
    throw new Error(`${url}: ${response.status}`);
  return response;
}
