/** `<signature-pad>`: ink by finger, mouse or pen; the strokes go into a hidden field as JSON. */

import { sizedPoints, strokesFromPoints } from "./signatures/pixels.js";
import {
  forTheWire,
  hasTooLittleInk,
  inkBox,
  parseStrokes,
  placement,
  REFERENCE_WIDTH,
  union,
} from "./signatures/strokes.js";
import { _ } from "./words.js";

/** @typedef {import("./signatures/strokes.js").Stroke} Stroke */
/** @typedef {import("./signatures/strokes.js").Box} Box */

export class SignaturePad extends HTMLElement {
  /** @type {Stroke[]} */
  #strokes = [];
  /** @type {Box | null} the pad as it was at the first touch, in units */
  #reference = null;
  #startedAt = 0;
  #canvas = document.createElement("canvas");
  /** @type {HTMLElement} */
  #message = document.createElement("p");
  #value = document.createElement("input");
  /** @type {import("signature_pad").default | null} */
  #ink = null;
  /** @type {ResizeObserver | null} */
  #observer = null;

  connectedCallback() {
    this.#build();
    this.#observer = new ResizeObserver(() => this.#draw());
    this.#observer.observe(this.#pad);
    const form = this.closest("form");
    form?.addEventListener("fieldapp:restored", () => this.#read());
    form?.addEventListener("submit", (event) => this.#refuseTooLittle(event), {
      capture: true,
    });
    this.#takeInk();
  }

  /** The drawing library is loaded where somebody signs, and kept for offline with the rest. */
  async #takeInk() {
    const { SignatureCanvas } = await import("./machinery.js");
    if (!this.isConnected) return;
    const ink = new SignatureCanvas(this.#canvas, {
      minWidth: 1.2,
      maxWidth: 3.4,
    });
    ink.addEventListener("beginStroke", () => {
      this.toggleAttribute("in-use", true);
    });
    ink.addEventListener("endStroke", () => this.#strokeEnded());
    this.#ink = ink;
    this.#draw();
  }

  disconnectedCallback() {
    this.#observer?.disconnect();
    this.#ink?.off();
  }

  /** @returns {HTMLElement} */
  get #pad() {
    return /** @type {HTMLElement} */ (this.querySelector(".pad") ?? this);
  }

  #build() {
    if (!this.querySelector(".pad")) this.classList.add("pad");
    this.#canvas.className = "pad__ink";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", _("签名板"));
    this.#pad.querySelector("canvas, svg.pad__ink, .pad__fallback")?.remove();
    this.#pad.prepend(this.#canvas);
    const name = this.getAttribute("name") ?? "strokes";
    const known = this.querySelector("input[type=hidden]");
    if (known instanceof HTMLInputElement) this.#value = known;
    else this.append(this.#value);
    Object.assign(this.#value, { type: "hidden", name });
    this.#value.dataset.draft = "";
    this.#message.className = "field__error";
    this.#message.setAttribute("role", "alert");
    const place = this.querySelector("[data-pad-message]");
    if (place instanceof HTMLElement) this.#message = place;
    else this.append(this.#message);
    this.#button("clear", _("重签"), "pad__clear", () => this.clear());
    this.#button("turn", "", "", () => this.#turn(true));
    this.#button("done", "", "", () => this.#turn(false));
    this.#showWhetherEmpty();
  }

  /**
   * Use the button in the markup; make the indispensable one where it is missing.
   * @param {string} what
   * @param {string} words empty: optional
   * @param {string} className
   * @param {() => void} act
   */
  #button(what, words, className, act) {
    let button = (this.closest("form") ?? this).querySelector(`[data-${what}]`);
    if (!button && words) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `button button--quiet ${className}`;
      made.textContent = words;
      this.#pad.append(made);
      button = made;
    }
    button?.addEventListener("click", act);
  }

  /** Forget every stroke. */
  clear() {
    this.#strokes = [];
    this.#reference = null;
    this.#message.textContent = "";
    this.#changed();
    this.#draw();
  }

  #strokeEnded() {
    this.toggleAttribute("in-use", false);
    const pad = this.#pad.getBoundingClientRect();
    const groups = this.#ink?.toData() ?? [];
    const drawn = groups.at(-1)?.points ?? [];
    if (drawn.length === 0) return;
    if (!this.#reference) {
      this.#reference = {
        x: 0,
        y: 0,
        width: REFERENCE_WIDTH,
        height: (REFERENCE_WIDTH * pad.height) / pad.width,
      };
      this.#startedAt = drawn[0].time;
    }
    this.#strokes.push(
      strokesFromPoints(drawn, this.#placement(), this.#startedAt),
    );
    this.#message.textContent = "";
    this.#changed();
  }

  #changed() {
    this.#value.value = this.#strokes.length
      ? JSON.stringify(forTheWire(this.#strokes))
      : "";
    this.#showWhetherEmpty();
    this.#value.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #showWhetherEmpty() {
    this.#pad.dataset.state = this.#strokes.length ? "signed" : "empty";
  }

  /** Take the strokes of a restored draft, or of a reset form. */
  #read() {
    this.#strokes = parseStrokes(this.#value.value);
    this.#reference = inkBox(this.#strokes);
    this.#startedAt = Date.now() - (this.#strokes.at(-1)?.at(-1)?.[2] ?? 0);
    this.#showWhetherEmpty();
    this.#draw();
  }

  /** Where the units lie on the pad: everything ever drawn stays visible. */
  #placement() {
    const pad = this.#pad.getBoundingClientRect();
    const whole = { x: 0, y: 0, width: pad.width, height: pad.height };
    const box = this.#reference
      ? union(this.#reference, inkBox(this.#strokes))
      : whole;
    return placement(box, pad);
  }

  #draw() {
    const { width, height } = this.#pad.getBoundingClientRect();
    if (!this.#ink || width === 0) return;
    const ratio = Math.max(1, devicePixelRatio);
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#canvas.getContext("2d")?.scale(ratio, ratio);
    this.#ink.penColor = getComputedStyle(this).color;
    this.#ink.clear();
    const place = this.#placement();
    const ink = this.#ink;
    const groups = this.#strokes.map((stroke) =>
      sizedPoints(stroke, place, ink),
    );
    this.#ink.fromData(groups, { clear: false });
  }

  /** @param {boolean} isLandscape */
  async #turn(isLandscape) {
    this.#pad.classList.toggle("pad--landscape", isLandscape);
    const done = this.querySelector("[data-done]");
    if (done instanceof HTMLElement) done.hidden = !isLandscape;
    try {
      if (isLandscape) await this.#pad.requestFullscreen();
      else if (document.fullscreenElement) await document.exitFullscreen();
    } catch {
      // iPhones have no full screen for elements: the class alone fills the window.
    }
  }

  /** @param {SubmitEvent} event */
  #refuseTooLittle(event) {
    if (!hasTooLittleInk(this.#strokes)) return;
    event.preventDefault();
    this.#message.textContent = this.#strokes.length
      ? _("签名太短，请写完整的名字。")
      : _("请先在框里签名。");
    this.scrollIntoView({ block: "center" });
  }
}
