/** The one place that writes to the browser's console. */

/**
 * Something a person cannot act on, kept for whoever looks into the console.
 * @param {string} what which part failed, in a few words
 * @param {unknown} [reason]
 */
export function logProblem(what, reason) {
  console.warn(`fieldapp: ${what}`, reason ?? "");
}
