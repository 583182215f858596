/** What the service worker does with the outbox: one round when the browser says so. */

import { currentPerson } from "../store/device.js";
import { counts } from "../store/outbox.js";
import { createEngine } from "./engine.js";

/** @typedef {import("../store/database.js").StoreEnvironment} StoreEnvironment */

/**
 * One round; fails when something is left, so that the browser calls again.
 * @param {{environment: StoreEnvironment, fetch: typeof fetch, build: string} & Partial<import("./surroundings.js").Surroundings>} around
 */
export async function drainOnce(around) {
  const current = await currentPerson(around.environment);
  if (!current || current.stopped) return;
  const engine = createEngine({ ...around, personId: current.person_id });
  await engine.trigger("sync");
  engine.stop();
  const { pending, blobs } = await counts(
    current.person_id,
    around.environment,
  );
  if (pending + blobs > 0)
    throw new Error(`${pending} commands and ${blobs} photos still wait`);
}

/**
 * Becomes the worker of all pages, never in the middle of a push.
 * @param {StoreEnvironment} environment
 * @param {() => Promise<void>} skipWaiting
 * @param {import("./surroundings.js").Surroundings["locks"]} [locks]
 */
export async function takeOver(
  environment,
  skipWaiting,
  locks = globalThis.navigator?.locks,
) {
  const current = await currentPerson(environment);
  if (!current || !locks) return skipWaiting();
  await locks.request(`outbox:${current.person_id}`, skipWaiting);
  return undefined;
}
