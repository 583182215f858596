/** What the engine uses of the browser; tests bring their own. */

import { defaultEnvironment } from "../store/database.js";

/** Where pages and worker of one person hear of each other's rounds. */
export const CHANNEL = "fieldapp";

/**
 * @typedef {object} Surroundings
 * @property {import("../store/database.js").StoreEnvironment} environment
 * @property {typeof fetch} fetch
 * @property {{request: (name: string, work: () => Promise<void>) => Promise<unknown>} | undefined} locks
 * @property {{setTimeout: (work: () => void, ms: number) => any, clearTimeout: (timer: any) => void}} timers
 * @property {() => number} random 0 ≤ n < 1
 * @property {(state: import("../types.js").SyncState) => void} publish
 * @property {() => boolean} isVisible
 * @property {(what: string, listener: () => void) => () => void} listen returns how to stop
 * @property {() => Promise<unknown>} persist asks that the browser does not evict this store
 * @property {string} build
 * @property {string} label
 */

/** @returns {Surroundings} */
export function browserSurroundings() {
  return {
    environment: defaultEnvironment,
    fetch: (...request) => globalThis.fetch(...request),
    locks: globalThis.navigator?.locks,
    timers: {
      setTimeout: (work, ms) => globalThis.setTimeout(work, ms),
      clearTimeout: (timer) => globalThis.clearTimeout(timer),
    },
    random: Math.random,
    publish: announce,
    isVisible: () => page()?.visibilityState !== "hidden",
    listen,
    persist: async () => storage()?.persist?.(),
    build: "",
    label: (globalThis.navigator?.userAgent ?? "").slice(0, 120),
  };
}

/** Only pages may ask to persist; the worker types do not know it. @returns {any} */
function storage() {
  return globalThis.navigator?.storage;
}

/** The document where there is one: a worker has none. @returns {any} */
function page() {
  return Reflect.get(globalThis, "document");
}

/**
 * A worker's way of telling the pages; a page brings its own (page/states.js).
 * @param {import("../types.js").SyncState} state
 */
function announce(state) {
  if (!("BroadcastChannel" in globalThis)) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ type: "sync", ...state });
  channel.close();
}

/**
 * @param {string} what `online` or `visibilitychange`
 * @param {() => void} listener
 */
function listen(what, listener) {
  const target =
    what === "visibilitychange" ? (page() ?? globalThis) : globalThis;
  target.addEventListener(what, listener);
  return () => target.removeEventListener(what, listener);
}
