/**
 * Keyboard first: `/` (and other `data-shortcut` keys) go to their field, `j` and `k` move through
 * the rows, Enter opens, x picks, Ctrl+Enter and Alt+Enter submit, a `kbd` in a link, button or summary is
 * its key, Alt+1–9 go to an item of the registration, `r` to the next question. With Alt the keys
 * work while somebody writes, too.
 */

import { QuestionPanel } from "./question-panel.js";

/** @param {Document} page */
export function listenToKeys(page) {
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (submitByKeys(page, event) || goToItem(page, event))
      return event.preventDefault();
    if (event.ctrlKey || event.metaKey) return;
    if (isWriting(event.target) && !event.altKey && event.key !== "Escape")
      return;
    if (useShortcut(page, event.key) || moveRow(page, event.key))
      event.preventDefault();
  });
}

/** @param {EventTarget | null} target */
function isWriting(target) {
  return (
    target instanceof HTMLElement &&
    target.matches("input, select, textarea, [contenteditable]")
  );
}

/**
 * @param {Document} page
 * @param {KeyboardEvent} event
 */
function submitByKeys(page, event) {
  const held = event.ctrlKey || event.metaKey ? "Ctrl" : "Alt";
  if (event.key !== "Enter" || (held === "Alt" && !event.altKey)) return false;
  const keys = [...page.querySelectorAll("button kbd")];
  const key = keys.find((each) => each.textContent === `${held} Enter`);
  const button = key?.closest("button");
  button?.click();
  return Boolean(button);
}

/**
 * @param {Document} page
 * @param {KeyboardEvent} event
 */
function goToItem(page, event) {
  if (!event.altKey || !/^[1-9]$/.test(event.key)) return false;
  const fields = page.querySelectorAll("item-rows input[name='position']");
  const field = fields[Number(event.key) - 1];
  if (!(field instanceof HTMLElement)) return false;
  field.focus();
  return true;
}

/**
 * @param {Document} page
 * @param {string} key
 */
function useShortcut(page, key) {
  const field = page.querySelector(`[data-shortcut="${CSS.escape(key)}"]`);
  if (field instanceof HTMLInputElement) {
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.select();
    return true;
  }
  const panel = page.querySelector("question-panel");
  if (key === "r" && panel instanceof QuestionPanel) return panel.next();
  const words = [
    ...page.querySelectorAll("a > kbd, button > kbd, summary > kbd"),
  ];
  const name = key === "Escape" ? "Esc" : key;
  const named = words.find((each) => each.textContent === name)?.parentElement;
  named?.click();
  return Boolean(named);
}

/**
 * @param {Document} page
 * @param {string} key
 */
function moveRow(page, key) {
  const rows = [...page.querySelectorAll("[data-rows] tbody > tr")];
  const at = rows.findIndex(
    (row) => row.getAttribute("aria-selected") === "true",
  );
  if (key === "Enter") return openRow(rows[at]);
  if (key === "x") return pickRow(rows[at]);
  if ((key !== "j" && key !== "k") || rows.length === 0) return false;
  const next = Math.min(
    Math.max(at + (key === "j" ? 1 : -1), 0),
    rows.length - 1,
  );
  rows[at]?.removeAttribute("aria-selected");
  rows[next]?.setAttribute("aria-selected", "true");
  rows[next]?.scrollIntoView({ block: "nearest" });
  return true;
}

/** @param {Element | undefined} row */
function openRow(row) {
  const link = row?.querySelector("a[href]");
  if (!(link instanceof HTMLAnchorElement)) return false;
  link.click();
  return true;
}

/** @param {Element | undefined} row */
function pickRow(row) {
  const box = row?.querySelector("input[type='checkbox']");
  if (!(box instanceof HTMLInputElement)) return false;
  box.click();
  return true;
}
