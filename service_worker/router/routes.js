/** Which requests are the worker's. Everything else is left to the browser: no answer at all. */

import { STATIC_PREFIX } from "../generated/paths.js";
import { pageFor } from "../pages/index.js";

/** @typedef {import("../pages/index.js").Page} Page */

/**
 * @typedef {{kind: "page", page: Page}
 *   | {kind: "code", code: string}
 *   | {kind: "photo", sha256: string}
 *   | {kind: "login"}
 *   | {kind: "static"}} Route
 */

/** Codes are written small; whoever types one from the paper may use capitals. */
const CODE = /^\/q\/([0-9a-z]{13})$/i;
const PHOTO = /^\/tech\/photos\/([0-9a-f]{64})(?:\/thumbnail)?$/;

/**
 * @param {{method: string, url: string}} request
 * @param {string} origin the worker's own
 * @returns {Route | null} null: not ours; never anything but a GET (WebKit re-sends empty bodies)
 */
export function routeFor({ method, url }, origin) {
  const address = new URL(url);
  if (method !== "GET" || address.origin !== origin) return null;
  const { pathname } = address;
  const page = pageFor(pathname);
  if (page) return { kind: "page", page };
  if (pathname === "/login") return { kind: "login" };
  if (pathname.startsWith(STATIC_PREFIX)) return { kind: "static" };
  const photo = PHOTO.exec(pathname);
  if (photo) return { kind: "photo", sha256: photo[1] };
  const code = CODE.exec(pathname);
  return code && { kind: "code", code: code[1].toLowerCase() };
}
