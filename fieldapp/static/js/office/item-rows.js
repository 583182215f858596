/** `<item-rows>`: adds one more empty row to the table of reported items. */

export class ItemRows extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-add]");
    button?.removeAttribute("hidden");
    button?.addEventListener("click", this.#add);
  }

  disconnectedCallback() {
    this.querySelector("[data-add]")?.removeEventListener("click", this.#add);
  }

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
  }
}
