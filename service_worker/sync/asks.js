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
  #forNews = false;
  #byHand = false;

  /**
   * @param {Reason} reason
   * @param {boolean} isRunning
   */
  note(reason, isRunning) {
    this.count += 1;
    this.#forNews ||= !ONLY_TO_SEND.has(reason);
    this.#byHand ||= reason === "button";
    if (!isRunning) return;
    this.#isAgain = true;
    this.#isUrgent ||= AT_ONCE.has(reason);
  }

  /** The running round has left something to do. */
  again() {
    this.#isAgain = true;
    this.#forNews = true;
  }

  /**
   * A round begins that answers everybody who asked so far.
   * @returns {{forNews: boolean, byHand: boolean}} whether somebody wants to hear the server even
   *   when nothing waits; whether a person insists
   */
  answer() {
    const answered = { forNews: this.#forNews, byHand: this.#byHand };
    this.#isAgain = this.#isUrgent = this.#forNews = this.#byHand = false;
    return answered;
  }

  /** Whether a person insists since the running round began. */
  get isByHand() {
    return this.#byHand;
  }

  /** @param {boolean} hasFailed then only what does not wait for the next attempt counts */
  isOwedAnother(hasFailed) {
    return this.#isUrgent || (this.#isAgain && !hasFailed);
  }
}
