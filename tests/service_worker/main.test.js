/** The listeners as the browser calls them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";
import { memoryCaches } from "./caches.js";
import "./phone.js";

const listeners = {};
const done = [];
globalThis.indexedDB = new IDBFactory();
globalThis.self = {
  addEventListener: (name, listener) => {
    listeners[name] = listener;
  },
  location: { origin: "http://phone.test" },
  caches: memoryCaches(),
  fetch: async (url) => {
    done.push(`fetch ${url}`);
    return new Response("file");
  },
  clients: { claim: async () => done.push("claim") },
  skipWaiting: async () => done.push("skipWaiting"),
};
await import("../../service_worker/main.js");

/** Fires an event and waits for what it waits for. */
async function fire(name, event = {}) {
  const waits = [];
  const answers = [];
  listeners[name]({
    ...event,
    waitUntil: (promise) => waits.push(promise),
    respondWith: (promise) => answers.push(promise),
  });
  await Promise.all(waits);
  return answers;
}

test("it installs its shell, and waits until it is asked to take over", async () => {
  await fire("install");
  assert.ok(done.includes("fetch /login"));
  assert.ok(!done.includes("skipWaiting"));

  await fire("message", { data: { type: "something else" } });
  assert.ok(!done.includes("skipWaiting"));

  await fire("message", { data: { type: "take-over" } });
  assert.ok(done.includes("skipWaiting"));
});

test("active, it answers for open pages at once", async () => {
  await fire("activate");

  assert.ok(done.includes("claim"));
});

test("it never answers anything but a GET of its own pages", async () => {
  for (const method of ["POST", "PATCH", "PUT", "DELETE", "HEAD"]) {
    const request = { method, url: "http://phone.test/tech/" };
    assert.deepEqual(await fire("fetch", { request }), []);
  }
  const request = new Request("http://phone.test/tech/");
  assert.equal((await fire("fetch", { request })).length, 1);
});

test("a Background Sync of another tag is not ours; without a person there is nothing to do", async () => {
  await fire("sync", { tag: "elsewhere" });
  await fire("sync", { tag: "outbox" });
});
