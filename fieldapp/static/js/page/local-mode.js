/** Whether this page works from the phone's own store, and for whom. */

import {
  currentPerson,
  mayRender,
} from "../../../../service_worker/store/device.js";
import { readiness } from "../../../../service_worker/store/read.js";
import { logProblem } from "../log.js";

const DEFAULT_TIMEZONE = "Asia/Shanghai";

/** The person the shown page was rendered for; empty on pages without one. */
export function shownPersonId() {
  return document.body.dataset.personId ?? "";
}

/**
 * The person whose forms are written to the phone: the worker controls this page, the store is
 * complete and belongs to the person shown. Null means forms go to the server.
 * @returns {Promise<string | null>}
 */
export async function localPersonId() {
  if (!navigator.serviceWorker?.controller) return null;
  const personId = shownPersonId();
  try {
    const [current, { is_primed }] = await Promise.all([
      currentPerson(),
      readiness(personId),
    ]);
    if (!current || current.person_id !== personId) return null;
    if (mayRender(current, Date.now()) !== "yes") return null;
    return is_primed ? personId : null;
  } catch (problem) {
    logProblem("the phone's store does not open", problem);
    return null;
  }
}

/**
 * The company's zone; times typed on a phone are meant there, wherever its clock is set.
 * @returns {Promise<string>}
 */
export async function companyTimezone() {
  const current = await currentPerson();
  return current?.company?.timezone || DEFAULT_TIMEZONE;
}

/**
 * Nothing is in step while no worker could show this page without a network.
 * @template {{ state: string }} S
 * @param {S} sync
 * @returns {S}
 */
export function asShown(sync) {
  const isAlone =
    sync.state === "synced" && !navigator.serviceWorker?.controller;
  return isAlone ? { ...sync, state: "preparing" } : sync;
}
