/** The files the app needs to start without a network: fetched whole, by hash, before a build takes over. */

import { BUILD, PRECACHE } from "../generated/precache.js";
import { SHELL_CACHE } from "../store/database.js";

const CURRENT = `${SHELL_CACHE}${BUILD}`;

/** Fetches every file of this build; one that fails or differs fails the installation. */
export async function fillShell() {
  const cache = await caches.open(CURRENT);
  await Promise.all(PRECACHE.map((file) => fetchInto(cache, file)));
}

/** Forgets the shells of other builds; what people entered lies elsewhere. */
export async function dropOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(SHELL_CACHE) && name !== CURRENT);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * A file of this build or of the page's older one, else from the network.
 * @param {Request} request
 */
export async function fromShell(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** The login page as it was when this build was installed. */
export function keptLogin() {
  return caches.match("/login");
}

/**
 * @param {Cache} cache
 * @param {{ url: string, integrity: string | null }} file
 */
async function fetchInto(cache, { url, integrity }) {
  const response = await fetch(url, integrity ? { integrity } : { cache: "reload" });
  // A redirected answer must never be kept: a navigation would refuse it.
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  await cache.put(url, response);
}
