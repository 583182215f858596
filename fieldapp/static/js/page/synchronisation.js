/** Keeps the page true to the store: starts the engine, shows its state, refreshes what changed. */

import { createEngine } from "../../../../service_worker/sync/engine.js";
import {
  currentPerson,
  setCurrentPerson,
} from "../../../../service_worker/store/device.js";
import { sheet } from "../../../../service_worker/store/read.js";
import { logProblem } from "../log.js";
import { localPersonId, shownPersonId } from "./local-mode.js";
import { shownVisitId, updateMarks } from "./marks.js";
import { isQuiet } from "./quiet.js";
import { goLocalOnce } from "./reload.js";
import { refreshPage } from "./swap.js";

/** @typedef {import("../../../../service_worker/types.js").SyncState} SyncState */

/**
 * Start sending and fetching for the person shown. Other parts ask for a round by the event
 * `fieldapp:send` (detail: the reason); states come as `fieldapp:sync`.
 * @param {{ isServerPage: boolean }} page
 */
export async function startSynchronisation({ isServerPage }) {
  const personId = shownPersonId();
  if (!personId) return;
  if (isServerPage) await nameThePerson(personId);
  const engine = createEngine({ personId });
  document.addEventListener("fieldapp:send", (event) => {
    const { detail } = /** @type {CustomEvent<"enqueue" | "button">} */ (event);
    engine.trigger(detail);
  });
  const follow = follower(personId, isServerPage);
  document.addEventListener("fieldapp:sync", (event) => {
    follow(/** @type {CustomEvent<SyncState>} */ (event).detail);
  });
  new BroadcastChannel("fieldapp").addEventListener("message", ({ data }) => {
    if (data?.type === "sync") follow(data);
  });
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
 * One state after the other; what comes in meanwhile is seen by the next run.
 * @param {string} personId
 * @param {boolean} isServerPage
 * @returns {(state: SyncState) => Promise<void>}
 */
function follower(personId, isServerPage) {
  /** @type {SyncState | null} */
  let next = null;
  let isBusy = false;
  let shown = "";
  return async (state) => {
    next = state;
    if (isBusy) return;
    isBusy = true;
    try {
      while (next) {
        const current = next;
        next = null;
        shown = await show(current, { personId, isServerPage, shown });
      }
    } catch (problem) {
      logProblem("the page could not follow", problem);
    } finally {
      isBusy = false;
    }
  };
}

/**
 * @param {SyncState} state
 * @param {{ personId: string, isServerPage: boolean, shown: string }} page
 * @returns {Promise<string>} what the page now shows, as `fingerprint` writes it
 */
async function show(state, { personId, isServerPage, shown }) {
  if (await leaveIfSomebodyElse()) return shown;
  const local = await localPersonId();
  showState(state);
  if (!local) return shown;
  if (isServerPage) {
    goLocalOnce(personId);
    return shown;
  }
  await updateMarks(personId);
  const fresh = await fingerprint(personId, state);
  if (fresh === shown || state.state === "sending") return shown;
  const isFirst = shown === "";
  if (isFirst && (await isCurrent(personId))) return fresh;
  if (!isQuiet(document)) return shown;
  return (await refreshPage()) ? fresh : shown;
}

/**
 * Another person signed in, a sign-out in another tab, a wipe: nothing of this one is shown on.
 * @returns {Promise<boolean>}
 */
async function leaveIfSomebodyElse() {
  const current = await currentPerson();
  if (current?.person_id === shownPersonId() && !current.stopped) return false;
  location.replace("/login");
  return true;
}

/** @param {SyncState} state */
function showState(state) {
  document.body.dataset.syncState = state.state;
}

/**
 * What the page depends on: its visit's change number, else what waits and what was sent.
 * @param {string} personId
 * @param {SyncState} state
 */
async function fingerprint(personId, state) {
  const visitId = shownVisitId();
  if (!visitId)
    return [
      state.last_sent_at,
      state.pending,
      state.photos,
      state.attention,
    ].join();
  return String((await sheet(personId, visitId))?.change_no);
}

/**
 * Whether a page just loaded already shows what the store holds.
 * @param {string} personId
 */
async function isCurrent(personId) {
  const visitId = shownVisitId();
  if (!visitId) return true;
  const held = await sheet(personId, visitId);
  return (
    String(held?.change_no) ===
    document.getElementById("page")?.dataset.changeNo
  );
}
