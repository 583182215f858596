/** SHA-256 over bytes, text and RFC 8785 JSON, as 64 lower-case hex digits. */

import canonicalize from "canonicalize";

/**
 * @param {string | ArrayBuffer | Uint8Array<ArrayBuffer>} content text is hashed as UTF-8
 * @returns {Promise<string>}
 */
export async function sha256Hex(content) {
  const bytes =
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}

/**
 * RFC 8785 text of a JSON value.
 * @param {unknown} value
 * @returns {string}
 */
export function canonicalText(value) {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("no JSON value");
  return text;
}

/**
 * The hash a command carries: over everything but the hash itself and its sequence numbers, which
 * change when a phone gets a new identity.
 * @param {Omit<import("./types.js").Command, "sha256" | "device_seq" | "stream_seq">} unnumbered
 */
export function commandHash(unnumbered) {
  return sha256Hex(canonicalText(unnumbered));
}
