/**
 * Answers what is the worker's: technician pages from the phone's own store, online too; the
 * network only where the store has nothing to say.
 */

import { fromShell, keepInShell, LOGIN_PATH } from "./cache/shell.js";
import { loadWording } from "./cache/wording.js";
import { logError } from "./log.js";
import { errorContext, PageMissing } from "./pages/index.js";
import { begunAnswer, htmlAnswer } from "./router/documents.js";
import { emptyInput, pageInput, namedVisit } from "./router/input.js";
import { followCode, showPhoto } from "./router/lookups.js";
import { currentPerson, mayRender } from "./store/device.js";
import { isHeld } from "./store/read.js";

export { routeFor } from "./router/routes.js";

/** @typedef {import("./router/routes.js").Route} Route */
/** @typedef {import("./types.js").CurrentPerson} CurrentPerson */

/**
 * @typedef {object} Around
 * @property {import("./store/database.js").StoreEnvironment} environment
 * @property {CacheStorage} caches
 * @property {typeof fetch} fetch
 * @property {Set<string> | null} [visits] held when the latest page was made: a page of them may
 *   begin before the store was asked
 */

/** @typedef {{isHere: boolean, make: () => Promise<Response>}} Found */

const ASK_AGAIN = '<!doctype html><meta http-equiv="refresh" content="0">';
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
  const visitId = namedVisit(new URL(request.url));
  const finding = findPage(page, visitId, request, around);
  if (isFragment(request)) return (await finding).make();
  const { visits } = around;
  if (visits && (!visitId || visits.has(visitId)))
    return begunAnswer(
      broughtToAnEnd(expected(finding, around), request, around),
    );
  const { isHere, make } = await finding;
  return isHere ? begunAnswer(broughtToAnEnd(make(), request, around)) : make();
}

/**
 * The store has the last word: what it held when a page was made before it may hold no longer. Then
 * the page is asked for once more, by a worker that expects nothing.
 * @param {Promise<Found>} finding
 * @param {Around} around
 */
async function expected(finding, around) {
  const { isHere, make } = await finding;
  if (isHere) return make();
  around.visits = null;
  return new Response(ASK_AGAIN);
}

/**
 * Never rejects: what was begun becomes a page, if one that followed every redirect.
 * @param {Promise<Response>} made
 * @param {Request} request
 * @param {Around} around
 */
function broughtToAnEnd(made, request, around) {
  return made.catch(() => networkOrLogin(request.url, around));
}

/**
 * For whom the page is, and whether it can be made here.
 * @param {import("./pages/index.js").Page} page
 * @param {string | undefined} visitId
 * @param {Request} request
 * @param {Around} around
 * @returns {Promise<Found>}
 */
async function findPage(page, visitId, request, around) {
  const { environment } = around;
  const current = await currentPerson(environment);
  const may = mayRender(current, environment.now());
  if (!current || may !== "yes") {
    const isOver = current && may === "lease_over";
    const make = () =>
      isOver
        ? showLeaseOver(current, request, around)
        : networkOrLogin(request, around);
    return { isHere: false, make };
  }
  const making = makePage(page, current, request, around);
  making.catch(() => {}); // whoever asks for it hears of it
  const isHere =
    !isFragment(request) &&
    (await isHeld(current.person_id, visitId, environment));
  return { isHere, make: () => making };
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
    const answer = htmlAnswer(
      isFragment(request) ? page.partial : page.template,
      await page.build(input),
      input,
    );
    around.visits = new Set(input.sheets.map((sheet) => sheet.visit_id));
    return answer;
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
