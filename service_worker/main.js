/**
 * The service worker's listeners, nothing else. A broken build is taken back by serving a worker
 * without a fetch listener under this address (docs/offline-protocol.md).
 */

import { dropOtherShells, fillShell } from "./cache/shell.js";
import { BUILD } from "./generated/precache.js";
import { respond, routeFor } from "./router.js";
import { createEnvironment } from "./store/database.js";
import { drainOnce, takeOver } from "./sync/worker.js";

/** @type {any} what this file needs of ServiceWorkerGlobalScope is not in the worker types */
const worker = self;
const around = {
  environment: createEnvironment(),
  caches: worker.caches,
  /** @type {typeof fetch} */
  fetch: (...request) => worker.fetch(...request),
};

worker.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(fillShell(around));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(
    dropOtherShells(worker.caches).then(() => worker.clients.claim()),
  );
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const route = routeFor(event.request, worker.location.origin);
  if (route) event.respondWith(respond(route, event.request, around));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.type !== "take-over") return;
  event.waitUntil(takeOver(around.environment, () => worker.skipWaiting()));
});

worker.addEventListener("sync", (/** @type {any} */ event) => {
  if (event.tag === "outbox")
    event.waitUntil(drainOnce({ ...around, build: BUILD }));
});
