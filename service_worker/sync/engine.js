/**
 * Drains the outbox: one round at a time per person (Web Lock where there is one; without it the
 * server's once-only rule still holds), again by itself after every failure.
 */

import { logWarning } from "../log.js";
import { counts } from "../store/outbox.js";
import { Alarm } from "./alarm.js";
import { Asks } from "./asks.js";
import { idleDelay, retryDelay } from "./backoff.js";
import { uploadPhotos } from "./blobs.js";
import { SyncFailure } from "./failures.js";
import { askForPermanence } from "./permanence.js";
import { runRound } from "./rounds.js";
import { syncState } from "./state.js";
import { browserSurroundings } from "./surroundings.js";
import { mayBegin } from "./turn.js";
import { wipe } from "./wipe.js";

export { syncState } from "./state.js";

/** @typedef {"enqueue" | "start" | "online" | "visibilitychange" | "timer" | "button" | "sync"} Reason */
/** @typedef {import("./surroundings.js").Surroundings} Surroundings */

/**
 * @param {{personId: string} & Partial<Surroundings>} options
 * @returns {Engine}
 */
export function createEngine({ personId, ...overrides }) {
  return new Engine(personId, { ...browserSurroundings(), ...overrides });
}

export class Engine {
  /** @type {string} */
  #personId;
  /** @type {Surroundings} */
  #around;
  /** @type {Promise<void> | null} */
  #running = null;
  #asks = new Asks();
  #isStopped = false;
  #isSending = false;
  /** A photo that fails afterwards holds no data up. */
  #isDataThrough = false;
  #failures = 0;
  /** @type {string | null} */
  #failure = null;
  /** @type {Alarm} */
  #alarm;
  /** @type {(() => void)[]} */
  #unlisten = [];
  /** One after the other: an older state must not be told after a newer one. */
  #told = Promise.resolve();

  /**
   * @param {string} personId
   * @param {Surroundings} around
   */
  constructor(personId, around) {
    this.#personId = personId;
    this.#around = around;
    this.#alarm = new Alarm(around, () => void this.trigger("timer"));
  }

  /** Listens, and runs a first round. @returns {Promise<void>} when that has ended */
  async start() {
    const { listen, isVisible } = this.#around;
    this.#unlisten = [
      listen("online", () => void this.trigger("online")),
      listen("visibilitychange", () => {
        if (isVisible()) void this.trigger("visibilitychange");
      }),
    ];
    await askForPermanence(this.#personId, this.#around);
    await this.trigger("start");
  }

  /** No more rounds; one that runs ends by itself. */
  stop() {
    this.#isStopped = true;
    this.#alarm.cancel();
    for (const unlisten of this.#unlisten.splice(0)) unlisten();
  }

  /**
   * Something happened that makes a round worth while.
   * @param {Reason} reason
   * @returns {Promise<void>} when the outbox was tried after this moment
   */
  trigger(reason) {
    if (this.#isStopped) return Promise.resolve();
    this.#asks.note(reason, this.#running !== null);
    if (this.#running) return this.#running;
    // The alarm rings once: a clock set back meanwhile must not swallow it.
    const mayAsk = reason === "button" || reason === "timer";
    if (this.#alarm.mustWait && !mayAsk) return this.#announce();
    this.#running = this.#drainAsLongAsAsked();
    return this.#running;
  }

  /** What asks while a drain is ending (its state is being told) is owed a drain of its own. */
  async #drainAsLongAsAsked() {
    do {
      this.#alarm.cancel();
      await this.#drain();
    } while (this.#isOwedAnother());
    this.#running = null;
  }

  /** Something was written; a state read before that is not told any more. */
  written() {
    this.#asks.count += 1;
  }

  #isOwedAnother() {
    if (this.#isStopped) return false;
    if (this.#alarm.mustWait && !this.#asks.isByHand) return false;
    const hasFailed = this.#failure !== null && !this.#isDataThrough;
    return this.#asks.isOwedAnother(hasFailed);
  }

  /** @returns {Promise<import("../types.js").SyncState>} */
  state() {
    const activity = {
      isSending: this.#isSending,
      failure: this.#failure,
      nextAttemptAt: this.#alarm.nextAt,
    };
    return syncState(this.#personId, activity, this.#around.environment);
  }

  async #drain() {
    try {
      const asked = this.#asks.answer();
      const { environment } = this.#around;
      await this.#locked(async () => {
        if (await mayBegin(this.#personId, asked, environment))
          await this.#cycle();
      });
      this.#failures = 0;
      this.#failure = null;
      this.#alarm.holdOff(0);
      if (this.#around.isVisible()) {
        this.#schedule(idleDelay(this.#around.random));
      }
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.#isSending = false;
      await this.#announce();
    }
  }

  /** Data first, then photos; data that comes in between goes before the next piece. */
  async #cycle() {
    const line = this.#line();
    this.#isSending = true;
    this.#isDataThrough = false;
    await this.#announce();
    const round = await runRound(line);
    if (!round.isComplete)
      throw new SyncFailure("unavailable", { code: "round.incomplete" });
    this.#isDataThrough = true;
    const { environment } = this.#around;
    const hasData = async () =>
      (await counts(this.#personId, environment)).pending > 0;
    const photos = await uploadPhotos(line, hasData);
    if (!photos.isComplete || photos.hasNews) this.#asks.again();
  }

  /** @param {() => Promise<void>} work */
  async #locked(work) {
    const { locks } = this.#around;
    if (!locks) return work();
    await locks.request(`outbox:${this.#personId}`, work);
    return undefined;
  }

  /** @returns {import("./rounds.js").Line} */
  #line() {
    const { environment, fetch, timers, build, label } = this.#around;
    return {
      personId: this.#personId,
      environment,
      network: { fetch, now: environment.now, ...timers },
      build,
      label,
      onProgress: () => void this.#announce(),
    };
  }

  /** @param {unknown} error */
  async #failed(error) {
    this.#failures += 1;
    this.#failure = error instanceof SyncFailure ? error.kind : "store";
    // No network is nothing unusual; the state tells. Anything else is a defect.
    if (!(error instanceof SyncFailure))
      logWarning("a round did not go through", error);
    const retryAfterMs = error instanceof SyncFailure ? error.retryAfterMs : 0;
    this.#alarm.holdOff(this.#isDataThrough ? 0 : retryAfterMs);
    this.#schedule(
      retryDelay(this.#failures, this.#around.random, retryAfterMs),
    );
    if (error instanceof SyncFailure && error.kind === "wiped")
      await this.#wiped(error);
  }

  /** @param {SyncFailure} order */
  async #wiped(order) {
    try {
      await wipe(this.#line(), order.details.wipe_id);
      this.stop();
    } catch (error) {
      logWarning(
        "the office does not know yet that this phone is empty",
        error,
      );
    }
  }

  /** @param {number} ms */
  #schedule(ms) {
    if (!this.#isStopped) this.#alarm.set(ms);
  }

  /** What was read before somebody wrote and asked is not told any more. */
  async #latestState() {
    for (;;) {
      const { count } = this.#asks;
      const state = await this.state();
      if (count === this.#asks.count) return state;
    }
  }

  /** @returns {Promise<void>} */
  #announce() {
    this.#told = this.#told.then(async () => {
      try {
        this.#around.publish(await this.#latestState());
      } catch (error) {
        logWarning("the state could not be read", error);
      }
    });
    return this.#told;
  }
}
