/**
 * `<question-panel>`: of all rows' questions shows those of the row in hand, counts what was
 * answered, and goes to the next question that was not. Enter in an answer goes on, too.
 */

export class QuestionPanel extends HTMLElement {
  #number = "1";

  connectedCallback() {
    document.addEventListener("row-in-hand", this.#onRow);
    document.addEventListener("htmx:oobAfterSwap", this.#show);
    this.addEventListener("input", this.#count);
    this.addEventListener("keydown", this.#goOn);
    this.#show();
  }

  disconnectedCallback() {
    document.removeEventListener("row-in-hand", this.#onRow);
    document.removeEventListener("htmx:oobAfterSwap", this.#show);
    this.removeEventListener("input", this.#count);
    this.removeEventListener("keydown", this.#goOn);
  }

  /** Focus the first answer that is missing, in the row in hand and after it. */
  next() {
    const fields = [...this.querySelectorAll("input.ask__answer")];
    const empty = fields.filter(
      (each) => /** @type {HTMLInputElement} */ (each).value.trim() === "",
    );
    const at = fields.indexOf(/** @type {Element} */ (document.activeElement));
    const after = empty.find((each) => fields.indexOf(each) > at) ?? empty[0];
    if (!(after instanceof HTMLElement)) return false;
    this.#choose(after.closest("section")?.dataset.row ?? this.#number);
    after.focus();
    return true;
  }

  #onRow = (/** @type {Event} */ event) => {
    this.#choose(/** @type {CustomEvent} */ (event).detail.number);
  };

  /** @param {KeyboardEvent} event */
  #goOn = (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.altKey) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (!this.next()) this.#backToRows();
  };

  #backToRows() {
    const fields = [
      ...document.querySelectorAll("item-rows input[name='position']"),
    ];
    const empty = fields.find(
      (each) => /** @type {HTMLInputElement} */ (each).value === "",
    );
    if (empty instanceof HTMLElement) empty.focus();
  }

  /** @param {string} number */
  #choose(number) {
    this.#number = number;
    this.#show();
  }

  #show = () => {
    let shown = false;
    for (const section of this.querySelectorAll("section")) {
      const isAsked = section.querySelector(".ask") !== null;
      section.hidden = !isAsked || section.dataset.row !== this.#number;
      shown ||= !section.hidden;
    }
    const none = this.querySelector("[data-none]");
    if (none instanceof HTMLElement) none.hidden = shown;
    const words = document.querySelector(".verdicts-one");
    words?.setAttribute("data-current", this.#number);
    for (const verdict of document.querySelectorAll(".verdict[data-row]"))
      verdict.toggleAttribute(
        "hidden",
        verdict.getAttribute("data-row") !== this.#number,
      );
    this.#count();
  };

  #count = () => {
    for (const section of this.querySelectorAll("section")) {
      const required = [...section.querySelectorAll("[data-required]")];
      const answered = required.filter(
        (each) => /** @type {HTMLInputElement} */ (each).value.trim() !== "",
      );
      const tally = section.querySelector("[data-tally]");
      if (tally) tally.textContent = `${answered.length} / ${required.length}`;
    }
  };
}
