/** The one place of the service worker and its store that speaks to the console. */

/**
 * Something worked differently than wanted, and the code coped.
 * @param {string} what
 * @param {unknown} [cause]
 */
export function logWarning(what, cause) {
  console.warn(`fieldapp: ${what}`, cause ?? "");
}

/**
 * Something failed that a person will notice.
 * @param {string} what
 * @param {unknown} [cause]
 */
export function logError(what, cause) {
  console.error(`fieldapp: ${what}`, cause ?? "");
}
