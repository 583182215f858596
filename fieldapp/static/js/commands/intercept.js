/** Every command form of the page: to the phone where it can stand alone, else to the server. */

import { localPersonId, shownPersonId } from "../page/local-mode.js";
import { readFor } from "./reading.js";

/** @typedef {{ form: HTMLFormElement, submitter: HTMLElement | null }} Submission */

/** Listen once for the whole document; swapped pages need nothing more. */
export function interceptCommands() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.command) return;
    if (event.defaultPrevented) return;
    const submission = { form, submitter: event.submitter };
    const goesToServer =
      form.dataset.toServer !== undefined ||
      !navigator.serviceWorker?.controller;
    if (form.dataset.sending !== undefined) event.preventDefault();
    else if (goesToServer) markSending(submission);
    else {
      event.preventDefault();
      keepOrSend(submission);
    }
  });
  // Back from the page cache: nothing is being sent any more.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const form of document.querySelectorAll("form[data-sending]")) {
      release(/** @type {HTMLFormElement} */ (form));
    }
  });
}

/** Load what keeping a form needs, before the first tap. */
export function preloadSubmission() {
  return import("../machinery.js");
}

/** @param {Submission} submission */
async function keepOrSend(submission) {
  const { form, submitter } = submission;
  markSending(submission);
  // Side by side: whether the phone keeps it, and what it is checked on.
  const asking = localPersonId();
  const reading = readFor(shownPersonId(), form.dataset.stream ?? "");
  reading.catch(() => {}); // told by whoever needs it
  const personId = await asking;
  if (personId) {
    const { submitCommand } = await preloadSubmission();
    await submitCommand(submission, personId, reading);
    release(form);
    return;
  }
  release(form);
  form.dataset.toServer = "";
  form.requestSubmit(/** @type {HTMLButtonElement | null} */ (submitter));
}

/** @param {Submission} submission */
function markSending({ form, submitter }) {
  form.dataset.sending = "";
  submitter?.setAttribute("aria-busy", "true");
}

/** @param {HTMLFormElement} form */
function release(form) {
  delete form.dataset.sending;
  delete form.dataset.toServer;
  for (const button of document.querySelectorAll("button[aria-busy=true]")) {
    const owner = /** @type {HTMLButtonElement} */ (button).form;
    if (owner === form) button.removeAttribute("aria-busy");
  }
}
