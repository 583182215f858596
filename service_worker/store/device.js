/** Whose pages this phone shows, and until when: the database `device`, shared by page and worker. */

import { answer, defaultEnvironment, readFrom, writeTo } from "./database.js";

/** @typedef {import("../types.js").CurrentPerson} CurrentPerson */
/** @typedef {import("../types.js").PersonCard} PersonCard */
/** @typedef {import("../types.js").CompanyCard} CompanyCard */

const DATABASE = "device";
const KEY = "current_person";

/**
 * @param {import("./database.js").StoreEnvironment} [environment]
 * @returns {Promise<CurrentPerson | null>} null when nobody signed in here
 */
export function currentPerson(environment = defaultEnvironment) {
  return readFrom(environment, DATABASE, ["meta"], async (stores) => {
    const row = await answer(stores("meta").get(KEY));
    return row?.value ?? null;
  });
}

/**
 * Written by the page that answers a login, before it goes home.
 * @param {{person_id: string, person?: PersonCard, company?: CompanyCard, lease_until?: string}} signedIn
 * @param {import("./database.js").StoreEnvironment} [environment]
 */
export function setCurrentPerson(signedIn, environment = defaultEnvironment) {
  return change(environment, (known) => {
    const same = known?.person_id === signedIn.person_id ? known : null;
    return {
      person_id: signedIn.person_id,
      person: signedIn.person ?? same?.person ?? null,
      company: signedIn.company ?? same?.company ?? null,
      lease_until: signedIn.lease_until ?? same?.lease_until ?? null,
      last_contact_at: same?.last_contact_at ?? null,
      clock_offset_ms: known?.clock_offset_ms ?? 0,
      stopped: null,
    };
  });
}

/**
 * After a logout: nothing is shown, every outbox stays as it is.
 * @param {import("./database.js").StoreEnvironment} [environment]
 */
export function forgetCurrentPerson(environment = defaultEnvironment) {
  return change(environment, () => null);
}

/**
 * The server spoke to this person: the lease is renewed, the clock compared.
 * @param {string} personId
 * @param {{now: string, lease_until: string, person?: PersonCard, company?: CompanyCard}} contact
 * @param {import("./database.js").StoreEnvironment} [environment]
 */
export function recordContact(
  personId,
  contact,
  environment = defaultEnvironment,
) {
  return change(environment, (known) => {
    if (known?.person_id !== personId) return known;
    return {
      ...known,
      person: contact.person ?? known.person,
      company: contact.company ?? known.company,
      lease_until: contact.lease_until,
      last_contact_at: contact.now,
      clock_offset_ms: clockOffset(contact.now, environment.now()),
      stopped: null,
    };
  });
}

/**
 * Shows nothing more until the right person signs in or the server speaks to him again.
 * @param {string} personId
 * @param {"other_person" | "wiped"} reason
 * @param {import("./database.js").StoreEnvironment} [environment]
 */
export function stopRendering(
  personId,
  reason,
  environment = defaultEnvironment,
) {
  return change(environment, (known) =>
    known?.person_id === personId ? { ...known, stopped: reason } : known,
  );
}

/**
 * @param {CurrentPerson | null} current
 * @param {number} nowMs the phone's clock
 * @returns {"yes" | "no_person" | "stopped" | "lease_over"}
 */
export function mayRender(current, nowMs) {
  if (!current || !current.person || !current.company) return "no_person";
  if (current.stopped) return "stopped";
  if (current.lease_until === null) return "yes";
  return nowMs + current.clock_offset_ms > Date.parse(current.lease_until)
    ? "lease_over"
    : "yes";
}

/**
 * What to add to the phone's clock to get the server's, whole milliseconds.
 * @param {string} serverNow
 * @param {number} phoneNowMs
 */
export function clockOffset(serverNow, phoneNowMs) {
  return Date.parse(serverNow) - phoneNowMs;
}

/**
 * @param {import("./database.js").StoreEnvironment} environment
 * @param {(known: CurrentPerson | null) => CurrentPerson | null} next
 * @returns {Promise<CurrentPerson | null>}
 */
function change(environment, next) {
  return writeTo(environment, DATABASE, ["meta"], async (stores) => {
    const row = await answer(stores("meta").get(KEY));
    const value = next(row?.value ?? null);
    await answer(stores("meta").put({ key: KEY, value }));
    return value;
  });
}
