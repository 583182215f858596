/**
 * A phone without a screen: its store over fake-indexeddb, its sync engine over Node's fetch.
 * Reads orders as JSON lines and answers each with one line: prepare, keep, send.
 */

import { createInterface } from "node:readline";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { createEnvironment } from "../service_worker/store/database.js";
import { setCurrentPerson } from "../service_worker/store/device.js";
import { counts, enqueue } from "../service_worker/store/outbox.js";
import { heldFor, readiness } from "../service_worker/store/read.js";
import { createEngine } from "../service_worker/sync/engine.js";

globalThis.IDBKeyRange = IDBKeyRange;

const [url, session, personId] = process.argv.slice(2);
const environment = createEnvironment({ indexedDB: new IDBFactory() });
const cookies = new Map([["session", session]]);

/** Asks as a browser on the app's own pages does. */
async function browserFetch(path, options = {}) {
  const headers = new Headers(options.headers);
  headers.set("Cookie", [...cookies.values()].join("; "));
  headers.set("Sec-Fetch-Site", "same-origin");
  headers.set("Accept-Encoding", "gzip, deflate, br");
  const answer = await fetch(new URL(path, url), { ...options, headers });
  for (const cookie of answer.headers.getSetCookie()) {
    const [pair] = cookie.split(";");
    cookies.set(pair.split("=")[0], pair);
  }
  return answer;
}

const locks = {
  request: (_name, options, callback = options) => callback({ name: _name }),
};

const engine = createEngine({
  personId,
  environment,
  fetch: browserFetch,
  locks,
  publish: () => {},
  isVisible: () => true,
});

async function sendAll() {
  for (let round = 0; round < 20; round += 1) {
    await engine.trigger("button");
    if ((await counts(personId, environment)).pending === 0) return;
  }
}

const orders = {
  async prepare() {
    await setCurrentPerson({ person_id: personId }, environment);
    await engine.trigger("button");
    const { is_ready } = await readiness(personId, environment);
    if (!is_ready) throw new Error("the store did not become complete");
    const whole = { withMaterials: true };
    const { catalogue } = await heldFor(personId, whole, environment);
    return { material: catalogue?.materials[0] };
  },
  async keep({ commands }) {
    for (const command of commands)
      await enqueue(personId, { command }, environment);
    return { counts: await counts(personId, environment) };
  },
  async send() {
    const started = performance.now();
    await sendAll();
    const seconds = (performance.now() - started) / 1000;
    return { seconds, counts: await counts(personId, environment) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { word, ...more } = JSON.parse(line);
  console.log(JSON.stringify(await orders[word](more)));
}
