/** `<quantity-stepper>`: − and + beside a number that can also be typed. */

import { wholeParts } from "./commands/numbers.js";
import { stepped } from "./commands/steps.js";

export class QuantityStepper extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("[data-step]")) {
      /** @type {HTMLButtonElement} */ (button).hidden = false;
    }
    this.addEventListener("click", this.#step);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#step);
  }

  #step = (/** @type {MouseEvent} */ { target }) => {
    const button =
      target instanceof Element ? target.closest("[data-step]") : null;
    const input = this.querySelector("input");
    if (!button || !input) return;
    const step = wholeParts(button.getAttribute("data-step") || "1", 1000);
    const isUnits = Math.abs(step) === 1000 && this.hasAttribute("step");
    const size = isUnits
      ? Math.sign(step) * wholeParts(this.getAttribute("step") || "1", 1000)
      : step;
    input.value = stepped(input.value, size, this.getAttribute("min") || "0");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
}
