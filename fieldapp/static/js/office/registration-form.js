/**
 * `<registration-form>`: the form is sent by its buttons and their keys only; Enter in a field goes
 * to the next one, so that nothing is registered by habit.
 */

export class RegistrationForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#stay);
    for (const button of document.querySelectorAll("[data-plain]"))
      button.setAttribute("hidden", "");
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#stay);
  }

  /** @param {KeyboardEvent} event */
  #stay = (event) => {
    if (event.defaultPrevented) return; // a finder takes what it found
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.type === "file") return;
    event.preventDefault();
    const fields = [
      ...this.querySelectorAll(
        "input:not([type='hidden']):not([readonly]), select",
      ),
    ];
    const next = fields[fields.indexOf(field) + 1];
    if (next instanceof HTMLElement) next.focus();
  };
}
