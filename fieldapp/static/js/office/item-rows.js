/** `<item-rows>`: adds one more empty row to the table of reported items. */

import { _ } from "../words.js";

export class ItemRows extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-add]");
    button?.removeAttribute("hidden");
    button?.addEventListener("click", this.#add);
    this.addEventListener("change", this.#count);
  }

  disconnectedCallback() {
    this.querySelector("[data-add]")?.removeEventListener("click", this.#add);
  }

  /** @param {Event} event */
  #count = (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
    const count = input.closest("label")?.querySelector("[data-count]");
    if (count)
      count.textContent = _("%(n)s 张", { n: input.files?.length ?? 0 });
  };

  #add = () => {
    const rows = this.querySelectorAll("tbody > tr");
    const last = rows[rows.length - 1];
    if (!last) return;
    const row = /** @type {HTMLElement} */ (last.cloneNode(true));
    this.#renumber(row, rows.length);
    last.after(row);
    row.querySelector("input")?.focus();
  };

  /**
   * @param {HTMLElement} row
   * @param {number} index from 0
   */
  #renumber(row, index) {
    const number = row.querySelector("[data-number]");
    if (number) number.textContent = String(index + 1);
    for (const control of row.querySelectorAll("input, select")) {
      const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (
        control
      );
      field.value = "";
      const label = field.getAttribute("aria-label") ?? "";
      field.setAttribute("aria-label", label.replace(/\d+/, String(index + 1)));
      if (field.hasAttribute("data-photos")) field.name = `photos-${index}`;
    }
    const count = row.querySelector("[data-count]");
    if (count) count.textContent = _("照片");
  }
}
