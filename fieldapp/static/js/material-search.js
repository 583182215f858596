/** `<material-search>`: the list follows what is typed; the page answers its own search form. */

import { fetchFragment } from "./page/swap.js";

const PAUSE_MS = 120;

export class MaterialSearch extends HTMLElement {
  /** @type {number | undefined} */
  #timer;

  connectedCallback() {
    this.addEventListener("input", this.#typed);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.#typed);
    clearTimeout(this.#timer);
  }

  #typed = (/** @type {Event} */ { target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "q") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(target), PAUSE_MS);
  };

  /** @param {HTMLInputElement} input */
  async #show(input) {
    const asked = input.value;
    const query = new URLSearchParams({ q: asked });
    const fresh = await fetchFragment(`${input.form?.action}?${query}`);
    const found = fresh?.querySelector("[data-results]");
    if (found && input.value === asked) {
      this.querySelector("[data-results]")?.replaceWith(found);
    }
  }
}
