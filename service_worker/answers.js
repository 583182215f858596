/** Answers made on the phone: pages, the visit behind a code, photos that lie here. */

import { SECURITY_HEADERS } from "./generated/security_headers.js";
import { logError } from "./log.js";
import { errorContext, PageMissing } from "./pages/index.js";
import { gather } from "./gathering.js";
import { render } from "./render/environment.js";
import { photo, photoBytes } from "./store/chunks.js";
import { currentPerson, mayRender } from "./store/device.js";
import { readiness, sheetByCode } from "./store/read.js";

/** @typedef {import("./types.js").CurrentPerson} CurrentPerson */
/** @typedef {import("./pages/index.js").Page} Page */

const HTML = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
const NOT_FOUND = 404;
const FAILED = 500;

/**
 * A technician page from the phone's own store, online too. Until the store is complete the
 * server's page is better; without a network the incomplete one is still the best there is.
 * @param {Request} request
 * @param {Page} page
 * @returns {Promise<Response>}
 */
export async function answerPage(request, page) {
  const current = await currentPerson();
  const permission = mayRender(current, Date.now());
  if (permission === "no_person" || permission === "stopped") return fetch(request);
  const known = /** @type {CurrentPerson} */ (current);
  if (permission === "yes" && !(await readiness(known.person_id)).is_ready) {
    const served = await fetch(request).catch(() => null);
    if (served) return served;
  }
  const url = new URL(request.url);
  const isPartial = request.headers.get("HX-Request") === "true";
  if (permission === "lease_over") {
    return errorPage(known, url, { code: "lease.over" }, FAILED);
  }
  return localPage(known, url, page, isPartial);
}

/**
 * @param {CurrentPerson} current
 * @param {URL} url
 * @param {Page} page
 * @param {boolean} isPartial
 */
async function localPage(current, url, page, isPartial) {
  try {
    const input = await gather(current, url);
    const context = await page.build(input);
    const template = isPartial ? page.partial : page.template;
    return html(render(template, context, languageOf(current)));
  } catch (error) {
    if (error instanceof PageMissing) {
      return errorPage(current, url, { code: error.code }, NOT_FOUND);
    }
    logError(`page ${url.pathname}`, error);
    return errorPage(current, url, { code: "page.failed" }, FAILED);
  }
}

/**
 * What a printed order's code opens: the visit when it is on this phone.
 * @param {Request} request
 * @param {string} code
 */
export async function answerCode(request, code) {
  const current = await currentPerson();
  if (!current || mayRender(current, Date.now()) !== "yes") return fetch(request);
  const sheet = await sheetByCode(current.person_id, code);
  return sheet ? Response.redirect(`/tech/visits/${sheet.visit_id}`, 302) : fetch(request);
}

/**
 * A photo from this phone's chunks, or the server's copy.
 * @param {Request} request
 * @param {string} sha256
 */
export async function answerPhoto(request, sha256) {
  const current = await currentPerson();
  if (!current || mayRender(current, Date.now()) !== "yes") return fetch(request);
  const bytes = await photoBytes(current.person_id, sha256).catch(() => null);
  if (!bytes) return fetch(request);
  const row = await photo(current.person_id, sha256);
  const headers = { ...SECURITY_HEADERS, "Content-Type": row?.mime ?? "image/jpeg" };
  return new Response(/** @type {Uint8Array<ArrayBuffer>} */ (bytes), {
    headers: { ...headers, "Cache-Control": "private, no-store" },
  });
}

/**
 * An honest page instead of a browser's error.
 * @param {CurrentPerson} current
 * @param {URL} url
 * @param {{ code: string, details?: Record<string, unknown> }} problem
 * @param {number} status
 */
async function errorPage(current, url, problem, status) {
  const input = await gather(current, url, { withSheets: false });
  const details = { pending: input.sync.pending, ...problem.details };
  const context = errorContext(input, { code: problem.code, details });
  return html(render("technician/error.html", context, languageOf(current)), status);
}

/** @param {CurrentPerson} current */
function languageOf(current) {
  return current.person?.language ?? "zh";
}

/**
 * @param {string} body
 * @param {number} [status]
 */
function html(body, status = 200) {
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, ...HTML } });
}
