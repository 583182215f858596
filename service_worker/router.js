/**
 * Which requests the worker answers. Everything else is left to the network untouched, above all
 * whatever is not a GET: a body must never pass through a worker (WebKit re-sends it empty).
 */

import { fromShell, keptLogin } from "./cache/shell.js";
import { STATIC_PREFIX } from "./generated/paths.js";
import { answerCode, answerPage, answerPhoto } from "./answers.js";
import { pageFor } from "./pages/index.js";

const CODE_PATH = /^\/q\/([0-9a-z]+)$/;
const PHOTO_PATH = /^\/tech\/photos\/([0-9a-f]{64})(?:\/thumbnail)?$/;

/** @typedef {() => Promise<Response>} Answer */

/**
 * @param {Request} request
 * @param {URL} origin of this worker
 * @returns {Answer | null} null: not the worker's
 */
export function route(request, origin) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin.origin) return null;
  if (url.pathname.startsWith(STATIC_PREFIX)) return () => fromShell(request);
  if (url.pathname === "/login") return () => login(request);
  const photo = PHOTO_PATH.exec(url.pathname);
  if (photo) return () => answerPhoto(request, /** @type {string} */ (photo[1]));
  const code = CODE_PATH.exec(url.pathname);
  if (code) return () => answerCode(request, /** @type {string} */ (code[1]));
  const page = pageFor(url.pathname);
  return page ? () => answerPage(request, page) : null;
}

/**
 * The login of the server; without a network the kept one, so that nobody faces a browser's error.
 * @param {Request} request
 */
async function login(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await keptLogin();
    if (kept) return kept;
    throw error;
  }
}
