/** When to try again, and how long to wait for an answer. */

const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60 * 1000;
const PATIENCE_MS = 20_000;
const SLOWEST_BYTES_PER_MS = 4096 / 1000;

/**
 * Full jitter: anything between nothing and 1 s · 2ⁿ, at most five minutes; never before the
 * server wants to be asked.
 * @param {number} failures in a row, from 1
 * @param {() => number} random 0 ≤ n < 1
 * @param {number} [retryAfterMs] what the server asked for
 * @returns {number} ms
 */
export function retryDelay(failures, random, retryAfterMs = 0) {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return Math.round(retryAfterMs + random() * ceiling);
}

/**
 * How long a request with this many bytes may take on the slowest network worth using.
 * @param {number} bytes
 * @returns {number} ms
 */
export function patienceMs(bytes) {
  return Math.round(PATIENCE_MS + bytes / SLOWEST_BYTES_PER_MS);
}

/**
 * The header `Retry-After`, seconds or a date, as ms from now; 0 where there is none.
 * @param {string | null} header
 * @param {number} nowMs
 */
export function retryAfterMs(header, nowMs) {
  if (header === null || header.trim() === "") return 0;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds)
    ? Date.parse(header) - nowMs
    : seconds * 1000;
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), 3600_000);
}

/** How often a visible page asks for news when nothing else happens. */
const IDLE_MS = 60_000;

/**
 * Milliseconds until then, different on every phone.
 * @param {() => number} random
 */
export function idleDelay(random) {
  return IDLE_MS * (0.75 + random() / 2);
}
