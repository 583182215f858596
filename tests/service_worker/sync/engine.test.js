import assert from "node:assert/strict";
import { test } from "node:test";

import {
  currentPerson,
  forgetCurrentPerson,
  mayRender,
  setCurrentPerson,
} from "../../../service_worker/store/device.js";
import { readiness, sheets } from "../../../service_worker/store/read.js";
import { aDrainer, received, say, unsent } from "../drainers.js";
import { aPhone, NOW, OTHER_PERSON, PERSON, VISIT } from "../phone.js";
import { json, Server } from "../server.js";

const STALE = new Response("", { status: 200 });

test("a first round registers, sends, primes and is synced", async () => {
  const drainer = await aDrainer();
  await say(drainer, "一", "二");

  await drainer.engine.start();

  assert.deepEqual(received(drainer), ["一", "二"]);
  assert.deepEqual(await unsent(drainer), []);
  assert.equal((await readiness(PERSON, drainer.environment)).is_ready, true);
  assert.deepEqual(drainer.states.at(-1).state, "synced");
  assert.ok(drainer.states.some((state) => state.state === "sending"));
});

test("a full day of 300 commands takes at most 8 round trips", async () => {
  const drainer = await aDrainer();
  await say(drainer, ...Array.from({ length: 300 }, (_, index) => `${index}`));

  await drainer.engine.start();

  assert.equal(received(drainer).length, 300);
  assert.ok(
    drainer.server.requests.length <= 8,
    `${drainer.server.requests.length} requests`,
  );
});

const WRONG_ANSWERS = {
  "a captive portal's page": [page("<html>Sign in to WLAN</html>"), "not_json"],
  "a redirect": ["refuse", "unreachable"],
  "a cut connection": ["lose", "unreachable"],
  "an empty 200": [new Response("", { status: 200 }), "empty"],
  "a 204": [new Response(null, { status: 204 }), "empty"],
  "a 500": [page("Internal Server Error", 500), "server_error"],
  "a 502": [page("Bad Gateway", 502), "server_error"],
  "a 503": [page("", 503), "unavailable"],
  "a 413": [page("too large", 413), "too_large"],
  "half of the JSON": [
    new Response('{"proto":1,"epo', {
      headers: { "Content-Type": "application/json" },
    }),
    "truncated",
  ],
  "JSON of another shape": [json({ ok: true }), "wrong_shape"],
  "an answer without receipts": [
    json({ proto: 1, epoch: 1, person_id: PERSON, device_id: "device-1" }),
    "wrong_shape",
  ],
  "a list": [json([1, 2]), "wrong_shape"],
  "a portal's 401": [page("login", 401), "refused"],
};

for (const [what, [fault, kind]] of Object.entries(WRONG_ANSWERS)) {
  test(`${what} is no receipt: nothing leaves the outbox and it is tried again`, async () => {
    const drainer = await aDrainer();
    await drainer.engine.start();
    await say(drainer, "一");
    drainer.server.faults = () =>
      fault instanceof Response ? fault.clone() : fault;

    await drainer.engine.trigger("enqueue");

    assert.deepEqual(await unsent(drainer), ["一"]);
    const { state, failure, next_attempt_at } = drainer.states.at(-1);
    assert.deepEqual([state, failure], ["pending", kind]);
    assert.notEqual(next_attempt_at, null);

    drainer.server.faults = () => undefined;
    drainer.timers.pass();
    await drainer.engine.trigger("button");
    assert.deepEqual(received(drainer), ["一"]);
    assert.deepEqual(await unsent(drainer), []);
  });
}

test("a hanging network is given up after a while", async () => {
  const drainer = await aDrainer();
  await say(drainer, "一");
  drainer.server.faults = () => "hang";

  const round = drainer.engine.start();
  while (drainer.timers.waiting.size === 0) await new Promise(setImmediate);
  drainer.timers.pass();
  await round;

  assert.equal(drainer.states.at(-1).failure, "timeout");
  assert.deepEqual(await unsent(drainer), ["一"]);
});

test("retrying never dies: twice as long each time, at most five minutes", async () => {
  const drainer = await aDrainer({ random: () => 0.999 });
  await say(drainer, "一");
  drainer.server.faults = () => "refuse";
  await drainer.engine.start();

  const waits = [];
  for (let attempt = 0; attempt < 12; attempt += 1) {
    waits.push(Math.round(drainer.timers.pass() / 1000));
    await drainer.engine.trigger("timer");
  }

  assert.deepEqual(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]);
});

