/**
 * `<photo-input>`: a file field that turns what was taken into a small verified photo on the phone.
 * Without the phone's store the form posts the shrunk picture to the server.
 */

import { StoreFailure } from "../../../service_worker/store/database.js";
import { photoBytes, savePhoto } from "../../../service_worker/store/chunks.js";
import { keepDraft } from "./commands/drafts.js";
import { photoWords, storeWords } from "./commands/wordings.js";
import { logProblem } from "./log.js";
import { localPersonId, shownPersonId } from "./page/local-mode.js";
import { sizeWords } from "./page/words.js";
import { PhotoRefused } from "./photos/accept.js";
import { PhotoCard } from "./photos/card.js";
import { readFacts, writeFacts } from "./photos/facts.js";
import { preparePhoto } from "./photos/shrink.js";
import { stampLines } from "./photos/stamp.js";
import { _ } from "./words.js";

/** @typedef {import("./photos/shrink.js").Photo} Photo */
/** @typedef {import("../../../service_worker/types.js").SavedPhoto} SavedPhoto */

/** The picture follows the focus within this time. */
const PICKED_MS = 2000;

export class PhotoInput extends HTMLElement {
  /** What the phone's store holds for this form; read when the form is submitted. @type {SavedPhoto | null} */
  stored = null;

  /** @type {PhotoCard | null} */
  #drawn = null;
  #turn = 0;
  /** @type {HTMLElement | null} the button pressed before the photo was ready */
  #asked = null;

