/** Whether the page may change under the person's eyes: nothing typed, opened or being drawn. */

/** A click comes a moment after the finger has left. */
const AFTER_TOUCH_MS = 350;

/** Remember what is being touched and typed; a swap brings fresh forms. */
export function watchForHands() {
  watchForTouches(document.documentElement);
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
  if (shown.documentElement.dataset.touched !== undefined) return false;
  if (shown.querySelector("#page form[data-dirty], #page form[data-sending]"))
    return false;
  if (
    shown.querySelector(
      "dialog[open], signature-pad[in-use], photo-input[in-use], photo-input[picking]",
    )
  )
    return false;
  const focused = shown.activeElement;
  return !focused?.closest("#page") || !isTypedInto(focused);
}

/**
 * A button that is replaced under the finger would swallow the tap.
 * @param {HTMLElement} root
 */
function watchForTouches(root) {
  /** @type {ReturnType<typeof setTimeout>} */
  let leaving;
  root.addEventListener("pointerdown", () => {
    clearTimeout(leaving);
    root.dataset.touched = "";
  });
  for (const end of ["pointerup", "pointercancel"]) {
    root.addEventListener(end, () => {
      leaving = setTimeout(() => delete root.dataset.touched, AFTER_TOUCH_MS);
    });
  }
}

/** @param {Element} element */
function isTypedInto(element) {
  return element.matches(
    "input:not([type=radio], [type=checkbox]), textarea, select",
  );
}