test("coming online or into view tries at once", async () => {
  for (const event of ["online", "visibilitychange"]) {
    const drainer = await aDrainer();
    await say(drainer, "一");
    drainer.server.faults = () => "refuse";
    await drainer.engine.start();
    drainer.server.faults = () => undefined;

    drainer.listeners[event]();
    await drainer.engine.trigger("timer");

    assert.deepEqual(received(drainer), ["一"]);
  }
});

test("Retry-After holds for every tab of the phone", async () => {
  const server = new Server();
  const phone = aPhone();
  const first = await aDrainer({ server, phone });
  await first.engine.start();
  const second = await aDrainer({ server, phone });
  await say(first, "一");
  server.faults = () => json({ code: "busy" }, 503, { "Retry-After": "120" });
  await first.engine.trigger("enqueue");
  server.faults = () => undefined;

  await second.engine.trigger("sync");
  assert.deepEqual(received(second), []);

  phone.clock.now += 121_000;
  await second.engine.trigger("timer");
  assert.deepEqual(received(second), ["一"]);
});

test("who asks while the last state is being told gets a round of his own", async () => {
  let asks = 1;
  const drainer = await aDrainer({
    publish: ({ state }) => {
      if (state === "synced" && asks-- > 0) drainer.engine.trigger("button");
    },
  });

  await drainer.engine.start();

  const pushes = drainer.server.requests.filter(({ name }) => name === "push");
  assert.equal(pushes.length, 2);
});

test("what another tab has sent meanwhile costs no round of its own", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  const asked = drainer.server.requests.length;

  await drainer.engine.trigger("enqueue");
  await drainer.engine.trigger("sync");

  assert.equal(drainer.server.requests.length, asked);
});

test("who asks while a failure is being told does not wait for the next attempt", async () => {
  let asks = 1;
  const drainer = await aDrainer({
    publish: ({ failure }) => {
      if (!failure || asks-- < 1) return;
      drainer.server.faults = () => undefined;
      drainer.listeners.online();
    },
  });
  await say(drainer, "一");
  drainer.server.faults = () => "refuse";

  await drainer.engine.start();

  assert.deepEqual(received(drainer), ["一"]);
});

test("Retry-After is kept, except when the person asks", async () => {
  const drainer = await aDrainer();
  await say(drainer, "一");
  drainer.server.faults = () =>
    json({ code: "busy" }, 503, { "Retry-After": "120" });
  await drainer.engine.start();
  drainer.server.faults = () => undefined;
  const before = drainer.server.requests.length;

  await drainer.engine.trigger("enqueue");
  assert.equal(drainer.server.requests.length, before);
  const state = await drainer.engine.state();
  assert.ok(Date.parse(state.next_attempt_at) >= NOW + 120_000);

  await drainer.engine.trigger("button");
  assert.deepEqual(received(drainer), ["一"]);
});

test("what is added during a drain goes up in order in the same drain", async () => {
  const drainer = await aDrainer();
  await say(drainer, "0");
  let added = 0;
  drainer.server.faults = (name) => {
    if (name !== "push" || added >= 20) return undefined;
    added += 1;
    void say(drainer, `${added}`).then(() => drainer.engine.trigger("enqueue"));
    return undefined;
  };

  await drainer.engine.start();
  while ((await unsent(drainer)).length > 0)
    await drainer.engine.trigger("button");

  const sent = received(drainer).map(Number);
  assert.deepEqual(
    sent,
    [...sent].sort((a, b) => a - b),
  );
  assert.equal(sent.length, added + 1);
});

test("two drainers with the lock: one request at a time, everything once", async () => {
  const first = await aDrainer();
  const { locks } = lockedPair();
  const phone = aPhone({ indexedDB: first.phone.indexedDB });
  const one = await aDrainer({
    server: first.server,
    phone: first.phone,
    locks,
  });
  const two = await aDrainer({ server: first.server, phone, locks });
  await say(one, "一", "二", "三");

  await Promise.all([one.engine.start(), two.engine.start()]);

  assert.deepEqual(received(one), ["一", "二", "三"]);
  assert.equal(first.server.mostInFlight, 1);
});

