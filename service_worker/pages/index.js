/** Which page answers which address; the same table as the technician blueprint of the server. */

import { build as absence } from "./absence.js";
import { build as checks } from "./checks.js";
import { commonContext, PageMissing } from "./common.js";
import { build as consent } from "./consent.js";
import { build as dispute } from "./dispute.js";
import { build as extras } from "./extras.js";
import { build as gate } from "./gate.js";
import { build as handover } from "./handover.js";
import { build as marks } from "./marks.js";
import { build as materials } from "./materials.js";
import { build as me } from "./me.js";
import { build as outbox } from "./outbox.js";
import { build as photos } from "./photos.js";
import { build as scan } from "./scan.js";
import { build as signature } from "./signature.js";
import { build as today } from "./today.js";
import { build as unfinished } from "./unfinished.js";
import { build as visits } from "./visits.js";

export { PageMissing };

/** @typedef {import("./common.js").PageInput} PageInput */
/** @typedef {(input: PageInput) => Record<string, any> | Promise<Record<string, any>>} Build */
/** @typedef {{ name: string, template: string, partial: string, build: Build }} Page */

const VISIT_PATH = /^\/tech\/visits\/[0-9a-f-]{36}(?:\/([a-z]+))?$/;

/** @type {Record<string, Build>} by path */
const FIXED = {
  "/tech/": today,
  "/tech/outbox": outbox,
  "/tech/scan": scan,
  "/tech/me": me,
};

/** @type {Record<string, Build>} by the part after the visit */
const OF_VISIT = {
  absence, checks, consent, dispute, extras, gate, handover, marks, materials, photos, signature,
  unfinished,
}; // prettier-ignore

/** Every page by name, for tests. @type {Record<string, Build>} */
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

/** @param {string} name @param {Build} build @returns {Page} */
function page(name, build) {
  const folder = `technician/${name}`;
  return {
    name,
    template: `${folder}/show.html`,
    partial: `${folder}/_page.html`,
    build,
  };
}
