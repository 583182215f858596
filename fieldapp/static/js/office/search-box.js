/**
 * `<search-box>`: suggestions under the search of every page while somebody types. Arrows choose,
 * Enter opens what is chosen (or everything found), Escape closes. Without it the form just asks.
 */

import { logProblem } from "../log.js";

const PAUSE_MS = 120;

export class SearchBox extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {AbortController | undefined} */
  #asking;
  #asked = "";

  connectedCallback() {
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-expanded", "false");
    this.addEventListener("input", this.#onInput);
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("focusout", this.#onLeave);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector("[role=listbox]"));
  }

  get #options() {
    return /** @type {HTMLAnchorElement[]} */ ([
      ...this.#list.querySelectorAll("a[role=option]"),
    ]);
  }

  #onInput = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), PAUSE_MS);
  };

  async #ask() {
    const text = this.#input.value.trim();
    if (text === this.#asked) return;
    this.#asked = text;
    this.#asking?.abort();
    if (!text) return this.#close();
    this.#asking = new AbortController();
    const source = `${this.getAttribute("src")}?q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(source, {
        headers: { "HX-Request": "true" },
        redirect: "error",
        signal: this.#asking.signal,
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      this.#show(await answer.text());
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === "AbortError")
        return;
      this.#asked = "";
      logProblem("the search did not answer", problem);
    }
  }

  /** @param {string} html */
  #show(html) {
    this.#list.innerHTML = html;
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#choose(undefined);
  }

  #close() {
    this.#list.hidden = true;
    this.#asked = "";
    this.#input.setAttribute("aria-expanded", "false");
    this.#choose(undefined);
  }

  /** @param {FocusEvent} event */
  #onLeave = (event) => {
    const next = event.relatedTarget;
    if (!(next instanceof Node && this.contains(next))) this.#close();
  };

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") return this.#escape(event);
    if (event.key === "Enter") return this.#open(event);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || this.#list.hidden) return;
    event.preventDefault();
    const options = this.#options;
    const at = options.findIndex(isChosen);
    const next = at < 0 && step < 0 ? options.length - 1 : at + step;
    this.#choose(options[next]);
  };

  /**
   * What was typed stays; only the next Escape empties the field, as browsers do.
   * @param {KeyboardEvent} event
   */
  #escape(event) {
    if (this.#list.hidden) return;
    event.preventDefault();
    this.#close();
  }

  /** @param {KeyboardEvent} event */
  #open(event) {
    const chosen = this.#options.find(isChosen);
    if (!chosen || this.#list.hidden) return;
    event.preventDefault();
    chosen.click();
  }

  /** @param {HTMLAnchorElement | undefined} option */
  #choose(option) {
    for (const each of this.#options)
      each.setAttribute("aria-selected", String(each === option));
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }
}

/** @param {Element} option */
function isChosen(option) {
  return option.getAttribute("aria-selected") === "true";
}