  connectedCallback() {
    if (this.dataset.ready !== undefined) return;
    this.dataset.ready = "";
    // The hidden fields stand ready before a draft looks for them.
    this.#forget();
    this.#card.retake.addEventListener("click", () => this.#retake());
    this.addEventListener("click", (event) => this.#keepFormFirst(event), {
      capture: true,
    });
    this.addEventListener("change", (event) => this.#take(event.target));
    for (const end of ["change", "cancel"])
      this.addEventListener(end, () => this.toggleAttribute("picking", false));
    this.#form?.addEventListener("fieldapp:restored", () => this.#restore());
    this.#form?.addEventListener(
      "submit",
      (event) => this.#refuseWithout(event),
      {
        capture: true,
      },
    );
  }

  get #card() {
    this.#drawn ??= new PhotoCard(this);
    return this.#drawn;
  }

  get #form() {
    return this.closest("form");
  }

  /**
   * The camera may kill the page: what was typed is on disk before the picker opens.
   * @param {MouseEvent} event
   */
  async #keepFormFirst(event) {
    const input = event.target;
    const form = this.#form;
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
    // While the camera is open the page stays, or the picture would come to a field that is gone.
    this.toggleAttribute("picking", true);
    // Chrome tells of a closed camera (`cancel`) since 113 only; the focus always comes back.
    const chosen = () => this.toggleAttribute("picking", false);
    const back = () => setTimeout(chosen, PICKED_MS);
    addEventListener("focus", back, { once: true });
    if (!form || form.dataset.dirty === undefined || !event.isTrusted) return;
    event.preventDefault();
    await keepDraft(form);
    input.click();
  }

  /** @param {EventTarget | null} target */
  async #take(target) {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : null;
    if (!file || !(target instanceof HTMLInputElement)) return;
    const turn = (this.#turn += 1);
    this.toggleAttribute("in-use", true);
    this.#forget();
    this.#card.say(_("正在处理照片"));
    let isThere = false;
    try {
      // Nobody knows when a picture from the album was taken.
      const isFromAlbum = target.name.endsWith("_from_album");
      const takenAt = isFromAlbum ? null : new Date();
      const photo = await preparePhoto(file, this.#stampLines(takenAt));
      await this.#keep(photo, { input: target, takenAt, turn });
      isThere = true;
    } catch (problem) {
      target.value = "";
      if (turn === this.#turn) this.#refuse(problem);
    } finally {
      if (turn === this.#turn) this.#finish(isThere);
    }
  }

  /**
   * @param {Photo} photo
   * @param {{ input: HTMLInputElement, takenAt: Date | null, turn: number }} taken
   */
  async #keep(photo, { input, takenAt, turn }) {
    const personId = await localPersonId();
    const saved = personId
      ? await savePhoto(personId, photo.bytes, { mime: photo.mime })
      : sendInstead(input, photo);
    if (turn !== this.#turn) return;
    this.stored = personId ? saved : null;
    const facts = {
      ...(this.stored ?? {}),
      ...(this.stored ? { width: photo.width, height: photo.height } : {}),
      taken_at: takenAt?.toISOString() ?? "",
      from_album: takenAt ? "" : "1",
    };
    writeFacts(this, facts);
    if (this.stored) clearFiles(this);
    this.#card.show(
      photo,
      this.stored ? _("已存在手机上，还没保存到维修单") : "",
    );
    const form = this.#form;
    if (!form) return;
    form.dataset.dirty = "";
    await keepDraft(form);
  }

  /** @param {unknown} problem */
  #refuse(problem) {
    if (problem instanceof PhotoRefused)
      this.#card.refuse(photoWords(problem.fault));
    else {
      logProblem("no photo", problem);
      const code =
        problem instanceof StoreFailure ? problem.code : "store.unavailable";
      this.#card.refuse(storeWords(code));
    }
  }

  /** A draft came back: its photo is still in the store, or has to be taken again. */
  async #restore() {
    const { sha256, mime } = readFacts(this);
    if (!sha256) return this.#forget();
    const bytes = await photoBytes(shownPersonId(), sha256).catch(() => null);
    if (!bytes) {
      this.#forget();
      this.#card.refuse(_("上次的照片没有存上，请重拍。"));
      return;
    }
    this.stored = { sha256, mime, size_bytes: bytes.byteLength };
    this.#card.show({ bytes, mime }, _("已存在手机上，还没保存到维修单"));
  }

  /**
   * A tap on 保存 while the photo is being prepared is carried out when it is ready.
   * @param {SubmitEvent} event
   */
  #refuseWithout(event) {
    const isPhotoForm = this.#form?.dataset.command === "attach_photo";
    const files = [...this.querySelectorAll("input")].some(
      (input) => input.files?.length,
    );
    if (this.hasAttribute("in-use")) {
      event.preventDefault();
      this.#asked = event.submitter;
      this.#card.say(_("照片处理好就保存"));
    } else if (isPhotoForm && !this.stored && !files) {
      event.preventDefault();
      this.#card.refuse(_("请先拍照"));
    }
  }

  /** @param {boolean} isThere whether there is a photo now */
  #finish(isThere) {
    this.toggleAttribute("in-use", false);
    const asked = this.#asked;
    this.#asked = null;
    if (asked && isThere) {
      this.#form?.requestSubmit(/** @type {HTMLButtonElement} */ (asked));
    }
  }

  #retake() {
    this.#forget();
    this.querySelector("input")?.click();
  }

  #forget() {
    this.stored = null;
    this.#card.clear();
    writeFacts(this, {});
  }

  /** @param {Date | null} takenAt */
  #stampLines(takenAt) {
    const choice = this.#form?.querySelector("input[data-stamp]");
    const isWanted =
      choice instanceof HTMLInputElement
        ? choice.checked
        : this.hasAttribute("stamp");
    return isWanted
      ? stampLines(takenAt, this.getAttribute("stamp") ?? "")
      : [];
  }
}

/**
 * No store: the shrunk picture takes the place of the file in the form.
 * @param {HTMLInputElement} input
 * @param {Photo} photo
 * @returns {SavedPhoto}
 */
function sendInstead(input, photo) {
  const extension = photo.mime === "image/jpeg" ? "jpg" : "heic";
  try {
    const files = new DataTransfer();
    files.items.add(
      new File([new Uint8Array(photo.bytes)], `photo.${extension}`, {
        type: photo.mime,
      }),
    );
    input.files = files.files;
  } catch (problem) {
    // An old browser sends the file as it was taken; the server shrinks it.
    logProblem(
      `the photo goes up whole (${sizeWords(photo.bytes.length)})`,
      problem,
    );
  }
  return { sha256: "", size_bytes: photo.bytes.length, mime: photo.mime };
}

/** @param {HTMLElement} element */
function clearFiles(element) {
  for (const input of element.querySelectorAll("input[type=file]")) {
    /** @type {HTMLInputElement} */ (input).value = "";
  }
}
