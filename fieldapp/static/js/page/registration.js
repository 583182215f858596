/** The service worker: registered after the list is readable, updated when the person agrees. */

import { logProblem } from "../log.js";

const SCRIPT = "/service_worker/main.js";
const PATIENCE_MS = 2000;

/** Wait until the page is loaded, painted and idle: first the list, then the machinery. */
export async function whenIdle() {
  if (document.readyState !== "complete")
    await new Promise((resolve) =>
      addEventListener("load", resolve, { once: true }),
    );
  await Promise.race([painted(), soon(PATIENCE_MS)]);
  if ("requestIdleCallback" in window)
    await new Promise((resolve) =>
      requestIdleCallback(resolve, { timeout: PATIENCE_MS }),
    );
}

/** The frame after the next has begun: a page in the background waits in vain, hence `soon`. */
function painted() {
  return new Promise((resolve) =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => setTimeout(resolve)),
    ),
  );
}

/** @param {number} ms */
function soon(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * @returns {Promise<ServiceWorkerRegistration | null>} null where there is no offline function
 */
export async function registerWorker() {
  if (!navigator.serviceWorker || !globalThis.indexedDB) return null;
  try {
    return await navigator.serviceWorker.register(SCRIPT, {
      scope: "/",
      type: "module",
      // Its modules are named by their content: asked for again they would cost a request each on
      // every navigation. The worker's own file is always asked for.
      updateViaCache: "imports",
    });
  } catch (problem) {
    logProblem("no service worker", problem);
    return null;
  }
}

/**
 * Tell when a newer worker waits to take over.
 * @param {ServiceWorkerRegistration} registration
 * @param {(waiting: ServiceWorker) => void} announceUpdate
 */
export function watchForUpdate(registration, announceUpdate) {
  const tell = () => {
    if (registration.waiting && navigator.serviceWorker.controller) {
      announceUpdate(registration.waiting);
    }
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", tell);
  });
  tell();
}

/**
 * Where the browser has it, the worker is woken to send what this page could not.
 * @returns {Promise<void>}
 */
export async function askForBackgroundSync() {
  try {
    const registration = await navigator.serviceWorker.ready;
    const { sync } =
      /** @type {{ sync?: { register(tag: string): Promise<void> } }} */ (
        /** @type {unknown} */ (registration)
      );
    await sync?.register("outbox");
  } catch (problem) {
    logProblem("no background sync", problem);
  }
}
