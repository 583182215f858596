/** A form becomes a command on the phone: checked, written, shown. Loaded once the page is idle. */

import { apply, Refusal } from "../../../../service_worker/apply/index.js";
import { overlay } from "../../../../service_worker/apply/overlay.js";
import { StoreFailure } from "../../../../service_worker/store/database.js";
import { enqueue } from "../../../../service_worker/store/outbox.js";
import { logProblem } from "../log.js";
import { announce } from "../page/announce.js";
import { companyTimezone } from "../page/local-mode.js";
import { askForBackgroundSync } from "../page/registration.js";
import { refreshPage } from "../page/swap.js";
import { _ } from "../words.js";
import { draftKey } from "./drafts.js";
import { daysOf, fieldsOf, textOf } from "./fields.js";
import { payloadFromFields } from "./forms.js";
import {
  clearMessages,
  focusFirstRefused,
  showAtField,
  showOnTop,
} from "./messages.js";
import { localDay } from "./numbers.js";
import { faultWords, problemWords, storeWords } from "./wordings.js";

/** @typedef {import("./intercept.js").Submission} Submission */
/** @typedef {import("./reading.js").Reading} Reading */

/**
 * Keep one form as a command and show what the page looks like after it.
 * @param {Submission} submission
 * @param {string} personId
 * @param {Reading} reading for the form's stream
 */
export async function submitCommand(submission, personId, reading) {
  clearMessages(submission.form);
  try {
    if (!(await keep(submission, personId, reading))) return;
    // Shown first, sent then: sending would compete for the same store.
    await showResult(submission.form).finally(send);
  } catch (problem) {
    refuse(submission.form, problem);
  }
}

/**
 * Check and write. Nothing is said to be saved before the store has said so.
 * @param {Submission} submission
 * @param {string} personId
 * @param {Reading} reading
 * @returns {Promise<boolean>} false when a field was refused
 */
async function keep({ form, submitter }, personId, reading) {
  const command = await commandOf(form, submitter);
  if (!command) return false;
  const [held, ours, { clock_offset_ms }] = await reading;
  if (held) {
    const own = ours.filter((entry) => entry.command.stream === command.stream);
    apply(overlay(held, own).sheet, /** @type {any} */ (command));
  }
  const photos = command.blobs.length > 0 ? photosOf(form) : undefined;
  const base_change_no = held?.change_no ?? null;
  await enqueue(personId, {
    command: /** @type {any} */ ({
      ...command,
      base_change_no,
      clock_offset_ms,
    }),
    photos,
    draftKey: draftKey(form),
  });
  // From here on it is not true that everything is with the server.
  const { dataset } = document.body;
  if (dataset.syncState === "synced") dataset.syncState = "pending";
  document.dispatchEvent(new CustomEvent("fieldapp:written"));
  return true;
}

function send() {
  document.dispatchEvent(
    new CustomEvent("fieldapp:send", { detail: "enqueue" }),
  );
  askForBackgroundSync();
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @returns the command as the outbox wants it, or null after showing what is wrong
 */
async function commandOf(form, submitter) {
  const name = form.dataset.command ?? "";
  const fields = fieldsOf(form, submitter);
  // Most forms have no time to read; the zone and its calendar cost 20 ms before anything shows.
  const isTimed = fields.some(([field]) => field.endsWith("_at"));
  const timezone = isTimed ? await companyTimezone() : "";
  const made_at = new Date().toISOString();
  const { payload, faults } = payloadFromFields(name, fields, {
    timezone,
    todayOn: isTimed ? localDay(Date.now(), timezone) : "",
    days: daysOf(form),
  });
  if (faults.length > 0) {
    const unseen = faults.filter(
      (fault) => !showAtField(form, fault.field, faultWords(fault)),
    );
    if (unseen.length > 0) showOnTop(form, faultWords(unseen[0]));
    focusFirstRefused(form);
    return null;
  }
  const command_id = textOf(fields, "command_id") || crypto.randomUUID();
  const blobs = typeof payload.sha256 === "string" ? [payload.sha256] : [];
  return {
    command_id,
    name,
    stream: form.dataset.stream ?? "",
    payload,
    blobs,
    made_at,
  };
}

/**
 * What <photo-input> stored for this form.
 * @param {HTMLFormElement} form
 */
function photosOf(form) {
  const element = form.querySelector("photo-input");
  const { stored } = /** @type {{ stored?: unknown } } */ (
    /** @type {unknown} */ (element ?? {})
  );
  return stored ? /** @type {any[]} */ ([stored]) : undefined;
}

/** @param {HTMLFormElement} form */
async function showResult(form) {
  const shown = location.pathname + location.search;
  const next = textOf(fieldsOf(form), "next") || shown;
  announce(_("已保存在手机上"));
  // Back leads past the filled form, so nothing is sent from it twice.
  if (next !== shown) history.replaceState(null, "", next);
  if (!(await refreshPage(next))) location.replace(next);
}

/**
 * @param {HTMLFormElement} form
 * @param {unknown} problem
 */
function refuse(form, problem) {
  if (problem instanceof Refusal) {
    showRefusal(form, problem);
  } else {
    const code =
      problem instanceof StoreFailure ? problem.code : "store.unavailable";
    logProblem("not saved", problem);
    showOnTop(form, storeWords(code));
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Refusal} refusal
 */
function showRefusal(form, { code, details }) {
  const words = problemWords(
    code,
    details ?? {},
    document.documentElement.lang,
  );
  const field = typeof details?.field === "string" ? details.field : "";
  if (field && showAtField(form, field, words)) focusFirstRefused(form);
  else showOnTop(form, words);
}
