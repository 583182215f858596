/** Who asked for a round while one was running: none of them may be forgotten. */

/** @typedef {import("./engine.js").Reason} Reason */

/**
 * Something has changed, so an attempt that is failing just now says nothing.
 * @type {Set<Reason>}
 */
const AT_ONCE = new Set(["online", "visibilitychange", "button"]);

export class Asks {
  /** How often it was asked. */
  count = 0;
  #isAgain = false;
  #isUrgent = false;

  /**
   * @param {Reason} reason
   * @param {boolean} isRunning
   */
  note(reason, isRunning) {
    this.count += 1;
    if (!isRunning) return;
    this.#isAgain = true;
    this.#isUrgent ||= AT_ONCE.has(reason);
  }

  /** The running round has left something to do. */
  again() {
    this.#isAgain = true;
  }

  /** A round begins that answers everybody who asked so far. */
  answer() {
    this.#isAgain = false;
    this.#isUrgent = false;
  }

  /** @param {boolean} hasFailed then only what does not wait for the next attempt counts */
  isOwedAnother(hasFailed) {
    return this.#isUrgent || (this.#isAgain && !hasFailed);
  }
}
