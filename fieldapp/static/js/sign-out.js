/** `<sign-out>`: nobody leaves without knowing what is still on this phone only. */

import { forgetCurrentPerson } from "../../../service_worker/store/device.js";
import { counts } from "../../../service_worker/store/outbox.js";
import { logProblem } from "./log.js";
import { shownPersonId } from "./page/local-mode.js";
import { loadWords } from "./page/words.js";
import { _ } from "./words.js";

/** @typedef {import("../../../service_worker/types.js").OutboxCounts} OutboxCounts */

const LEAVE_TIMEOUT_MS = 8000;

export class SignOut extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this.#asked);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#asked);
  }

  #asked = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const kept = await this.#counts();
    if (kept.pending + kept.parked + kept.blobs === 0) await this.#leave();
    else this.#ask(kept);
  };

  /** @returns {Promise<OutboxCounts>} */
  async #counts() {
    try {
      return await counts(shownPersonId());
    } catch (problem) {
      logProblem("the outbox does not open", problem);
      return { pending: 0, parked: 0, blobs: 0, bytes: 0 };
    }
  }

  /** @param {OutboxCounts} kept */
  #ask(kept) {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-label", _("退出登录"));
    const words = document.createElement("div");
    words.className = "dialog__body";
    words.setAttribute("role", "status");
    words.textContent = leavingWords(kept);
    const foot = document.createElement("div");
    foot.className = "dialog__foot";
    foot.append(
      button(_("现在上传"), "button--primary", () => sendNow()),
      button(_("先不退出"), "", () => dialog.close()),
      button(_("退出，内容锁在手机上"), "button--danger", () => this.#leave()),
    );
    dialog.append(words, foot);
    this.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    const follow = async () => {
      const left = await this.#counts();
      words.textContent = leavingWords(left);
    };
    document.addEventListener("fieldapp:sync", follow);
    dialog.addEventListener("close", () =>
      document.removeEventListener("fieldapp:sync", follow),
    );
    dialog.showModal();
  }

  /** The outbox stays, locked until the same person signs in again. */
  async #leave() {
    const form = this.querySelector("form");
    // This page goes by itself; going twice would cut the request short.
    document.body.dataset.leaving = "";
    await forgetCurrentPerson().catch((problem) =>
      logProblem("not forgotten", problem),
    );
    await whenNothingIsSent(async () => {
      try {
        await fetch(form?.action ?? "/logout", {
          method: "POST",
          keepalive: true,
          signal: AbortSignal.timeout(LEAVE_TIMEOUT_MS),
        });
      } catch (problem) {
        // Without a signal the phone locks itself; the session ends with its lease.
        logProblem("signed out on this phone only", problem);
      }
    });
    location.replace("/login");
  }
}

/**
 * An answer to a push renews the session: one that comes after the sign-out would undo it.
 * @param {() => Promise<void>} work
 */
async function whenNothingIsSent(work) {
  try {
    const signal = AbortSignal.timeout(LEAVE_TIMEOUT_MS);
    const name = `outbox:${shownPersonId()}`;
    await navigator.locks.request(name, { signal }, work);
  } catch (problem) {
    logProblem("signed out beside a push", problem);
    await work();
  }
}

/** @param {OutboxCounts} kept */
function leavingWords({ pending, parked, blobs, bytes }) {
  const load = loadWords({ pending, photos: blobs, bytes });
  const said = [];
  if (load) said.push(_("%(load)s还没上传。", { load }));
  if (parked > 0) said.push(_("%(count)s 条需处理。", { count: parked }));
  if (said.length === 0) return _("都传完了，可以退出。");
  said.push(_("退出后锁在这台手机上，您再登录时接着传。"));
  return said.join("");
}

function sendNow() {
  document.dispatchEvent(
    new CustomEvent("fieldapp:send", { detail: "button" }),
  );
}

/**
 * @param {string} words
 * @param {string} kind
 * @param {() => void} act
 */
function button(words, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${kind}`.trim();
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
