/** Replace `#page` by a fresh fragment; scroll and focus stay where the hand is. */

import { logProblem } from "../log.js";

const TOP = { scrollX: 0, scrollY: 0 };
const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex]";

/**
 * Fetch the fragment of a page and show it.
 * @param {string} [path] the shown page when left out
 * @param {() => boolean} [mayReplace] asked again when the fragment has come
 * @returns {Promise<boolean>} false when the old one stays
 */
export async function refreshPage(
  path = location.pathname + location.search,
  mayReplace = () => true,
) {
  const fresh = await fetchFragment(path);
  const shown = document.getElementById("page");
  if (!fresh || !shown || !mayReplace()) return false;
  const isSamePage = shown.dataset.page === fresh.dataset.page;
  const focused = isSamePage ? focusKey(document.activeElement) : "h1";
  const { scrollX, scrollY } = isSamePage ? window : TOP;
  document.dispatchEvent(new CustomEvent("fieldapp:swapping"));
  shown.replaceWith(fresh);
  if (fresh.dataset.title) document.title = fresh.dataset.title;
  scrollTo(scrollX, scrollY);
  restoreFocus(fresh, focused);
  document.dispatchEvent(new CustomEvent("fieldapp:swapped"));
  return true;
}

/**
 * @param {string} path
 * @returns {Promise<HTMLElement | null>} null for anything but the whole element
 */
export async function fetchFragment(path) {
  try {
    const answer = await fetch(path, { headers: { "HX-Request": "true" } });
    const html = await answer.text();
    const fresh = new DOMParser()
      .parseFromString(html, "text/html")
      .getElementById("page");
    return fresh && document.adoptNode(fresh);
  } catch (problem) {
    logProblem("no fragment", problem);
    return null;
  }
}

/**
 * What names an element across a swap; null when nothing inside the page has the focus.
 * @param {Element | null} element
 * @returns {string | null} a selector
 */
export function focusKey(element) {
  if (!element || !element.closest("#page")) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const form = element.closest("form");
  const owner = form
    ? `form[action="${CSS.escape(form.getAttribute("action") ?? "")}"] `
    : "";
  const name = element.getAttribute("name");
  const href = element.getAttribute("href");
  if (name) return `${owner}[name="${CSS.escape(name)}"]${valuePart(element)}`;
  if (href) return `a[href="${CSS.escape(href)}"]`;
  return form ? `${owner}button` : null;
}

/** @param {Element} element */
function valuePart(element) {
  const isChoice =
    element instanceof HTMLButtonElement || element.matches("[type=radio]");
  const value = element.getAttribute("value");
  return isChoice && value ? `[value="${CSS.escape(value)}"]` : "";
}

/**
 * @param {HTMLElement} page
 * @param {string | null} key
 */
function restoreFocus(page, key) {
  if (key === null) return;
  const found = page.querySelector(key);
  const target = found?.matches(FOCUSABLE) ? found : page.querySelector("h1");
  if (!(target instanceof HTMLElement)) return;
  if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
