/** `<material-search>`: rows are narrowed while typing, by initials, words or code. */

import { matches } from "./commands/search.js";

export class MaterialSearch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.#narrow);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.#narrow);
  }

  #narrow = (/** @type {Event} */ { target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "q") return;
    let found = 0;
    for (const row of this.querySelectorAll("[data-search]")) {
      const isFound = matches(
        target.value,
        row.getAttribute("data-search") ?? "",
      );
      /** @type {HTMLElement} */ (row).hidden = !isFound;
      if (isFound) found += 1;
    }
    const none = this.querySelector("[data-none]");
    if (none instanceof HTMLElement) none.hidden = found > 0;
  };
}
