/** One request to `/sync/v1` and its answer, or the class of failure it was. */

import { jsonObject, requireHead } from "./answers.js";
import { patienceMs, retryAfterMs } from "./backoff.js";
import { failureKind, SyncFailure } from "./failures.js";

export { PROTO } from "./answers.js";

const BASE = "/sync/v1/";
const JSON_TYPE = "application/json";
/** A shorter text fits into one or two packets as it is. */
const PACKED_FROM = 4096;
/** What a server says to a body it did not unpack. */
const NOT_UNPACKED = [400, 415];

/**
 * What requests need from their surroundings; tests bring their own.
 * @typedef {object} Network
 * @property {typeof fetch} fetch
 * @property {() => number} now
 * @property {(work: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/**
 * @typedef {object} Question
 * @property {string} method
 * @property {Record<string, string>} [headers]
 * @property {string | Uint8Array<ArrayBuffer>} [body] text is JSON
 */

/**
 * Asks and reads a JSON answer that names the person.
 * @param {Network} network
 * @param {string} path below /sync/v1/
 * @param {Question} question
 * @param {string} personId
 * @returns {Promise<Record<string, any>>}
 * @throws {SyncFailure}
 */
export async function ask(network, path, question, personId) {
  const body = await askAnything(network, path, question);
  requireHead(body, personId);
  return body;
}

/**
 * Asks and reads a JSON object.
 * @param {Network} network
 * @param {string} path
 * @param {Question} question
 * @returns {Promise<Record<string, any>>}
 * @throws {SyncFailure}
 */
export async function askAnything(network, path, question) {
  const { response, text } = await answered(network, path, question);
  return jsonObject(text, response.headers.get("Content-Type") ?? "");
}

/**
 * Asks for headers only.
 * @param {Network} network
 * @param {string} path
 * @returns {Promise<Headers>}
 * @throws {SyncFailure} also for a 404, whose kind is `refused`
 */
export async function askHead(network, path) {
  const { response } = await answered(network, path, { method: "HEAD" });
  return response.headers;
}

/**
 * @param {Network} network
 * @param {string} path
 * @param {Question} question
 */
async function answered(network, path, question) {
  const { response, text } = await exchanged(network, path, question);
  if (response.ok) return { response, text };
  const details = problemOf(text);
  throw new SyncFailure(failureKind(response.status, details), {
    code: details?.code ?? String(response.status),
    retryAfterMs: retryAfterMs(
      response.headers.get("Retry-After"),
      network.now(),
    ),
    details: { status: response.status, ...details },
  });
}

/**
 * A server of an earlier build does not unpack: it is told again in plain words.
 * @param {Network} network
 * @param {string} path
 * @param {Question} question
 * @returns {Promise<{response: Response, text: string}>}
 * @throws {SyncFailure} timeout, unreachable
 */
async function exchanged(network, path, question) {
  const packed = await pack(question);
  const answer = await exchangedAs(network, path, packed);
  const isUnderstood =
    packed === question || !NOT_UNPACKED.includes(answer.response.status);
  return isUnderstood ? answer : exchangedAs(network, path, question);
}

/**
 * @param {Network} network
 * @param {string} path
 * @param {Question} question
 * @returns {Promise<{response: Response, text: string}>}
 * @throws {SyncFailure} timeout, unreachable
 */
async function exchangedAs(network, path, { method, headers = {}, body }) {
  const abortion = new AbortController();
  const timer = network.setTimeout(
    () => abortion.abort(),
    patienceMs(body?.length ?? 0),
  );
  try {
    const response = await network.fetch(BASE + path, {
      method,
      body,
      headers: { Accept: JSON_TYPE, ...contentType(body), ...headers },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: abortion.signal,
    });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new SyncFailure(abortion.signal.aborted ? "timeout" : "unreachable", {
      cause,
    });
  } finally {
    network.clearTimeout(timer);
  }
}

/**
 * A day's commands say the same words again and again; a quarter of the bytes carry them.
 * @param {Question} question
 * @returns {Promise<Question>} the same one where it is short
 */
async function pack(question) {
  const { body } = question;
  const isLong = typeof body === "string" && body.length >= PACKED_FROM;
  if (!isLong || !("CompressionStream" in globalThis)) return question;
  const stream = new Blob([body])
    .stream()
    .pipeThrough(new CompressionStream("gzip"));
  return {
    ...question,
    headers: {
      ...question.headers,
      "Content-Type": JSON_TYPE,
      "Content-Encoding": "gzip",
    },
    body: new Uint8Array(await new Response(stream).arrayBuffer()),
  };
}

/**
 * @param {Question["body"]} body
 * @returns {Record<string, string>}
 */
function contentType(body) {
  return typeof body === "string" ? { "Content-Type": JSON_TYPE } : {};
}

/** @param {string} text @returns {Record<string, any> | null} */
function problemOf(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
