/** Why a round did not go through. Whatever it was, nothing leaves the outbox. */

/**
 * - unreachable: no network, connection cut, redirected (captive portal by redirect)
 * - timeout: no answer in time
 * - empty, not_json, truncated, wrong_shape: an answer, but not ours (captive portal, proxy)
 * - other_person: the session belongs to somebody else
 * - signed_out: 401 of ours
 * - wiped: this phone was revoked
 * - device_unknown: the server does not know this device_id: register again
 * - cursor_gone: everything must be asked for anew
 * - too_large: send less at once
 * - rate_limited, unavailable: later, as told
 * - server_error: 5xx
 * - refused: any other refusal
 * @typedef {"unreachable" | "timeout" | "empty" | "not_json" | "truncated" | "wrong_shape" |
 *   "other_person" | "signed_out" | "wiped" | "device_unknown" | "cursor_gone" | "too_large" |
 *   "rate_limited" | "unavailable" | "server_error" | "refused"} FailureKind
 */

export class SyncFailure extends Error {
  /**
   * @param {FailureKind} kind
   * @param {{code?: string, retryAfterMs?: number, details?: Record<string, any>, cause?: unknown}} [more]
   */
  constructor(kind, { code = "", retryAfterMs = 0, details = {}, cause } = {}) {
    super(code ? `${kind} (${code})` : kind, { cause });
    this.name = "SyncFailure";
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.details = details;
  }
}

/** @type {Record<string, FailureKind>} by the code in the body */
const BY_CODE = {
  "session.missing": "signed_out",
  "device.unknown": "device_unknown",
  "device.revoked": "wiped",
  "cursor.gone": "cursor_gone",
};

/** @type {Record<number, FailureKind>} by status, where the body says nothing of ours */
const BY_STATUS = { 413: "too_large", 429: "rate_limited", 503: "unavailable" };

/**
 * @param {number} status 400 and up
 * @param {Record<string, any> | null} body what was JSON
 * @returns {FailureKind}
 */
export function failureKind(status, body) {
  if (body?.action === "wipe") return "wiped";
  const known = body ? BY_CODE[body.code] : undefined;
  return (
    known ?? BY_STATUS[status] ?? (status >= 500 ? "server_error" : "refused")
  );
}
