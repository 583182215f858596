/** Which page answers which address; the same table as the technician blueprint of the server. */

import * as absence from "./absence.js";
import * as checks from "./checks.js";
import { commonContext, PageMissing } from "./common.js";
import * as consent from "./consent.js";
import * as dispute from "./dispute.js";
import * as extras from "./extras.js";
import * as gate from "./gate.js";
import * as handover from "./handover.js";
import * as marks from "./marks.js";
import * as materials from "./materials.js";
import * as me from "./me.js";
import * as outbox from "./outbox.js";
import * as photos from "./photos.js";
import * as scan from "./scan.js";
import * as signature from "./signature.js";
import * as today from "./today.js";
import * as unfinished from "./unfinished.js";
import * as visits from "./visits.js";

export { PageMissing };

/** @typedef {import("./common.js").PageInput} PageInput */
/** @typedef {(input: PageInput) => Record<string, any> | Promise<Record<string, any>>} Build */
/** @typedef {{ name: string, template: string, partial: string, build: Build }} Page */

const VISIT_PATH = /^\/tech\/visits\/[0-9a-f-]{36}(?:\/([a-z]+))?$/;

/** @type {Record<string, { build: Build }>} by path */
const FIXED = {
  "/tech/": today,
  "/tech/outbox": outbox,
  "/tech/scan": scan,
  "/tech/me": me,
};

/** @type {Record<string, { build: Build }>} by the part after the visit */
const OF_VISIT = {
  absence, checks, consent, dispute, extras, gate, handover, marks, materials, photos, signature,
  unfinished,
}; // prettier-ignore

/** Every page by name, for tests. @type {Record<string, { build: Build }>} */
export const PAGES = { today, outbox, scan, me, visits, ...OF_VISIT };

/**
 * The page at a path, or null: then the address is not the worker's.
 * @param {string} pathname
 * @returns {Page | null}
 */
export function pageFor(pathname) {
  const fixed = FIXED[pathname];
  if (fixed)
    return page(
      pathname === "/tech/" ? "today" : pathname.slice("/tech/".length),
      fixed,
    );
  const match = VISIT_PATH.exec(pathname);
  if (!match) return null;
  const name = match[1] ?? "visits";
  const found = name === "visits" ? visits : OF_VISIT[name];
  if (!found || (match[1] && name === "visits")) return null;
  return page(name, found);
}

/**
 * The context of technician/error.html.
 * @param {PageInput} input
 * @param {{ code: string, details?: Record<string, unknown> }} problem
 */
export function errorContext(input, { code, details = {} }) {
  return {
    ...commonContext(input, { name: "error" }),
    error: { code, details },
  };
}

/** @param {string} name @param {{ build: Build }} module @returns {Page} */
function page(name, { build }) {
  const folder = `technician/${name}`;
  return {
    name,
    template: `${folder}/show.html`,
    partial: `${folder}/_page.html`,
    build,
  };
}
