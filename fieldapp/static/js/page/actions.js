/** Buttons that need no command: send now, export, decide, open a dialog, insert ready words. */

import {
  decide,
  exportOutbox,
} from "../../../../service_worker/store/outbox.js";
import { logProblem } from "../log.js";
import { _ } from "../words.js";
import { announce } from "./announce.js";
import { localPersonId, shownPersonId } from "./local-mode.js";
import { refreshPage } from "./swap.js";

/** Listen once for the whole document; swapped pages need nothing more. */
export function listenForActions() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const { action, opens, insert } = button.dataset;
    if (action === "send-now") sendNow();
    else if (action === "export-outbox") exportToFile();
    else if (opens) dialogOf(opens)?.showModal();
    else if (insert) insertWords(insert, button.value);
    else if ("closes" in button.dataset) button.closest("dialog")?.close();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (
      !(form instanceof HTMLFormElement) ||
      form.dataset.decision === undefined
    )
      return;
    if (!navigator.serviceWorker?.controller) return;
    event.preventDefault();
    decideParked(form, event.submitter);
  });
}

function sendNow() {
  document.dispatchEvent(
    new CustomEvent("fieldapp:send", { detail: "button" }),
  );
}

/** 导出急救包: everything unsent as a file, also with the server out of reach. */
async function exportToFile() {
  const outbox = await exportOutbox(shownPersonId());
  const file = new Blob([JSON.stringify(outbox)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `fieldapp-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * Keep mine or drop mine: the server decides first, then the phone forgets its question.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function decideParked(form, submitter) {
  const personId = await localPersonId();
  const fields = new FormData(form, submitter);
  const commandId = String(fields.get("decided_id") ?? "");
  const decision = fields.get("decision") === "keep" ? "keep" : "drop";
  const reason = String(fields.get("reason") ?? "");
  if (!personId) return;
  try {
    const answer = await fetch("/sync/v1/inbox", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ command_id: commandId, decision, reason }),
      redirect: "error",
    });
    if (!answer.ok) throw new Error(`inbox answered ${answer.status}`);
    await decide(personId, commandId, decision === "keep" ? "kept" : "dropped");
    sendNow();
    await refreshPage();
  } catch (problem) {
    logProblem("not decided", problem);
    announce(_("没有信号，请稍后再处理。"));
    showFailure(form);
  }
}

/** @param {HTMLFormElement} form */
function showFailure(form) {
  const line =
    form.querySelector("[data-failure]") ?? document.createElement("p");
  line.setAttribute("data-failure", "");
  line.className = "field__error";
  line.textContent = _("没有信号，请稍后再处理。");
  form.append(line);
}

/**
 * @param {string} selector
 * @param {string} words
 */
function insertWords(selector, words) {
  const field = document.querySelector(selector);
  if (!(
    field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement
  ))
    return;
  const before = field.value.trim();
  field.value = before ? `${before}；${words}` : words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {string} id */
function dialogOf(id) {
  const dialog = document.getElementById(id);
  return dialog instanceof HTMLDialogElement ? dialog : null;
}
