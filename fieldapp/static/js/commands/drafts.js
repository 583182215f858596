/** Half-filled forms survive a killed page: kept while typing, brought back on load. */

import {
  drafts,
  dropDraft,
  latestDraft,
  saveDraft,
} from "../../../../service_worker/store/drafts.js";
import { logProblem } from "../log.js";
import { shownPersonId } from "../page/local-mode.js";
import { _ } from "../words.js";
import { fieldsOf } from "./fields.js";

/** @typedef {import("./forms.js").Field} Field */

const PAUSE_MS = 400;
/** Never part of a draft: made anew with every form, or taken from the sheet. */
const NOT_KEPT = ["command_id", "next", "document", "document_sha256"];
/** Hidden fields that tell two forms of one command apart. */
const TELLING = [
  "item_id",
  "kind",
  "code",
  "material_id",
  "use_id",
  "photo_id",
  "mark_id",
  "category_code",
  "position",
];
const RECENT_MS = 30 * 60_000;

/** Keep every form of the page while it is filled in, and bring back what was kept. */
export async function keepDrafts() {
  /** @type {Map<HTMLFormElement, ReturnType<typeof setTimeout>>} */
  const waiting = new Map();
  const wait = (/** @type {HTMLFormElement} */ form) => {
    clearTimeout(waiting.get(form));
    waiting.set(
      form,
      setTimeout(() => flush(form), PAUSE_MS),
    );
  };
  document.addEventListener("input", ({ target }) => {
    const form = target instanceof Element ? target.closest("form") : null;
    if (form?.dataset.command) wait(form);
  });
  const flush = (/** @type {HTMLFormElement} */ form) => {
    // What is being sent is no draft: it would come back beside the record it became. Refused, it is
    // one again.
    if (form.isConnected && form.dataset.sending !== undefined)
      return wait(form);
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (form.isConnected) keepDraft(form);
  };
  const flushAll = () => [...waiting.keys()].forEach(flush);
  addEventListener("pagehide", flushAll);
  document.addEventListener("visibilitychange", flushAll);
  document.addEventListener("fieldapp:swapping", flushAll);
  document.addEventListener("fieldapp:swapped", restoreDrafts);
  await restoreDrafts();
  await offerLatest();
}

/**
 * Write the draft now; forms without anything typed keep none.
 * @param {HTMLFormElement} form
 */
export async function keepDraft(form) {
  const personId = shownPersonId();
  if (!personId || !form.dataset.command) return;
  const fields = fieldsOf(form).filter(([name]) => !NOT_KEPT.includes(name));
  try {
    const path = location.pathname + location.search;
    await saveDraft(personId, { draft_key: draftKey(form), path, fields });
  } catch (problem) {
    logProblem("no draft", problem);
  }
}

/**
 * The form's path and command, and what tells it from its neighbours.
 * @param {HTMLFormElement} form
 */
export function draftKey(form) {
  const telling = fieldsOf(form).filter(([name]) => {
    return (
      TELLING.includes(name) &&
      form.querySelector(`[type=hidden][name="${name}"]`)
    );
  });
  const path = form.getAttribute("action") || location.pathname;
  return [
    path,
    form.dataset.command,
    ...telling.map(([, value]) => value),
  ].join("#");
}

async function restoreDrafts() {
  const personId = shownPersonId();
  const forms = [...document.querySelectorAll("form[data-command]")];
  if (!personId || forms.length === 0) return;
  try {
    const kept = new Map(
      (await drafts(personId)).map((draft) => [draft.draft_key, draft]),
    );
    for (const form of /** @type {HTMLFormElement[]} */ (forms)) {
      const draft = kept.get(draftKey(form));
      if (draft && form.dataset.dirty === undefined)
        bringBack(form, draft.fields, personId);
    }
  } catch (problem) {
    logProblem("no drafts", problem);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Field[]} fields
 * @param {string} personId
 */
function bringBack(form, fields, personId) {
  if (!fillIn(form, fields)) return;
  form.dataset.dirty = "";
  form.dispatchEvent(new CustomEvent("fieldapp:restored", { bubbles: true }));
  const line = document.createElement("p");
  line.className = "notice-line";
  line.setAttribute("role", "status");
  const words = document.createElement("span");
  words.className = "notice-line__text";
  words.textContent = _("上次没保存的内容还在。");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "button button--quiet";
  drop.textContent = _("不要了");
  drop.addEventListener("click", async () => {
    await dropDraft(personId, draftKey(form));
    line.remove();
    form.reset();
    form.dispatchEvent(new CustomEvent("fieldapp:restored", { bubbles: true }));
  });
  line.append(words, drop);
  form.prepend(line);
  form.closest("details")?.setAttribute("open", "");
}

/**
 * Put kept values back; several fields of one name take theirs in order.
 * @param {HTMLFormElement} form
 * @param {Field[]} fields
 * @returns {boolean} whether anything changed
 */
function fillIn(form, fields) {
  const before = JSON.stringify(fieldsOf(form));
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const [name, text] of fields)
    texts.set(name, [...(texts.get(name) ?? []), text]);
  for (const control of form.elements) {
    const queue = texts.get(control.getAttribute("name") ?? "");
    if (queue) fillControl(control, queue);
  }
  return JSON.stringify(fieldsOf(form)) !== before;
}

/**
 * @param {Element} control
 * @param {string[]} texts still to be given out
 */
function fillControl(control, texts) {
  if (
    control instanceof HTMLInputElement &&
    /^(radio|checkbox)$/.test(control.type)
  ) {
    const at = texts.indexOf(control.value);
    control.checked = at >= 0;
    if (at >= 0 && control.type === "checkbox") texts.splice(at, 1);
    return;
  }
  const isPlainHidden = control.matches("[type=hidden]:not([data-draft])");
  if (isPlainHidden || control.matches("[type=file], button, fieldset")) return;
  const field = /** @type {HTMLInputElement} */ (control);
  field.value = texts.shift() ?? field.value;
}

/** After the camera killed the page the app starts at the list: offer the way back. */
async function offerLatest() {
  const personId = shownPersonId();
  const notice = document.querySelector("#page [data-notice]");
  if (!personId || !notice || location.pathname !== "/tech/") return;
  const draft = await latestDraft(personId);
  if (!draft || Date.now() - savedAtMs(draft) > RECENT_MS) return;
  const link = document.createElement("a");
  link.className = "button button--fill";
  link.href = draft.path;
  link.textContent = _("接着填没保存的内容");
  notice.replaceChildren(link);
}

/** @param {{ saved_at: number | string }} draft */
function savedAtMs({ saved_at }) {
  return typeof saved_at === "number" ? saved_at : Date.parse(saved_at);
}
