/** One reload from the server's page into the local one, as soon as the phone can stand alone. */

import { isQuiet } from "./quiet.js";

const KEY = "fieldapp:went-local";

/**
 * Once per tab and person; a page that comes back from the server again stays as it is.
 * @param {string} personId
 * @param {{ storage?: Pick<Storage, "getItem" | "setItem">, isUntouched?: () => boolean, reload?: () => void }} [environment]
 * @returns {boolean} whether the page is being reloaded
 */
export function goLocalOnce(personId, environment = {}) {
  const {
    storage = sessionStorage,
    isUntouched = () => isQuiet(document),
    reload = () => location.reload(),
  } = environment;
  if (storage.getItem(KEY) === personId || !isUntouched()) return false;
  storage.setItem(KEY, personId);
  // A browser that keeps nothing would reload for ever.
  if (storage.getItem(KEY) !== personId) return false;
  reload();
  return true;
}
