/**
 * `<item-rows>`: the table of reported items. Marks the row in hand, understands `kt tl` as position
 * and category, writes a category's name out once its letters say which, adds rows.
 */

import { _ } from "../words.js";

export class ItemRows extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-add]");
    button?.removeAttribute("hidden");
    button?.addEventListener("click", this.#add);
    this.addEventListener("change", this.#changed);
    this.addEventListener("focusin", this.#choose);
    document.addEventListener("click", this.#takeProduct);
  }

  disconnectedCallback() {
    this.querySelector("[data-add]")?.removeEventListener("click", this.#add);
    this.removeEventListener("change", this.#changed);
    this.removeEventListener("focusin", this.#choose);
    document.removeEventListener("click", this.#takeProduct);
  }

  /** @param {Event} event */
  #changed = (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const row = input.closest("tr");
    if (input.type === "file") countFiles(input);
    else if (input.name === "position" && row) expandPosition(input, row);
    else if (input.hasAttribute("data-category"))
      input.value = understood(input.value, "categories") ?? input.value;
  };

  /** @param {Event} event */
  #choose = (event) => {
    const row =
      event.target instanceof Element ? event.target.closest("tr") : null;
    if (row?.dataset.row) this.choose(row.dataset.row);
  };

  /** @param {string} number the row in hand, as in the first column */
  choose(number) {
    for (const row of this.querySelectorAll("tr[data-row]"))
      row.toggleAttribute("aria-current", false);
    const row = this.querySelector(`tr[data-row="${number}"]`);
    row?.setAttribute("aria-current", "true");
    const detail = { number };
    document.dispatchEvent(new CustomEvent("row-in-hand", { detail }));
  }

  /** A window clicked beside the form goes into the row in hand, else into the first empty one. */
  #takeProduct = (/** @type {Event} */ event) => {
    const product =
      event.target instanceof Element
        ? event.target.closest("[data-product]")
        : null;
    if (!(product instanceof HTMLElement)) return;
    const rows = [...this.querySelectorAll("tr[data-row]")];
    const row =
      rows.find((each) => each.hasAttribute("aria-current")) ?? rows[0];
    const field = row?.querySelector("input[name='position']");
    if (!(field instanceof HTMLInputElement)) return;
    field.value = product.dataset.product ?? "";
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  #add = () => {
    const spare = this.querySelector("tr[data-spare]");
    if (spare && getComputedStyle(spare).display === "none") return show(spare);
    const rows = this.querySelectorAll("tbody > tr");
    const last = rows[rows.length - 1];
    if (!last) return;
    const row = /** @type {HTMLElement} */ (last.cloneNode(true));
    renumber(row, rows.length + 1);
    last.after(row);
    const asks = document.createElement("section");
    asks.id = `ask-${rows.length + 1}`;
    asks.hidden = true;
    document.querySelector("question-panel")?.append(asks);
    row.querySelector("input")?.focus();
  };
}

/** @param {Element} row an empty one, kept back where there is no room for five */
function show(row) {
  row.removeAttribute("data-spare");
  row.querySelector("input")?.focus();
}

/** @param {HTMLInputElement} input */
function countFiles(input) {
  const count = input.closest("label")?.querySelector("[data-count]");
  if (count) count.textContent = _("%(n)s 张", { n: input.files?.length ?? 0 });
}

/**
 * `kt tl` becomes the kitchen's window and the sliding category; `kt` alone the position.
 *
 * @param {HTMLInputElement} input
 * @param {HTMLElement} row
 */
function expandPosition(input, row) {
  const [, place, kind] =
    /^([a-z]+)(?:\s+([a-z]+))?$/i.exec(input.value.trim()) ?? [];
  if (!place) return;
  const position = understood(place, "positions");
  const category = kind ? understood(kind, "categories") : null;
  const field = row.querySelector("[data-category]");
  if (position) input.value = position;
  if (category && field instanceof HTMLInputElement) field.value = category;
}

/**
 * The one entry of a list whose initials begin with these letters; null if none or several do.
 *
 * @param {string} text
 * @param {string} list
 */
function understood(text, list) {
  const letters = text.trim().toLowerCase();
  if (!/^[a-z]+$/.test(letters)) return null;
  const options = [...document.querySelectorAll(`#${list} > option`)];
  const entries = options.map((option) => ({
    value: /** @type {HTMLOptionElement} */ (option).value,
    initials: (option.getAttribute("data-initials") ?? "").split(" "),
  }));
  const exact = entries.filter((each) => each.initials.includes(letters));
  const begun = entries.filter((each) =>
    each.initials.some((initials) => initials.startsWith(letters)),
  );
  const found = exact.length > 0 ? exact : begun;
  return found.length === 1 ? (found[0]?.value ?? null) : null;
}

/**
 * @param {HTMLElement} row
 * @param {number} number from 1
 */
function renumber(row, number) {
  row.dataset.row = String(number);
  row.removeAttribute("aria-current");
  row.removeAttribute("data-spare");
  const shown = row.querySelector("[data-number]");
  if (shown) shown.textContent = String(number);
  for (const field of row.querySelectorAll("input")) {
    field.value = "";
    const label = field.getAttribute("aria-label") ?? "";
    field.setAttribute("aria-label", label.replace(/\d+/, String(number)));
    if (field.hasAttribute("data-photos")) field.name = `photos-${number - 1}`;
  }
  for (const cell of row.querySelectorAll("[id]")) {
    cell.id = cell.id.replace(/\d+$/, String(number));
    cell.textContent = "";
  }
  const count = row.querySelector("[data-count]");
  if (count) count.textContent = "";
}
