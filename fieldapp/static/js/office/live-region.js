/**
 * `<live-region src every>`: asks for its region again every so many seconds and swaps it when the
 * server says it changed (200); 304 costs nothing. What somebody is filling in is never swapped.
 */

import { logProblem } from "../log.js";

const LONGEST_WAIT_S = 30;

export class LiveRegion extends HTMLElement {
  #etag = "";
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#onVisible);
    this.#plan();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#onVisible);
    clearTimeout(this.#timer);
  }

  #onVisible = () => {
    if (document.visibilityState === "visible") void this.#ask();
  };

  #plan() {
    clearTimeout(this.#timer);
    const every = Number(this.getAttribute("every")) || 15;
    const wait = Math.min(every * 2 ** this.#failures, LONGEST_WAIT_S);
    this.#timer = setTimeout(() => void this.#ask(), wait * 1000);
  }

  async #ask() {
    if (document.visibilityState !== "visible" || this.#isInUse())
      return this.#plan();
    try {
      await this.#swap(await this.#fetch());
      this.#failures = 0;
    } catch (problem) {
      this.#failures += 1;
      logProblem("the live region did not answer", problem);
    }
    this.#plan();
  }

  #fetch() {
    /** @type {Record<string, string>} */
    const headers = { "HX-Request": "true" };
    if (this.#etag) headers["If-None-Match"] = this.#etag;
    const source = this.getAttribute("src") ?? location.pathname;
    return fetch(source, { headers, cache: "no-store", redirect: "error" });
  }

  /** @param {Response} answer */
  async #swap(answer) {
    if (answer.status === 304) return;
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    const html = await answer.text();
    if (this.#isInUse()) return;
    this.#etag = answer.headers.get("ETag") ?? "";
    const place = this.querySelector("[data-rows] [aria-selected='true']");
    const row = place
      ? [...(place.parentElement?.children ?? [])].indexOf(place)
      : -1;
    this.innerHTML = html;
    this.querySelector("#region")?.setAttribute("data-fresh", "");
    if (row >= 0)
      this.querySelectorAll("[data-rows] tbody > tr")[row]?.setAttribute(
        "aria-selected",
        "true",
      );
  }

  /**
   * Somebody writes in it, or has opened something that a swap would close. What the server opened
   * (`data-offered`) it opens again.
   */
  #isInUse() {
    const active = document.activeElement;
    const writes =
      active?.matches("input, select, textarea") && this.contains(active);
    return Boolean(
      writes ||
      this.querySelector("details[open]:not([data-offered]), dialog[open]") ||
      [...this.querySelectorAll("input, textarea")].some(isTyped),
    );
  }
}

/**
 * Whether somebody has changed the field since it was sent.
 * @param {Element} field
 */
function isTyped(field) {
  const { type, value, defaultValue } = /** @type {HTMLInputElement} */ (field);
  return type !== "hidden" && value !== defaultValue;
}
