import assert from "node:assert/strict";
import { test } from "node:test";

import { savePhoto } from "../../../service_worker/store/chunks.js";
import { enqueue } from "../../../service_worker/store/outbox.js";
import { aDrainer, received, say } from "../drainers.js";
import { aRemark, bytesOf, PERSON } from "../phone.js";
import { json } from "../server.js";

const DAY_MS = 24 * 3600_000;
const later = (seconds) => () =>
  json({ code: "busy" }, 503, { "Retry-After": String(seconds) });
const isPhoto = (name) => name.startsWith("blobs/");

async function attachPhoto({ environment }) {
  const photo = await savePhoto(
    PERSON,
    bytesOf(1000),
    { mime: "image/jpeg" },
    environment,
  );
  const entry = { command: aRemark("照片"), photos: [photo] };
  await enqueue(PERSON, entry, environment);
}

async function aHeldOffDrainer(seconds) {
  const drainer = await aDrainer({ random: () => 0 });
  await drainer.engine.start();
  await say(drainer, "一");
  drainer.server.faults = later(seconds);
  await drainer.engine.trigger("enqueue");
  drainer.server.faults = () => undefined;
  return drainer;
}

/** The one timer rings; how long it really took the clock does not have to know. */
function ring({ timers }) {
  const [[id, { work }]] = [...timers.waiting];
  timers.waiting.delete(id);
  work();
}

test("a server that answers again is asked again without delay", async () => {
  const drainer = await aHeldOffDrainer(3600);

  await drainer.engine.trigger("button");
  await say(drainer, "二");
  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["一", "二"]);
});

test("a photo verified by hand's own round leaves no failure behind", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await attachPhoto(drainer);
  drainer.server.faults = later(3600);
  await drainer.engine.trigger("enqueue");
  drainer.server.faults = () => undefined;

  await drainer.engine.trigger("button");

  assert.equal(drainer.states.at(-1).failure, null);
});

test("a clock set back while the server is left alone does not silence the phone", async () => {
  const drainer = await aHeldOffDrainer(120);
  drainer.phone.clock.now -= DAY_MS;

  ring(drainer);
  await drainer.engine.trigger("timer");

  assert.deepEqual(received(drainer), ["一"]);
});

test("a timer that rings a moment early rings again", async () => {
  const drainer = await aHeldOffDrainer(120);
  drainer.phone.clock.now += 119_999;

  ring(drainer);
  await drainer.engine.trigger("timer");

  assert.equal(drainer.timers.waiting.size, 1);
});

test("a word written while a photo fails does not wait for the photo's next attempt", async () => {
  const drainer = await aDrainer({ random: () => 0.9 });
  await attachPhoto(drainer);
  let isUnderWay = false;
  drainer.server.faults = (name) => {
    if (!isPhoto(name)) return undefined;
    isUnderWay = true;
    return "hang";
  };
  const round = drainer.engine.start();
  while (!isUnderWay) await new Promise(setImmediate);
  drainer.server.faults = (name) => (isPhoto(name) ? "refuse" : undefined);

  await say(drainer, "材料");
  drainer.engine.trigger("enqueue");
  drainer.timers.pass();
  await round;
  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["照片", "材料"]);
});

test("photos that are to come later hold no data up", async () => {
  const drainer = await aDrainer();
  await attachPhoto(drainer);
  drainer.server.faults = (name) => (isPhoto(name) ? later(600)() : undefined);
  await drainer.engine.start();

  await say(drainer, "材料");
  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["照片", "材料"]);
});

test("a person who insists while a round is told to come later is heard", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, "一");
  let refusals = 1;
  drainer.server.faults = (name) => {
    if (name !== "push" || refusals-- < 1) return undefined;
    drainer.engine.trigger("button");
    return later(600)();
  };

  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["一"]);
});

test("a server that does not unpack is told in plain words", async () => {
  const drainer = await aDrainer();
  await drainer.engine.start();
  await say(drainer, ...Array.from({ length: 30 }, (_, index) => `${index}`));
  drainer.server.faults = (_name, _method, { headers }) =>
    headers?.["Content-Encoding"]
      ? json({ code: "push.malformed" }, 400)
      : undefined;

  await drainer.engine.trigger("enqueue");

  assert.equal(received(drainer).length, 30);
});
