/** Whether the page may change under the person's eyes: nothing typed, opened or being drawn. */

/** Remember that a form was touched; a swap brings a fresh one. */
export function watchForTyping() {
  document.addEventListener("input", ({ target }) => {
    const form = target instanceof Element ? target.closest("form") : null;
    if (form) form.dataset.dirty = "";
  });
  document.addEventListener("reset", ({ target }) => {
    if (target instanceof HTMLFormElement) delete target.dataset.dirty;
  });
}

/**
 * @param {Document} shown
 * @returns {boolean}
 */
export function isQuiet(shown) {
  if (shown.querySelector("#page form[data-dirty], #page form[data-sending]"))
    return false;
  if (
    shown.querySelector(
      "dialog[open], signature-pad[in-use], photo-input[in-use]",
    )
  )
    return false;
  const focused = shown.activeElement;
  return !focused?.closest("#page") || !isTypedInto(focused);
}

/** @param {Element} element */
function isTypedInto(element) {
  return element.matches(
    "input:not([type=radio], [type=checkbox]), textarea, select",
  );
}
