/** When the next round begins by itself, and until when the server does not want to be asked. */

/** @typedef {Pick<import("./surroundings.js").Surroundings, "environment" | "timers">} Clock */

export class Alarm {
  /** @type {Clock} */
  #clock;
  /** @type {() => void} */
  #ring;
  /** @type {any} */
  #timer = null;
  /** @type {number | null} */
  #nextMs = null;
  #notBeforeMs = 0;

  /**
   * @param {Clock} clock
   * @param {() => void} ring
   */
  constructor(clock, ring) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** @param {number} ms from now */
  set(ms) {
    this.cancel();
    this.#nextMs = this.#clock.environment.now() + Math.round(ms);
    this.#timer = this.#clock.timers.setTimeout(() => {
      this.#timer = null;
      this.#ring();
    }, Math.round(ms));
  }

  cancel() {
    if (this.#timer !== null) this.#clock.timers.clearTimeout(this.#timer);
    this.#timer = null;
    this.#nextMs = null;
  }

  /** Retry-After of the last answer. @param {number} ms 0: none */
  holdOff(ms) {
    this.#notBeforeMs = ms > 0 ? this.#clock.environment.now() + ms : 0;
  }

  /** Whether the server asked not to be asked yet. */
  get mustWait() {
    return this.#clock.environment.now() < this.#notBeforeMs;
  }

  /** @returns {string | null} UTC instant of the next round; null: none is due */
  get nextAt() {
    return this.#nextMs === null ? null : new Date(this.#nextMs).toISOString();
  }
}
