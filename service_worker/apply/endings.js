/** How a visit ends: signed, unsigned, unfinished or without a repair. */

import { DOCUMENT_FORMAT } from "../generated/document.js";
import { canonicalText } from "../hashes.js";
import { documentText } from "./document.js";
import { Refusal } from "./refusal.js";
import { moved } from "./visits.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

const MAX_STROKES_LENGTH = 65_536;

/**
 * That the hash is the document's is the server's check: hashing here cannot be synchronous.
 * @param {Sheet} sheet
 * @param {Command} command
 * @throws {Refusal}
 */
export function signOff(sheet, command) {
  const ended = moved(sheet, command);
  const document = readDocument(sheet, command.payload.document);
  const { signer_name, relation, strokes } = command.payload;
  if (JSON.stringify(strokes).length > MAX_STROKES_LENGTH) {
    throw new Refusal("sign_off.strokes_too_large");
  }
  const signer = { kind: "signed", signer_name, relation };
  return { ...ended, sign_off: signature(sheet, command, document, signer) };
}

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function recordAbsence(sheet, command) {
  const ended = moved(sheet, command);
  const document = readDocument(sheet, command.payload.document);
  const nobody = { kind: command.payload.kind, signer_name: "", relation: "" };
  return { ...ended, sign_off: signature(sheet, command, document, nobody) };
}

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function leaveUnfinished(sheet, command) {
  const { reason_code, explanation, explained_to } = command.payload;
  const { proposed_on = null, proposed_half = null } = command.payload;
  const ended = moved(sheet, command, { note: explanation });
  const unfinished_id = command.command_id;
  const unfinished = { unfinished_id, reason_code, explanation, explained_to };
  return {
    ...ended,
    unfinished: { ...unfinished, proposed_on, proposed_half },
  };
}

/** @param {Sheet} sheet @param {Command} command @throws {Refusal} */
export function endWithoutRepair(sheet, command) {
  const { kind, note = "" } = command.payload;
  return moved(sheet, command, { action: `${command.name}:${kind}`, note });
}

/**
 * @param {Sheet} sheet
 * @param {Command} command
 * @param {unknown} document as it was shown
 * @param {{kind: string, signer_name: string, relation: string}} signer
 */
function signature(sheet, { command_id, made_at, payload }, document, signer) {
  return {
    sign_off_id: command_id,
    ...signer,
    signed_at: made_at,
    document_sha256: payload.document_sha256,
    content_changed: canonicalText(document) !== documentText(sheet),
  };
}

/**
 * @param {Sheet} sheet
 * @param {string} text
 * @returns {Record<string, unknown>}
 * @throws {Refusal} sign_off.document
 */
function readDocument(sheet, text) {
  const document = parsed(text);
  const isOurs =
    document?.format === DOCUMENT_FORMAT &&
    document.visit_id === sheet.visit_id;
  if (!isOurs) throw new Refusal("sign_off.document");
  return document;
}

/** @param {string} text @returns {any} null for what is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
