import assert from "node:assert/strict";
import { test } from "node:test";

import { photo, savePhoto } from "../../../service_worker/store/chunks.js";
import { counts, enqueue } from "../../../service_worker/store/outbox.js";
import { sha256Hex } from "../../../service_worker/hashes.js";
import { dice } from "../dice.js";
import { aDrainer, received, say } from "../drainers.js";
import { aRemark, bytesOf, PERSON } from "../phone.js";
import { json } from "../server.js";

const MEGABYTES_3 = 3 * 1024 * 1024;
const CHUNK = 131_072;

async function attach({ environment }, size, seed = 1) {
  const bytes = bytesOf(size, seed);
  const saved = await savePhoto(
    PERSON,
    bytes,
    { mime: "image/jpeg" },
    environment,
  );
  await enqueue(
    PERSON,
    { command: aRemark("照片"), photos: [saved] },
    environment,
  );
  return { ...saved, bytes };
}

test("a photo goes up after its command and is verified", async () => {
  const drainer = await aDrainer();
  const saved = await attach(drainer, 300_000);

  await drainer.engine.start();

  const row = await photo(PERSON, saved.sha256, drainer.environment);
  assert.deepEqual([row.state, row.offset], ["verified", 300_000]);
  const names = drainer.server.requests.map((request) => request.name);
  assert.ok(
    names.indexOf("push") <
      names.findIndex((name) => name.startsWith("blobs/")),
  );
  assert.equal(drainer.states.at(-1).state, "synced");
});

test("photos that fail for days hold up nothing else", async () => {
  const drainer = await aDrainer();
  await attach(drainer, 1000);
  drainer.server.faults = (name) => name.startsWith("blobs/") && "refuse";
  await drainer.engine.start();

  await say(drainer, "材料");
  await drainer.engine.trigger("enqueue");

  assert.deepEqual(received(drainer), ["照片", "材料"]);
  const { pending, blobs } = await counts(PERSON, drainer.environment);
  assert.deepEqual([pending, blobs], [0, 1]);
  assert.deepEqual(
    [drainer.states.at(-1).state, drainer.states.at(-1).photos],
    ["pending", 1],
  );
});

test("a 3 MB photo cut twenty times sends at most its size and twenty chunks", async () => {
  const drainer = await aDrainer();
  const saved = await attach(drainer, MEGABYTES_3);
  const roll = dice(7);
  let cuts = 0;
  let sent = 0;
  drainer.server.faults = (name, method, { body }) => {
    if (method !== "PATCH") return undefined;
    sent += body.length;
    if (cuts === 20 || roll() > 0.6) return undefined;
    cuts += 1;
    return roll() < 0.5 ? "refuse" : "lose";
  };

  await drainer.engine.start();
  for (let time = 0; time < 40; time += 1)
    await drainer.engine.trigger("button");

  assert.equal(cuts, 20);
  assert.ok(sent <= MEGABYTES_3 + 20 * CHUNK, `${sent} bytes`);
  const kept = Uint8Array.from(drainer.server.blobs.get(saved.sha256).bytes);
  assert.equal(await sha256Hex(kept), saved.sha256);
});

test("a wrong offset goes on where the server is", async () => {
  const drainer = await aDrainer();
  const saved = await attach(drainer, 300_000);
  drainer.server.blobs.set(saved.sha256, {
    bytes: [...saved.bytes.slice(0, CHUNK)],
    length: 300_000,
    state: "partial",
  });
  drainer.server.faults = (name, method) =>
    method === "HEAD" ? new Response(null, { status: 404 }) : undefined;

  await drainer.engine.start();

  assert.equal(
    (await photo(PERSON, saved.sha256, drainer.environment)).state,
    "verified",
  );
  const patches = drainer.server.requests.filter(
    (request) => request.method === "PATCH",
  );
  assert.equal(patches.length, 3);
});

test("bytes damaged on the way start again from the beginning", async () => {
  const drainer = await aDrainer();
  const saved = await attach(drainer, 200_000);
  drainer.server.blobs.set(saved.sha256, {
    bytes: Array.from({ length: CHUNK }, () => 0),
    length: 200_000,
    state: "partial",
  });

  await drainer.engine.start();

  assert.equal(
    (await photo(PERSON, saved.sha256, drainer.environment)).state,
    "verified",
  );
});

test("a photo the server already verified sends no byte", async () => {
  const drainer = await aDrainer();
  const saved = await attach(drainer, 1000);
  const kept = { bytes: [...saved.bytes], length: 1000, state: "verified" };
  drainer.server.blobs.set(saved.sha256, kept);

  await drainer.engine.start();

  assert.equal(
    (await photo(PERSON, saved.sha256, drainer.environment)).state,
    "verified",
  );
  assert.ok(
    drainer.server.requests.every((request) => request.method !== "PATCH"),
  );
});

test("one refused photo does not stop the next", async () => {
  const drainer = await aDrainer();
  const bad = await attach(drainer, 1000, 1);
  const good = await attach(drainer, 1000, 2);
  drainer.server.faults = (name, method) =>
    method === "PATCH" && name.endsWith(bad.sha256)
      ? json({ code: "blob.too_large" }, 413)
      : undefined;

  await drainer.engine.start();

  assert.equal(
    (await photo(PERSON, good.sha256, drainer.environment)).state,
    "verified",
  );
  assert.equal(
    (await photo(PERSON, bad.sha256, drainer.environment)).state,
    "waiting",
  );
  assert.notEqual(drainer.states.at(-1).next_attempt_at, null);
});

test("a command made while photos go up goes before the next piece", async () => {
  const drainer = await aDrainer();
  await attach(drainer, MEGABYTES_3);
  let pieces = 0;
  let piecesBefore = null;
  drainer.server.faults = (name, method) => {
    if (method === "PATCH") pieces += 1;
    if (name === "push" && pieces > 0) piecesBefore ??= pieces;
    if (pieces === 3 && method === "PATCH") void say(drainer, "材料");
    return undefined;
  };

  await drainer.engine.start();

  assert.ok(piecesBefore <= 4, `${piecesBefore} pieces before the data`);
  assert.deepEqual(received(drainer), ["照片", "材料"]);
  assert.equal((await counts(PERSON, drainer.environment)).blobs, 0);
});
