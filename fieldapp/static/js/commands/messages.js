/** Refusals shown where they belong: at the field, else on top of the page. What was typed stays. */

/**
 * Take back the messages of an earlier attempt.
 * @param {HTMLFormElement} form
 */
export function clearMessages(form) {
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
  }
  for (const message of form.querySelectorAll("[data-local-message]"))
    message.remove();
  const notice = noticeOf(form);
  if (notice) notice.replaceChildren();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name of the field
 * @param {string} words
 * @returns {boolean} false when the form shows no such field
 */
export function showAtField(form, name, words) {
  const control = visibleControl(form, name);
  if (!control) return false;
  control.setAttribute("aria-invalid", "true");
  const message = messageOf(control, name);
  message.textContent = words;
  return true;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} words
 */
export function showOnTop(form, words) {
  const line = document.createElement("div");
  line.className = "notice-line notice-line--danger";
  line.dataset.localMessage = "";
  line.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.className = "notice-line__text";
  text.textContent = words;
  line.append(text);
  const notice = noticeOf(form);
  if (notice) notice.replaceChildren(line);
  else form.prepend(line);
  line.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLFormElement} form */
export function focusFirstRefused(form) {
  const first = form.querySelector("[aria-invalid=true]");
  if (first instanceof HTMLElement) first.focus();
}

/** @param {HTMLFormElement} form */
function noticeOf(form) {
  const root = form.closest("dialog") ?? document;
  return root.querySelector("[data-notice]");
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLElement | null}
 */
function visibleControl(form, name) {
  const named = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
  const seen = [...named].find((control) => !control.matches("[type=hidden]"));
  return /** @type {HTMLElement | null} */ (seen ?? null);
}

/**
 * @param {HTMLElement} control
 * @param {string} name
 */
function messageOf(control, name) {
  const id = `${control.id || `field-${name}`}-error`;
  const known = document.getElementById(id);
  if (known) return known;
  const made = document.createElement("p");
  made.id = id;
  made.className = "field__error";
  made.dataset.localMessage = "";
  const field = control.closest(".field, fieldset");
  if (field) field.append(made);
  else (control.closest("label, .stepper") ?? control).after(made);
  describe(control, id);
  return made;
}

/**
 * @param {HTMLElement} control
 * @param {string} id of its message
 */
function describe(control, id) {
  const described = (control.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter(Boolean);
  if (described.includes(id)) return;
  control.setAttribute("aria-describedby", [id, ...described].join(" "));
}
