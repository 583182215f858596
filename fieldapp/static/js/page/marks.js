/** The mark at the end of every row: 在手机上 → 已上传 → 已核对, or 需处理. */

import { overlay } from "../../../../service_worker/apply/overlay.js";
import { entries } from "../../../../service_worker/store/outbox.js";
import { sheet, sheets } from "../../../../service_worker/store/read.js";
import { markWords } from "./words.js";

/**
 * Bring all shown marks up to date in place.
 * @param {string} personId
 */
export async function updateMarks(personId) {
  const shown = [...document.querySelectorAll(".sync[data-command-id]")];
  if (shown.length === 0) return;
  const marks = await marksById(personId, shownVisitId());
  for (const element of shown) {
    const mark = marks.get(element.getAttribute("data-command-id") ?? "");
    if (mark) showMark(element, mark);
  }
}

/** The visit of the shown page; empty where none is shown. */
export function shownVisitId() {
  return document.getElementById("page")?.dataset.visitId ?? "";
}

/**
 * @param {string} personId
 * @param {string} visitId empty: all of them
 * @returns {Promise<Map<string, string>>} row id (the id of the command that made it) → mark
 */
async function marksById(personId, visitId) {
  const made = await entries(personId);
  const one = visitId ? await sheet(personId, visitId) : null;
  const touched = visitId ? (one ? [one] : []) : await sheets(personId);
  /** @type {Map<string, string>} */
  const marks = new Map(
    made.map(({ command, status }) => [command.command_id, status]),
  );
  for (const held of touched) {
    const ours = made.filter(
      ({ command }) => command.stream === `visit:${held.visit_id}`,
    );
    for (const id of held.command_ids)
      if (marks.has(id)) marks.set(id, "verified");
    for (const [id, mark] of overlay(held, ours).marks)
      if (mark) marks.set(id, mark);
  }
  return marks;
}

/**
 * @param {Element} element a `.sync` with its icon and its words
 * @param {string} mark
 */
function showMark(element, mark) {
  const said = markWords(mark);
  if (!said || element.getAttribute("data-sync") === mark) return;
  element.setAttribute("data-sync", mark);
  const drawing = element.querySelector("use");
  const href = drawing?.getAttribute("href") ?? "";
  drawing?.setAttribute("href", href.replace(/#i-.*$/, `#i-${said.icon}`));
  const words = [...element.childNodes].findLast(
    (node) => node.nodeType === Node.TEXT_NODE,
  );
  if (words) words.textContent = said.word;
  else element.append(said.word);
}
