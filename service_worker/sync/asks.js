/** Who asked for a round while one was running: none of them may be forgotten. */

/** @typedef {import("./engine.js").Reason} Reason */

/**
 * Something has changed, so an attempt that is failing just now says nothing.
 * @type {Set<Reason>}
 */
const AT_ONCE = new Set(["online", "visibilitychange", "button"]);
/**
 * Something was written. Whoever gets the lock first sends it; the others need not ask the server.
 * @type {Set<Reason>}
 */
const ONLY_TO_SEND = new Set(["enqueue", "sync"]);

export class Asks {
  /** How often it was asked. */
  count = 0;
  #isAgain = false;
  #isUrgent = false;
  #wantsNews = false;

  /**
   * @param {Reason} reason
   * @param {boolean} isRunning
   */
  note(reason, isRunning) {
    this.count += 1;
    this.#wantsNews ||= !ONLY_TO_SEND.has(reason);
    if (!isRunning) return;
    this.#isAgain = true;
    this.#isUrgent ||= AT_ONCE.has(reason);
  }

  /** The running round has left something to do. */
  again() {
    this.#isAgain = true;
    this.#wantsNews = true;
  }

  /**
   * A round begins that answers everybody who asked so far.
   * @returns {boolean} whether somebody wants to hear the server even when nothing waits
   */
  answer() {
    const wantsNews = this.#wantsNews;
    this.#isAgain = this.#isUrgent = this.#wantsNews = false;
    return wantsNews;
  }

  /** @param {boolean} hasFailed then only what does not wait for the next attempt counts */
  isOwedAnother(hasFailed) {
    return this.#isUrgent || (this.#isAgain && !hasFailed);
  }
}
