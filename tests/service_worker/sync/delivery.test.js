/** Whatever is killed, lost or restored: every saved command takes effect exactly once, in order. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { identity } from "../../../service_worker/store/identity.js";
import { counts, pending } from "../../../service_worker/store/outbox.js";
import { sheet } from "../../../service_worker/store/read.js";
import { dice } from "../dice.js";
import { aDrainer, received, say, unsent } from "../drainers.js";
import { aPhone, faulty, PERSON, VISIT } from "../phone.js";
import { json, Server } from "../server.js";

test("killed at any step of a round, three commands arrive exactly once", async () => {
  let steps = 0;
  for (let fatal = 1; ; fatal += 1) {
    const server = new Server();
    const phone = aPhone();
    const before = await aDrainer({ server, phone });
    await say(before, "一", "二", "三");
    const life = aLife(fatal);
    const dying = await aDrainer({
      server,
      ...aDyingPhone(phone, server, life),
    });
    await dying.engine.start();
    dying.engine.stop();
    if (!life.isOver()) break;
    steps += 1;

    const after = await aDrainer({
      server,
      phone: aPhone({ indexedDB: phone.indexedDB }),
    });
    await after.engine.start();

    assert.deepEqual(
      received(after),
      ["一", "二", "三"],
      `killed at step ${fatal}`,
    );
    assert.deepEqual(await unsent(after), [], `killed at step ${fatal}`);
    assert.equal(server.mismatched.length, 0);
  }
  assert.ok(steps > 30, `${steps} steps`);
});

test("an answer lost after the commit is told again, once and for all", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, "一");
  drainer.server.faults = (name) => name === "push" && "lose";
  for (let time = 0; time < 8; time += 1)
    await drainer.engine.trigger("button");
  assert.deepEqual(await unsent(drainer), ["一"]);

  drainer.server.faults = () => undefined;
  drainer.phone.clock.now += 30 * 24 * 3600 * 1000;
  await drainer.engine.trigger("button");

  assert.deepEqual(received(drainer), ["一"]);
  assert.deepEqual(await unsent(drainer), []);
});

for (let seed = 1; seed <= 6; seed += 1) {
  test(`a bad network loses, doubles and reorders nothing, schedule ${seed}`, async () => {
    const roll = dice(seed);
    const drainer = await aDrainer({ random: roll });
    const texts = Array.from({ length: 60 }, (_, index) => `${index}`);
    drainer.server.faults = () => {
      const luck = roll();
      if (luck < 0.3) return "refuse";
      if (luck < 0.55) return "lose";
      return luck < 0.65 ? json({}, 502) : undefined;
    };
    await drainer.engine.start();
    for (const text of texts) {
      await say(drainer, text);
      if (roll() < 0.3) await drainer.engine.trigger("enqueue");
      await neverSaysSyncedTooEarly(drainer);
    }

    drainer.server.faults = () => undefined;
    while ((await unsent(drainer)).length > 0)
      await drainer.engine.trigger("button");

    assert.deepEqual(received(drainer), texts);
  });
}

test("a stored receipt frees the streams behind it; a retry holds only its own", async () => {
  const drainer = await aDrainer();
  await say(drainer, "一", "二");
  let isFailing = true;
  drainer.server.verdict = ({ payload }) =>
    isFailing && payload.text === "一" ? { result: "retry" } : undefined;
  await drainer.engine.start();
  assert.deepEqual(received(drainer), []);
  assert.deepEqual(await unsent(drainer), ["一", "二"]);

  isFailing = false;
  await drainer.engine.trigger("button");
  assert.deepEqual(received(drainer), ["一", "二"]);
});

test("a server that omits a receipt is asked again", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, "一", "二");
  const push = drainer.server.push.bind(drainer.server);
  drainer.server.push = async (body) => {
    const answer = await (await push(body)).json();
    return json({ ...answer, receipts: answer.receipts.slice(1) });
  };
  await drainer.engine.trigger("enqueue");
  assert.deepEqual(await unsent(drainer), ["一"]);

  drainer.server.push = push;
  await drainer.engine.trigger("button");
  assert.deepEqual(await unsent(drainer), []);
  assert.deepEqual(received(drainer), ["一", "二"]);
});

test("a cloned phone does not overwrite the other's numbers", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  const device = (await identity(PERSON, drainer.environment)).device_id;
  const stolen = {
    command_id: "the clone's",
    sha256: "0".repeat(64),
    device_seq: 1,
  };
  drainer.server.receive(
    {
      ...stolen,
      stream: `visit:${VISIT}`,
      stream_seq: 1,
      payload: { text: "克隆" },
    },
    device,
  );

  await say(drainer, "一", "二");
  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["克隆", "一", "二"]);
  assert.deepEqual(await unsent(drainer), []);
  assert.notEqual(
    (await identity(PERSON, drainer.environment)).device_id,
    device,
  );
});

test("the same id with other content waits for a person instead of going round for ever", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  const [row] = await say(drainer, "一");
  drainer.server.log.set(row.command_id, {
    ...row.command,
    sha256: "0".repeat(64),
  });

  await drainer.engine.trigger("enqueue");

  assert.deepEqual(await unsent(drainer), []);
  assert.equal((await counts(PERSON, drainer.environment)).parked, 1);
  assert.equal(drainer.states.at(-1).state, "attention");
});

test("a server restored from a backup gets back what it had acknowledged", async () => {
  const drainer = await aDrainer();
  await say(drainer, "一");
  await drainer.engine.start();
  const backup = drainer.server.backup();
  await say(drainer, "二", "三");
  await drainer.engine.trigger("enqueue");
  drainer.server.restore(backup);
  assert.deepEqual(received(drainer), ["一"]);

  await drainer.engine.trigger("timer");

  assert.deepEqual(received(drainer), ["一", "二", "三"]);
  assert.deepEqual(await unsent(drainer), []);
  const held = await sheet(PERSON, VISIT, drainer.environment);
  assert.equal(held.change_no, drainer.server.counter);
});

test("also when the backup is older than this phone's registration", async () => {
  const server = new Server();
  const backup = server.backup();
  const drainer = await aDrainer({ server });
  await say(drainer, "一", "二");
  await drainer.engine.start();
  server.restore(backup);

  await drainer.engine.trigger("timer");

  assert.deepEqual(received(drainer), ["一", "二"]);
  assert.deepEqual(
    server.applied.map((command) => command.stream_seq),
    [1, 2],
  );
  assert.deepEqual(await unsent(drainer), []);
});

test("a cursor the server does not know brings everything anew, the outbox stays", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, "一");
  let isFirst = true;
  drainer.server.faults = (name) => {
    if (name !== "push" || !isFirst) return undefined;
    isFirst = false;
    return json({ code: "cursor.gone" }, 410);
  };

  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["一"]);
  const pushes = drainer.server.requests.filter(
    (request) => request.name === "push",
  );
  assert.equal(JSON.parse(pushes.at(-1).body).cursor, 0);
});

test("a proxy that takes only small bodies gets small pushes", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, ...Array.from({ length: 40 }, (_, index) => `${index}`));
  drainer.server.faults = (name, _method, { body }) =>
    name === "push" && JSON.parse(body).commands.length > 5
      ? new Response("", { status: 413 })
      : undefined;

  await drainer.engine.trigger("enqueue");

  assert.equal(received(drainer).length, 40);
});

/** Lets a phone live for some steps: each transaction and each request is one. */
function aLife(fatal) {
  let steps = 0;
  return {
    step() {
      steps += 1;
      if (steps >= fatal) throw new Error("killed");
    },
    isOver: () => steps >= fatal,
  };
}

function aDyingPhone(phone, server, life) {
  const indexedDB = faulty(phone.indexedDB, () => {
    life.step();
  });
  const fetch = async (...request) => {
    life.step();
    const answer = await server.fetch(...request);
    life.step();
    return answer;
  };
  return { phone: { ...aPhone({ indexedDB }), isSignedIn: true }, fetch };
}

async function neverSaysSyncedTooEarly({ engine, environment }) {
  const waiting = (await pending(PERSON, environment)).length;
  const { state } = await engine.state();
  if (waiting > 0) assert.notEqual(state, "synced");
}
