/** Keeps the page true to the store: starts the engine, shows its state, refreshes what changed. */

import { createEngine } from "../../../../service_worker/sync/engine.js";
import {
  currentPerson,
  setCurrentPerson,
} from "../../../../service_worker/store/device.js";
import { sheet } from "../../../../service_worker/store/read.js";
import { logProblem } from "../log.js";
import { asShown, localPersonId, shownPersonId } from "./local-mode.js";
import { shownVisitId, updateMarks } from "./marks.js";
import { isQuiet } from "./quiet.js";
import { goLocalOnce } from "./reload.js";
import { listenForStates } from "./states.js";
import { refreshPage } from "./swap.js";

/** @typedef {import("../../../../service_worker/types.js").SyncState} SyncState */

/** When a page that was being used is looked at again. */
const RETRY_MS = 2000;

/**
 * Start sending and fetching for the person shown. Other parts ask for a round by the event
 * `fieldapp:send` (detail: the reason); states come as `fieldapp:sync`.
 * @param {{ isServerPage: boolean }} page
 */
export async function startSynchronisation({ isServerPage }) {
  const personId = shownPersonId();
  if (!personId) return;
  if (isServerPage) await nameThePerson(personId);
  const { publish, tellAgain } = listenForStates(personId);
  const engine = createEngine({ personId, publish });
  document.addEventListener("fieldapp:written", () => engine.written());
  document.addEventListener("fieldapp:send", (event) => {
    const { detail } = /** @type {CustomEvent<"enqueue" | "button">} */ (event);
    engine.trigger(detail);
  });
  const { follow, tryAgain } = follower(personId, isServerPage, tellAgain);
  document.addEventListener("fieldapp:sync", (event) => {
    follow(/** @type {CustomEvent<SyncState>} */ (event).detail);
  });
  // The store may be complete before the worker has taken this page over.
  navigator.serviceWorker.addEventListener("controllerchange", tryAgain);
  engine.start();
}

/**
 * The server has just said who is signed in: the phone follows it.
 * @param {string} personId
 */
async function nameThePerson(personId) {
  const current = await currentPerson();
  if (current?.person_id !== personId)
    await setCurrentPerson({ person_id: personId });
}

/**
 * The word for the state is shown at once; the page follows, one state after the other. A page in
 * use is tried again a little later, with whatever the state is by then.
 * @param {string} personId
 * @param {boolean} isServerPage
 * @param {(last: SyncState) => void} tellAgain
 */
function follower(personId, isServerPage, tellAgain) {
  /** @type {SyncState | null} */
  let latest = null;
  /** @type {SyncState | null} */
  let seen = null;
  let isBusy = false;
  let shown = "";
  /** @type {ReturnType<typeof setTimeout>} */
  let retry;
  const run = async () => {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(retry);
    try {
      while (latest && latest !== seen) {
        seen = latest;
        if (!(await showMarks(personId, isServerPage))) continue;
        if (seen.state === "sending") continue;
        const stored = await fingerprint(personId, seen);
        const isShown = isUpToDate(shown, stored);
        if (isShown || (await refreshWhenQuiet())) shown = stored;
        else retry = setTimeout(tryAgain, RETRY_MS);
      }
    } catch (problem) {
      logProblem("the page could not follow", problem);
    } finally {
      isBusy = false;
    }
  };
  const tryAgain = () => {
    if (latest) tellAgain(latest);
  };
  const follow = (/** @type {SyncState} */ state) => {
    document.body.dataset.syncState = asShown(state).state;
    latest = state;
    run();
  };
  return { follow, tryAgain };
}

/**
 * Marks, in place; the first time the phone can stand alone, the server's page goes local.
 * @param {string} personId
 * @param {boolean} isServerPage
 * @returns {Promise<boolean>} whether the page itself may have to change
 */
async function showMarks(personId, isServerPage) {
  if (await leaveIfSomebodyElse()) return false;
  if (!(await localPersonId())) return false;
  // One that comes from the server again, or is in use, follows the store by fragments.
  if (isServerPage && goLocalOnce(personId)) return false;
  await updateMarks(personId);
  return true;
}

/**
 * Another person signed in, a sign-out in another tab, a wipe: nothing of this one is shown on.
 * @returns {Promise<boolean>}
 */
async function leaveIfSomebodyElse() {
  const current = await currentPerson();
  if (current?.person_id === shownPersonId() && !current.stopped) return false;
  if (document.body.dataset.leaving === undefined) location.replace("/login");
  return true;
}

/**
 * What the page depends on: its visit's change number, else all sheets and what waits.
 * @param {string} personId
 * @param {SyncState} state
 */
async function fingerprint(personId, state) {
  const visitId = shownVisitId();
  if (visitId) return String((await sheet(personId, visitId))?.change_no);
  const { pending, photos, attention, ready } = state;
  return [pending, photos, attention, ready.hash].join();
}

/**
 * @param {string} shown the fingerprint last shown; empty for a page just loaded
 * @param {string} stored
 */
function isUpToDate(shown, stored) {
  const { changeNo } = document.getElementById("page")?.dataset ?? {};
  if (changeNo !== undefined) return stored === changeNo || stored === shown;
  return shown === "" || stored === shown;
}

/** @returns {Promise<boolean>} false while the page is in use */
async function refreshWhenQuiet() {
  const mayReplace = () => isQuiet(document);
  return mayReplace() && refreshPage(undefined, mayReplace);
}