test("two drainers without any lock: everything once all the same", async () => {
  const server = new Server();
  const phone = aPhone();
  const one = await aDrainer({ server, phone, locks: undefined });
  const other = aPhone({ indexedDB: phone.indexedDB });
  const two = await aDrainer({ server, phone: other, locks: undefined });
  await one.engine.start();
  await say(one, "一", "二", "三");

  await Promise.all([one.engine.trigger("button"), two.engine.start()]);

  assert.deepEqual(received(one), ["一", "二", "三"]);
  assert.deepEqual(await unsent(one), []);
  assert.equal(server.mismatched.length, 0);
});

test("an expired session keeps the outbox and asks for a login; nothing is retyped", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, "一");
  drainer.server.faults = () => json({ code: "session.missing" }, 401);

  await drainer.engine.trigger("enqueue");
  assert.equal(drainer.states.at(-1).state, "signed-out");
  assert.deepEqual(await unsent(drainer), ["一"]);

  drainer.server.faults = () => undefined;
  await drainer.engine.trigger("start");
  assert.deepEqual(received(drainer), ["一"]);
  assert.equal(drainer.states.at(-1).state, "synced");
});

test("somebody else's session sends nothing, takes nothing and stops the pages", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, "甲的");
  drainer.server.personId = OTHER_PERSON;

  await drainer.engine.trigger("enqueue");

  assert.deepEqual(await unsent(drainer), ["甲的"]);
  assert.equal(
    mayRender(await currentPerson(drainer.environment), NOW),
    "stopped",
  );
});

test("the phone's clock may be two years off", async () => {
  const phone = aPhone();
  phone.clock.now -= 2 * 365 * 24 * 3600 * 1000;
  const drainer = await aDrainer({ phone });
  await drainer.engine.start();

  await say(drainer, "一");
  phone.clock.now += 3 * 365 * 24 * 3600 * 1000;
  await say(drainer, "二");
  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["一", "二"]);
  const [first] = drainer.server.applied;
  assert.equal(Date.parse(first.made_at) + first.clock_offset_ms, NOW);
});

test("a revoked phone loses what it holds", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  drainer.server.faults = (name) =>
    name === "wipe-done"
      ? json({})
      : json({ code: "device.revoked", action: "wipe", wipe_id: "w" }, 403);

  await drainer.engine.trigger("button");

  assert.deepEqual(await sheets(PERSON, drainer.environment), []);
  assert.equal(
    mayRender(await currentPerson(drainer.environment), NOW),
    "stopped",
  );
  const told = drainer.server.requests.at(-1);
  assert.deepEqual(
    [told.name, JSON.parse(told.body)],
    ["wipe-done", { wipe_id: "w" }],
  );
});

test("who signs in again gets his name and company back", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await forgetCurrentPerson(drainer.environment);
  await setCurrentPerson({ person_id: PERSON }, drainer.environment);

  await drainer.engine.trigger("start");

  assert.equal(mayRender(await currentPerson(drainer.environment), NOW), "yes");
});

test("the browser is asked to keep the store; a refusal changes nothing", async () => {
  let asked = 0;
  const persist = async () => {
    asked += 1;
    throw new TypeError("not here");
  };
  const drainer = await aDrainer({ persist });
  await say(drainer, "一");

  await drainer.engine.start();

  assert.equal(asked, 1);
  assert.deepEqual(received(drainer), ["一"]);
});

test("an interrupted priming is not ready and goes on in the next round", async () => {
  const drainer = await aDrainer();
  drainer.server.faults = (name) =>
    name === "catalogue" ? STALE.clone() : undefined;
  await drainer.engine.start();
  assert.equal(drainer.states.at(-1).state, "preparing");
  assert.deepEqual(
    (await sheets(PERSON, drainer.environment)).map((sheet) => sheet.visit_id),
    [VISIT],
  );

  drainer.server.faults = () => undefined;
  await drainer.engine.trigger("online");
  assert.equal(drainer.states.at(-1).state, "synced");
});

function lockedPair() {
  const queue = { tail: Promise.resolve() };
  return {
    locks: {
      request(_name, work) {
        const turn = queue.tail.then(work);
        queue.tail = turn.catch(() => undefined);
        return turn;
      },
    },
  };
}

function page(text, status = 200) {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/html" },
  });
}
