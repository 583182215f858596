/**
 * The service worker: listeners only. A new build waits until the person agrees or no page is open.
 *
 * Kill switch: serve a worker whose install calls skipWaiting() and whose activate unregisters and
 * deletes the shell caches. The databases stay; the page drains the outbox without a worker.
 */

import { dropOldShells, fillShell } from "./cache/shell.js";
import { route } from "./router.js";
import { currentPerson } from "./store/device.js";
import { createEngine } from "./sync/engine.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const origin = new URL(worker.location.href);

worker.addEventListener("install", (event) => {
  event.waitUntil(fillShell());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const answer = route(event.request, origin);
  if (answer) event.respondWith(answer());
});

worker.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") worker.skipWaiting();
});

// Where the browser offers it, a stopped page's outbox is sent when the signal returns.
worker.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendOutbox());
});

async function sendOutbox() {
  const current = await currentPerson();
  if (current) await createEngine({ personId: current.person_id }).trigger("sync");
}
