/** `<sync-status>`: where the work is, in words. */

import { _ } from "./words.js";
import { asShown } from "./page/local-mode.js";
import { syncWords } from "./page/words.js";

/** @typedef {import("../../../service_worker/types.js").SyncState} SyncState */

export class SyncStatus extends HTMLElement {
  /** @type {AbortController | null} */
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const show = (/** @type {Event} */ event) =>
      this.#show(/** @type {CustomEvent<SyncState>} */ (event).detail);
    document.addEventListener("fieldapp:sync", show, { signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** @param {SyncState} state */
  #show(state) {
    const words = syncWords(asShown(state), navigator.onLine);
    if (this.dataset.words === words) return;
    this.dataset.words = words;
    if (state.state === "signed-out") this.replaceChildren(loginLink(words));
    else if (state.state === "attention")
      this.replaceChildren(link("/tech/outbox", words));
    else this.replaceChildren(words);
  }
}

/** @param {string} words */
function loginLink(words) {
  const back = encodeURIComponent(location.pathname + location.search);
  const made = link(`/login?next=${back}`, words);
  made.setAttribute("aria-label", _("%(words)s，去登录", { words }));
  return made;
}

/**
 * @param {string} href
 * @param {string} words
 */
function link(href, words) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = words;
  return made;
}
