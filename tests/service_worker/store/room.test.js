import assert from "node:assert/strict";
import { test } from "node:test";

import {
  photo,
  photoBytes,
  savePhoto,
} from "../../../service_worker/store/chunks.js";
import { enqueue, pending } from "../../../service_worker/store/outbox.js";
import { keepReserve } from "../../../service_worker/store/room.js";
import {
  forgetOldBytes,
  recordUpload,
} from "../../../service_worker/store/uploads.js";
import { aPhone, aRemark, bytesOf, faulty, PERSON } from "../phone.js";

/** A phone that is full until `isFull` says otherwise. */
function aFullPhone(phone, isFull, overrides = {}) {
  const fault = (mode, stores) =>
    mode === "readwrite" && isFull(stores) && "QuotaExceededError";
  return aPhone({ indexedDB: faulty(phone.indexedDB, fault), ...overrides })
    .environment;
}

async function aVerifiedPhoto(environment, seed) {
  const saved = await savePhoto(
    PERSON,
    bytesOf(50, seed),
    { mime: "image/jpeg" },
    environment,
  );
  await enqueue(
    PERSON,
    { command: aRemark("p"), photos: [saved] },
    environment,
  );
  const verified_at = "2026-11-01T00:00:00.000Z";
  await recordUpload(
    PERSON,
    saved.sha256,
    { state: "verified", verified_at },
    environment,
  );
  return saved;
}

test("caches go first when the phone is full", async () => {
  const phone = aPhone();
  let isFull = true;
  const freeCaches = async () => {
    isFull = false;
  };
  const environment = aFullPhone(phone, () => isFull, { freeCaches });

  await enqueue(PERSON, { command: aRemark("x") }, environment);

  assert.equal((await pending(PERSON, phone.environment)).length, 1);
});

test("then the bytes of verified photos, never those of others", async () => {
  const phone = aPhone();
  const verified = await aVerifiedPhoto(phone.environment, 1);
  const waiting = await savePhoto(
    PERSON,
    bytesOf(50, 2),
    { mime: "image/jpeg" },
    phone.environment,
  );
  let isFull = true;
  const environment = aFullPhone(phone, (stores) => {
    if (stores.join() === "blobs,chunks") isFull = false;
    return isFull;
  });

  await enqueue(
    PERSON,
    { command: aRemark("x"), photos: [waiting] },
    environment,
  );

  assert.equal(
    await photoBytes(PERSON, verified.sha256, phone.environment),
    null,
  );
  assert.deepEqual(
    await photoBytes(PERSON, waiting.sha256, phone.environment),
    bytesOf(50, 2),
  );
});

test("a command may use the reserve that photos may not", async () => {
  const phone = aPhone();
  await keepReserve(phone.environment, PERSON);
  let hasReserve = true;
  const environment = aFullPhone(phone, (stores) => {
    if (stores.join() === "meta") hasReserve = false;
    return hasReserve && stores.join() !== "blobs,chunks";
  });

  await assert.rejects(
    savePhoto(PERSON, bytesOf(9), { mime: "image/jpeg" }, environment),
    {
      code: "store.quota",
    },
  );
  await enqueue(PERSON, { command: aRemark("x") }, environment);

  assert.equal((await pending(PERSON, phone.environment)).length, 1);
});

test("when nothing helps it fails in the open", async () => {
  const phone = aPhone();
  const environment = aFullPhone(phone, (stores) =>
    stores.includes("commands"),
  );

  const saving = enqueue(PERSON, { command: aRemark("x") }, environment);

  await assert.rejects(saving, { code: "store.quota" });
  assert.deepEqual(await pending(PERSON, phone.environment), []);
});

test("verified bytes stay two weeks by the server's clock, abandoned ones a week", async () => {
  const { environment, clock } = aPhone();
  const old = await aVerifiedPhoto(environment, 1);
  const abandoned = await savePhoto(
    PERSON,
    bytesOf(5, 9),
    { mime: "image/jpeg" },
    environment,
  );
  clock.now += 400 * 24 * 3600 * 1000;

  await forgetOldBytes(PERSON, "2026-11-14T00:00:00.000Z", environment);
  assert.notEqual(await photoBytes(PERSON, old.sha256, environment), null);
  assert.notEqual(await photo(PERSON, abandoned.sha256, environment), null);

  await forgetOldBytes(PERSON, "2026-12-16T00:00:00.000Z", environment);
  assert.equal(await photoBytes(PERSON, old.sha256, environment), null);
  assert.equal(await photo(PERSON, abandoned.sha256, environment), null);
});
