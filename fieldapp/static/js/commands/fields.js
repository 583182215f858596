/** What stands in a form, read from its controls. */

/** @typedef {import("./forms.js").Field} Field */

/**
 * Names and texts in document order, files left out.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [submitter] the pressed button; its value counts
 * @returns {Field[]}
 */
export function fieldsOf(form, submitter = null) {
  /** @type {Field[]} */
  const fields = [];
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === "string") fields.push([name, value]);
  }
  return fields;
}

/**
 * Bare times may belong to another day than today: `data-on` of the control names it.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function daysOf(form) {
  /** @type {Record<string, string>} */
  const days = {};
  for (const control of form.elements) {
    const { on } = /** @type {HTMLElement} */ (control).dataset;
    const name = control.getAttribute("name");
    if (on && name) days[name] = on;
  }
  return days;
}

/**
 * @param {Field[]} fields
 * @param {string} name
 */
export function textOf(fields, name) {
  return fields.find(([known]) => known === name)?.[1] ?? "";
}
