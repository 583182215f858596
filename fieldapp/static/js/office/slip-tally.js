/** `<slip-tally>`: says while typing how many of the slip's items are recorded (原单 5 项，已录 3 项). */

import { _ } from "../words.js";

export class SlipTally extends HTMLElement {
  /** @type {HTMLFormElement | null} */
  #form = null;

  connectedCallback() {
    this.#form = this.closest("form");
    this.#form?.addEventListener("input", this.#tell);
    this.#form?.addEventListener("change", this.#tell);
  }

  disconnectedCallback() {
    this.#form?.removeEventListener("input", this.#tell);
    this.#form?.removeEventListener("change", this.#tell);
  }

  #tell = () => {
    if (!this.#form) return;
    const listed = String(new FormData(this.#form).get("slip_items") ?? "");
    const rows = [...this.#form.querySelectorAll("tr[data-row]")];
    const recorded = rows.filter(isRecorded).length;
    const none = _("一项一行，照片可多张");
    if (!listed.trim()) return this.replaceChildren(none);
    const done = document.createElement("b");
    done.className = "warn";
    done.textContent = _("已录 %(n)s 项", { n: recorded });
    this.replaceChildren(_("原单 %(n)s 项", { n: listed.trim() }), " ", done);
  };
}

/** @param {Element} row */
function isRecorded(row) {
  const fields = [
    ...row.querySelectorAll("input:not([type=file], [type=hidden])"),
  ];
  return fields.some((field) =>
    /** @type {HTMLInputElement} */ (field).value.trim(),
  );
}
