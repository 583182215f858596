/**
 * What counts as an answer. A receipt is typed JSON that names proto, epoch and person; an empty
 * 200 or a page of a captive portal is "not delivered".
 */

import { SyncFailure } from "./failures.js";

/** @typedef {import("../types.js").Receipt} Receipt */

export const PROTO = 1;

const RESULTS = ["applied", "parked", "mismatch", "wait", "retry"];

/**
 * @param {string} text body
 * @param {string} contentType
 * @returns {Record<string, any>}
 * @throws {SyncFailure} empty, not_json, truncated, wrong_shape
 */
export function jsonObject(text, contentType) {
  if (text.trim() === "") throw new SyncFailure("empty");
  if (!contentType.includes("application/json"))
    throw new SyncFailure("not_json");
  let value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SyncFailure("truncated", { cause });
  }
  if (!isRecord(value)) throw new SyncFailure("wrong_shape");
  return value;
}

/**
 * The head of every answer: ours, and about this person.
 * @param {Record<string, any>} body
 * @param {string} personId
 * @throws {SyncFailure} wrong_shape, other_person
 */
export function requireHead(body, personId) {
  const isOurs =
    body.proto === PROTO &&
    Number.isInteger(body.epoch) &&
    typeof body.person_id === "string";
  if (!isOurs) throw new SyncFailure("wrong_shape");
  if (body.person_id !== personId) throw new SyncFailure("other_person");
}

/** @param {Record<string, any>} body @throws {SyncFailure} wrong_shape */
export function requireDevices(body) {
  requireShape(
    typeof body.device_id === "string" &&
      isInstant(body.now) &&
      isInstant(body.lease_until) &&
      isRecord(body.limits) &&
      isRecord(body.person) &&
      isRecord(body.company),
  );
}

/**
 * @param {Record<string, any>} body
 * @param {string} deviceId under which the push was sent
 * @throws {SyncFailure} wrong_shape
 */
export function requirePush(body, deviceId) {
  requireShape(
    body.device_id === deviceId &&
      Array.isArray(body.receipts) &&
      body.receipts.every(isReceipt) &&
      isDelta(body.delta) &&
      isInstant(body.now) &&
      isInstant(body.lease_until) &&
      Number.isInteger(body.catalogue_version),
  );
}

/** @param {Record<string, any>} body @throws {SyncFailure} wrong_shape */
export function requireCatalogue(body) {
  requireShape(Number.isInteger(body.version) && Array.isArray(body.materials));
}

/**
 * @param {Record<string, any>} body
 * @param {string} sha256
 * @throws {SyncFailure} wrong_shape
 */
export function requireUpload(body, sha256) {
  requireShape(
    body.sha256 === sha256 &&
      Number.isInteger(body.offset) &&
      (body.state === "partial" || body.state === "verified"),
  );
}

/**
 * @param {unknown} value
 * @returns {value is Receipt}
 */
export function isReceipt(value) {
  return (
    isRecord(value) &&
    (value.command_id === null || typeof value.command_id === "string") &&
    RESULTS.includes(value.result) &&
    (value.change_no === null || Number.isInteger(value.change_no)) &&
    (value.sha256 === null || typeof value.sha256 === "string")
  );
}

/** @param {any} delta */
function isDelta(delta) {
  return (
    isRecord(delta) &&
    Number.isInteger(delta.cursor) &&
    typeof delta.full === "boolean" &&
    Array.isArray(delta.sheets) &&
    delta.sheets.every(isSheet) &&
    Array.isArray(delta.gone) &&
    isInstant(delta.ended_before) &&
    Number.isInteger(delta.held?.count) &&
    typeof delta.held?.hash === "string"
  );
}

/** @param {any} sheet */
function isSheet(sheet) {
  return (
    isRecord(sheet) &&
    typeof sheet.visit_id === "string" &&
    Number.isInteger(sheet.change_no)
  );
}

/** @param {unknown} value */
function isInstant(value) {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {boolean} isRight */
function requireShape(isRight) {
  if (!isRight) throw new SyncFailure("wrong_shape");
}
