/** What a command is checked on. */

import { identity } from "../../../../service_worker/store/identity.js";
import { entries } from "../../../../service_worker/store/outbox.js";
import { sheet } from "../../../../service_worker/store/read.js";

/**
 * The sheet of its stream (null: none is here, or it is no visit's), what was done to it, and who this
 * phone is.
 * @param {string} personId
 * @param {string} stream
 */
export function readFor(personId, stream) {
  const visitId = stream.startsWith("visit:") ? stream.slice(6) : "";
  return Promise.all([
    visitId ? sheet(personId, visitId) : null,
    entries(personId, [stream]),
    identity(personId),
  ]);
}

/** @typedef {ReturnType<typeof readFor>} Reading */
