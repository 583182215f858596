/** `<hold-button>`: its button or link counts only after being held for two seconds. */

const HOLD_MS = 2000;
const KEYS = ["Enter", " "];

export class HoldButton extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isHeld = false;

  connectedCallback() {
    const target = this.#target;
    target.addEventListener("pointerdown", this.#begin);
    for (const end of [
      "pointerup",
      "pointercancel",
      "pointerleave",
      "blur",
      "keyup",
    ]) {
      target.addEventListener(end, this.#end);
    }
    target.addEventListener("keydown", (event) => {
      if (KEYS.includes(event.key) && !event.repeat) this.#begin(event);
    });
    target.addEventListener("contextmenu", (event) => event.preventDefault());
    target.addEventListener("click", (event) => this.#click(event), {
      capture: true,
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** @returns {HTMLElement} */
  get #target() {
    return /** @type {HTMLElement} */ (this.querySelector("a, button") ?? this);
  }

  #begin = (/** @type {Event} */ event) => {
    if (event instanceof PointerEvent && event.button !== 0) return;
    this.#target.dataset.state = "holding";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#held(),
      Number(this.getAttribute("hold-ms")) || HOLD_MS,
    );
  };

  #end = () => {
    clearTimeout(this.#timer);
    delete this.#target.dataset.state;
  };

  #held() {
    this.#end();
    this.#isHeld = true;
    this.#target.click();
    this.#isHeld = false;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (this.#isHeld) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
