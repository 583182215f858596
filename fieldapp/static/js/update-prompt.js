/** `<update-prompt>`: a newer version waits; it takes over on a tap, never while sending. */

import { _ } from "./words.js";

/** @typedef {import("../../../service_worker/types.js").SyncState} SyncState */

export class UpdatePrompt extends HTMLElement {
  /** @type {ServiceWorker | null} */
  #waiting = null;

  /** @param {ServiceWorker} waiting */
  offer(waiting) {
    this.#waiting = waiting;
    const words = document.createElement("p");
    words.className = "banner__text";
    words.textContent = _("有新版本，填好的内容会留着。");
    const agree = document.createElement("button");
    agree.type = "button";
    agree.className = "button";
    agree.textContent = _("现在更新");
    agree.addEventListener("click", () => this.#agree(agree));
    this.classList.add("banner", "banner--info");
    this.setAttribute("role", "status");
    this.replaceChildren(words, agree);
    this.hidden = false;
  }

  /** @param {HTMLButtonElement} button */
  #agree(button) {
    button.disabled = true;
    if (document.body.dataset.syncState !== "sending") {
      this.#takeOver();
      return;
    }
    button.textContent = _("传完就更新");
    const wait = (/** @type {Event} */ event) => {
      if (
        /** @type {CustomEvent<SyncState>} */ (event).detail.state === "sending"
      )
        return;
      document.removeEventListener("fieldapp:sync", wait);
      this.#takeOver();
    };
    document.addEventListener("fieldapp:sync", wait);
  }

  #takeOver() {
    const reload = () => location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", reload, {
      once: true,
    });
    this.#waiting?.postMessage({ type: "take-over" });
  }
}
