/**
 * Sync states, told and heard: this page's own as they are; of another tab's or the worker's round
 * only that it runs. What waits is read from the store, or a state told before this page wrote
 * something would say that everything is with the server.
 */

import { syncState } from "../../../../service_worker/sync/state.js";
import { CHANNEL } from "../../../../service_worker/sync/surroundings.js";
import { logProblem } from "../log.js";

/** @typedef {import("../../../../service_worker/types.js").SyncState} SyncState */

/**
 * One channel both ways: what a page posts on it does not come back to itself.
 * @param {string} personId
 */
export function listenForStates(personId) {
  const channel = new BroadcastChannel(CHANNEL);
  let written = 0;
  document.addEventListener("fieldapp:written", () => (written += 1));
  const tellAgain = async (/** @type {SyncState} */ last) => {
    try {
      let before, state;
      do {
        before = written;
        state = await syncState(personId, activityOf(last));
      } while (before !== written);
      tell(state);
    } catch (problem) {
      logProblem("the state could not be read", problem);
    }
  };
  channel.addEventListener("message", ({ data }) => {
    if (data?.type === "sync") tellAgain(data);
  });
  return {
    /** A state of this page's own engine. */
    publish: (/** @type {SyncState} */ state) => {
      tell(state);
      channel.postMessage({ type: "sync", ...state });
    },
    /** The same activity over what the store holds by now. */
    tellAgain,
  };
}

/** @param {SyncState} state */
function tell(state) {
  document.dispatchEvent(new CustomEvent("fieldapp:sync", { detail: state }));
}

/** @param {SyncState} heard */
function activityOf({ state, failure, next_attempt_at }) {
  return {
    isSending: state === "sending",
    failure,
    nextAttemptAt: next_attempt_at,
  };
}
