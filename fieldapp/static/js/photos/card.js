/** The picture just taken, what became of it in words, and the way to take it again. */

import { _ } from "../words.js";

export class PhotoCard {
  retake = document.createElement("button");
  #picture = document.createElement("img");
  #frame = document.createElement("div");
  #words = document.createElement("p");

  /**
   * Use the places the markup offers and make the missing ones.
   * @param {HTMLElement} host
   */
  constructor(host) {
    this.#frame.className = "photo__frame";
    this.#picture.className = "photo__picture";
    this.#picture.alt = _("刚拍的照片");
    this.#words.setAttribute("role", "status");
    this.retake.type = "button";
    this.retake.className = "button";
    this.retake.textContent = _("重拍");
    this.#frame.append(this.#picture);
    (host.querySelector("[data-preview]") ?? host).append(this.#frame);
    this.#words = placed(host, "photo-message", this.#words);
    this.retake = placed(host, "retake", this.retake);
    this.clear();
  }

  /**
   * @param {{ bytes: Uint8Array, mime: string }} photo
   * @param {string} words
   */
  show({ bytes, mime }, words) {
    this.clear();
    this.#picture.src = URL.createObjectURL(
      new Blob([new Uint8Array(bytes)], { type: mime }),
    );
    this.#frame.hidden = false;
    this.retake.hidden = false;
    this.say(words);
  }

  /** @param {string} words */
  say(words) {
    this.#words.className = "photo__note";
    this.#words.textContent = words;
  }

  /** @param {string} words */
  refuse(words) {
    this.clear();
    this.say(words);
    this.#words.className = "field__error";
  }

  clear() {
    if (this.#picture.src) URL.revokeObjectURL(this.#picture.src);
    this.#picture.removeAttribute("src");
    this.#words.textContent = "";
    this.#frame.hidden = true;
    this.retake.hidden = true;
  }
}

/**
 * The element of the markup, or ours put in.
 * @template {HTMLElement} T
 * @param {HTMLElement} host
 * @param {string} what
 * @param {T} ours
 * @returns {T}
 */
function placed(host, what, ours) {
  const known = host.querySelector(`[data-${what}]`);
  if (!known) host.append(ours);
  return /** @type {T} */ (known ?? ours);
}
