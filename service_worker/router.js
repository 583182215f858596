/**
 * Answers what is the worker's: technician pages from the phone's own store, online too; the
 * network only where the store has nothing to say.
 */

import { fromShell, keepInShell, LOGIN_PATH } from "./cache/shell.js";
import { loadWording } from "./cache/wording.js";
import { logError } from "./log.js";
import { errorContext, PageMissing } from "./pages/index.js";
import { begunAnswer, htmlAnswer, photoAnswer } from "./router/documents.js";
import { emptyInput, pageInput, namedVisit } from "./router/input.js";
import { photo, photoBytes } from "./store/chunks.js";
import { currentPerson, mayRender } from "./store/device.js";
import { isHeld, sheetByCode } from "./store/read.js";

export { routeFor } from "./router/routes.js";

/** @typedef {import("./router/routes.js").Route} Route */
/** @typedef {import("./types.js").CurrentPerson} CurrentPerson */

/**
 * @typedef {object} Around
 * @property {import("./store/database.js").StoreEnvironment} environment
 * @property {CacheStorage} caches
 * @property {typeof fetch} fetch
 */

const ERROR_TEMPLATE = "technician/error.html";
/** A network that hangs longer shows the login page this build brought along. */
const LOGIN_PATIENCE_MS = 5000;

/**
 * @param {Route} route of this request
 * @param {Request} request
 * @param {Around} around
 * @returns {Promise<Response>} never rejects: a bare network error would leave a blank page
 */
export async function respond(route, request, around) {
  try {
    return await answer(route, request, around);
  } catch (error) {
    logError(`no answer of our own to ${request.url}`, error);
    return networkOrLogin(request, around);
  }
}

/**
 * @param {Route} route
 * @param {Request} request
 * @param {Around} around
 * @returns {Promise<Response>}
 */
function answer(route, request, around) {
  switch (route.kind) {
    case "page":
      return showPage(route.page, request, around);
    case "code":
      return followCode(route.code, request, around);
    case "photo":
      return showPhoto(route.sha256, request, around);
    case "login":
      return showLogin(request, around);
    case "static":
      return showFile(request, around);
  }
}

/**
 * @param {import("./pages/index.js").Page} page
 * @param {Request} request
 * @param {Around} around
 */
async function showPage(page, request, around) {
  const { environment } = around;
  const current = await currentPerson(environment);
  const may = mayRender(current, environment.now());
  if (current && may === "lease_over")
    return showLeaseOver(current, request, around);
  if (!current || may !== "yes") return networkOrLogin(request, around);
  const making = makePage(page, current, request, around);
  if (isFragment(request)) return making;
  // Never rejects: what was begun is brought to an end, by a page that followed every redirect.
  const made = making.catch(() => networkOrLogin(request.url, around));
  const visitId = namedVisit(new URL(request.url));
  const isHere = await isHeld(current.person_id, visitId, environment);
  return isHere ? begunAnswer(made) : making;
}

/**
 * @param {import("./pages/index.js").Page} page
 * @param {CurrentPerson} current
 * @param {Request} request
 * @param {Around} around
 */
async function makePage(page, current, request, around) {
  const { environment } = around;
  const withMaterials = page.name === "materials";
  const url = new URL(request.url);
  const input = await pageInput(current, url, environment, { withMaterials });
  if (!input.readiness.is_primed) return networkOrLogin(request, around);
  await loadWording(input.person.language, around);
  try {
    return htmlAnswer(
      isFragment(request) ? page.partial : page.template,
      await page.build(input),
      input,
    );
  } catch (error) {
    return showFailure(error, request, input, around);
  }
}

/** @param {Request} request the page's element alone is wanted */
function isFragment({ headers }) {
  return headers.get("HX-Request") === "true";
}

/**
 * @param {unknown} error
 * @param {Request} request
 * @param {import("./pages/common.js").PageInput} input
 * @param {Around} around
 */
async function showFailure(error, request, input, around) {
  if (error instanceof PageMissing) {
    // Perhaps the server has it: dispatched a minute ago, or older than this phone keeps.
    const answer = await around.fetch(request).catch(() => null);
    return answer ?? failurePage(input, error.code, 404);
  }
  logError(`page ${input.url.pathname} failed`, error);
  return failurePage(input, "page.failed", 500);
}

/**
 * @param {import("./pages/common.js").PageInput} input
 * @param {string} code
 * @param {number} status
 */
function failurePage(input, code, status) {
  return htmlAnswer(
    ERROR_TEMPLATE,
    errorContext(input, { code }),
    input,
    status,
  );
}

/**
 * Too long without contact: nothing of any visit is shown, only how much waits to be sent.
 * @param {CurrentPerson} current
 * @param {Request} request
 * @param {Around} around
 */
async function showLeaseOver(current, request, { environment }) {
  const input = await emptyInput(current, new URL(request.url), environment);
  return failurePage(input, "lease.over", 403);
}

/**
 * @param {string} code on the paper
 * @param {Request} request
 * @param {Around} around
 */
async function followCode(code, request, around) {
  const { environment, fetch } = around;
  const current = await currentPerson(environment);
  if (!current || mayRender(current, environment.now()) !== "yes")
    return fetch(request);
  const sheet = await sheetByCode(current.person_id, code, environment);
  if (!sheet) return fetch(request);
  return Response.redirect(
    new URL(`/tech/visits/${sheet.visit_id}`, request.url).href,
    302,
  );
}

/**
 * @param {string} sha256
 * @param {Request} request
 * @param {Around} around
 */
async function showPhoto(sha256, request, { environment, fetch }) {
  const current = await currentPerson(environment);
  if (!current || mayRender(current, environment.now()) !== "yes")
    return fetch(request);
  const row = await photo(current.person_id, sha256, environment);
  const bytes =
    row && (await photoBytes(current.person_id, sha256, environment));
  return row && bytes ? photoAnswer(bytes, row.mime) : fetch(request);
}

/**
 * @param {Request} request
 * @param {Around} around
 */
async function showLogin(request, { environment, caches, fetch }) {
  const late = environment.wait(LOGIN_PATIENCE_MS).then(() => null);
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  return answer ?? (await fromShell(caches, LOGIN_PATH)) ?? Response.error();
}

/**
 * @param {Request} request
 * @param {Around} around
 */
async function showFile(request, { caches, fetch }) {
  const { pathname } = new URL(request.url);
  return keepInShell({ caches, fetch }, pathname);
}

/**
 * @param {Request | string} request
 * @param {Around} around
 */
async function networkOrLogin(request, { fetch, caches }) {
  const answer = await fetch(request).catch(() => null);
  return answer ?? (await fromShell(caches, LOGIN_PATH)) ?? Response.error();
}
