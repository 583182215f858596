/**
 * `<dwelling-search>`: the finder by keys. Arrows move from the field into the homes found and
 * through them, Enter in the field takes the first one, Escape goes back to the field.
 */

export class DwellingSearch extends HTMLElement {
  #wantsFirst = false;

  connectedCallback() {
    this.addEventListener("keydown", this.#move);
    this.addEventListener("htmx:afterRequest", this.#takeFirst);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#move);
    this.removeEventListener("htmx:afterRequest", this.#takeFirst);
  }

  /** @param {KeyboardEvent} event */
  #move = (event) => {
    const field = this.querySelector("input");
    const hits = [...this.querySelectorAll("button.hit")];
    const at = hits.indexOf(/** @type {Element} */ (event.target));
    if (event.key === "Enter" && event.target === field && !event.ctrlKey) {
      event.preventDefault();
      if (hits.length > 0) click(hits[0]);
      else this.#wantsFirst = Boolean(field?.value);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = hits[at + (event.key === "ArrowDown" ? 1 : -1)] ?? field;
      if (next instanceof HTMLElement) next.focus();
    } else if (event.key === "Escape" && at >= 0) {
      event.preventDefault();
      field?.focus();
    }
  };

  /** Enter came before the answer did. */
  #takeFirst = () => {
    const first = this.querySelector("button.hit");
    if (this.#wantsFirst && first) click(first);
    this.#wantsFirst = false;
  };
}

/** @param {Element | undefined} button */
function click(button) {
  if (button instanceof HTMLElement) button.click();
}
