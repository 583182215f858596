/** Why the phone could not keep something; each of them means: not saved. */

/**
 * @typedef {"store.quota" | "store.unavailable" | "store.blocked" | "photo.unreadable" |
 *   "photo.damaged" | "photo.missing" | "command.too_large" | "command.conflicting"} FailureCode
 */

export class StoreFailure extends Error {
  /**
   * @param {FailureCode} code
   * @param {unknown} [cause]
   */
  constructor(code, cause) {
    super(code, { cause });
    this.name = "StoreFailure";
    this.code = code;
  }
}

/** What a killed or forgotten connection throws, in all engines (WebKit bugs 197050, 277615). */
const DEAD_HANDLE = [
  "InvalidStateError",
  "UnknownError",
  "AbortError",
  "TransactionInactiveError",
  "TimeoutError",
];

/** @param {unknown} error */
export function isDeadHandle(error) {
  return error instanceof Error && DEAD_HANDLE.includes(error.name);
}

/** @param {unknown} error */
export function isQuota(error) {
  return (
    error instanceof Error &&
    (error.name === "QuotaExceededError" ||
      (error instanceof StoreFailure && error.code === "store.quota"))
  );
}

/**
 * The failure to tell; what is no matter of the database stays as it is.
 * @param {unknown} error
 */
export function asFailure(error) {
  if (error instanceof StoreFailure) return error;
  if (isQuota(error)) return new StoreFailure("store.quota", error);
  if (error instanceof DOMException || isDeadHandle(error)) {
    return new StoreFailure("store.unavailable", error);
  }
  return error;
}
