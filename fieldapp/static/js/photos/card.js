/** The picture just taken, what became of it in words, and the way to take it again. */

import { _ } from "../words.js";

export class PhotoCard {
  element = document.createElement("div");
  retake = document.createElement("button");
  #picture = document.createElement("img");
  #frame = document.createElement("div");
  #words = document.createElement("p");

  constructor() {
    this.element.className = "photo";
    this.#frame.className = "photo__frame";
    this.#picture.className = "photo__picture";
    this.#picture.alt = _("刚拍的照片");
    this.#words.setAttribute("role", "status");
    this.retake.type = "button";
    this.retake.className = "button";
    this.retake.textContent = _("重拍");
    this.#frame.append(this.#picture);
    this.element.append(this.#frame, this.#words, this.retake);
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
    this.element.hidden = false;
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
    this.element.hidden = true;
  }
}
