/**
 * `<category-questions>`: of all categories' questions, shows those of the categories chosen in the
 * registration; the one of the row being filled in is open.
 */

export class CategoryQuestions extends HTMLElement {
  connectedCallback() {
    document.addEventListener("change", this.#show);
    document.addEventListener("focusin", this.#show);
    this.#choose("");
  }

  disconnectedCallback() {
    document.removeEventListener("change", this.#show);
    document.removeEventListener("focusin", this.#show);
  }

  /** @param {Event} event */
  #show = (event) => {
    const row =
      event.target instanceof Element
        ? event.target.closest("item-rows tr")
        : null;
    if (!row) return;
    const select = row.querySelector("[data-category]");
    this.#choose(select instanceof HTMLSelectElement ? select.value : "");
  };

  /** @param {string} current code of the row in hand */
  #choose(current) {
    const selects = [...document.querySelectorAll("item-rows [data-category]")];
    const codes = new Set(
      selects.map((each) => /** @type {HTMLSelectElement} */ (each).value),
    );
    for (const section of this.querySelectorAll("details")) {
      const code = section.dataset.for ?? "";
      section.hidden = !codes.has(code);
      if (current) section.open = code === current;
    }
    const none = this.querySelector("[data-none]");
    if (none instanceof HTMLElement)
      none.hidden = [...codes].some((code) => code !== "");
  }
}
