import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CHUNK_BYTES,
  photoBytes,
  savePhoto,
} from "../../../service_worker/store/chunks.js";
import {
  draft,
  latestDraft,
  saveDraft,
} from "../../../service_worker/store/drafts.js";
import {
  counts,
  enqueue,
  entries,
  pending,
} from "../../../service_worker/store/outbox.js";
import {
  aPhone,
  aRemark,
  bytesOf,
  faulty,
  hashOf,
  OTHER_PERSON,
  OTHER_VISIT,
  PERSON,
  VISIT,
} from "../phone.js";

const STREAM = `visit:${VISIT}`;

test("a command gets its id, hash, instant and numbers", async () => {
  const { environment } = aPhone();

  const { command } = await enqueue(
    PERSON,
    { command: aRemark("窗下口渗水") },
    environment,
  );

  assert.match(command.command_id, /^[0-9a-f-]{36}$/);
  assert.equal(command.made_at, "2026-11-28T01:00:00.000Z");
  assert.equal(command.sha256, await hashOf(command));
  assert.deepEqual(
    [command.device_seq, command.stream_seq, command.v],
    [1, 1, 1],
  );
});

test("numbers have no gap: one row per phone, one per stream", async () => {
  const { environment } = aPhone();

  for (const visitId of [VISIT, OTHER_VISIT, VISIT]) {
    await enqueue(PERSON, { command: aRemark("x", { visitId }) }, environment);
  }

  const rows = await pending(PERSON, environment);
  assert.deepEqual(
    rows.map(({ command }) => [
      command.stream,
      command.device_seq,
      command.stream_seq,
    ]),
    [
      [STREAM, 1, 1],
      [`visit:${OTHER_VISIT}`, 2, 1],
      [STREAM, 3, 2],
    ],
  );
});

test("two tabs writing at once share one row of numbers", async () => {
  const first = aPhone();
  const second = aPhone({ indexedDB: first.indexedDB });

  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      enqueue(
        PERSON,
        { command: aRemark(`${index}`) },
        [first, second][index % 2].environment,
      ),
    ),
  );

  const rows = await pending(PERSON, first.environment);
  const numbers = rows.map(({ command }) => command.stream_seq);
  assert.deepEqual(
    numbers,
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  assert.equal(new Set(rows.map((row) => row.command_id)).size, 20);
});

test("storing one command twice is storing it once", async () => {
  const { environment, clock } = aPhone();
  const command = aRemark("一次", {
    command_id: "00000000-0000-4000-8000-000000000001",
  });

  await enqueue(PERSON, { command }, environment);
  clock.now += 1000;
  await enqueue(PERSON, { command }, environment);

  assert.equal((await pending(PERSON, environment)).length, 1);
});

test("an id that belongs to something else is refused, not overwritten", async () => {
  const { environment } = aPhone();
  const command_id = "00000000-0000-4000-8000-000000000001";
  await enqueue(
    PERSON,
    { command: aRemark("一", { command_id }) },
    environment,
  );

  const again = enqueue(
    PERSON,
    { command: aRemark("二", { command_id }) },
    environment,
  );

  await assert.rejects(again, { code: "command.conflicting" });
  const [row] = await pending(PERSON, environment);
  assert.equal(row.command.payload.text, "一");
});

test("payloads come back as they went in", async () => {
  const { environment } = aPhone();
  const payload = {
    text: '张䶮 😀 𠮷 \u2028 \\ " \u0000',
    empty: "",
    nothing: null,
    numbers: [4, 0.5, 1000000.01, -0, 1e21],
    deep: { 键: [{}, []] },
  };

  await enqueue(PERSON, { command: { ...aRemark(""), payload } }, environment);

  const [{ command }] = await pending(PERSON, environment);
  assert.deepEqual(command.payload, payload);
  assert.equal(
    command.sha256,
    await hashOf(JSON.parse(JSON.stringify(command))),
  );
});

test("a command and the end of its draft are one", async () => {
  const { environment } = aPhone();
  const key = `/tech/visits/${VISIT}/remarks add_remark`;
  await saveDraft(
    PERSON,
    {
      draft_key: key,
      path: `/tech/visits/${VISIT}`,
      fields: [["text", "半句"]],
    },
    environment,
  );

  await enqueue(
    PERSON,
    { command: aRemark("整句"), draftKey: key },
    environment,
  );

  assert.equal(await draft(PERSON, key, environment), null);
});

test("the form open when the camera ended the page is found again", async () => {
  const before = aPhone();
  const fields = [["caption", "执手断口"]];
  await saveDraft(
    PERSON,
    { draft_key: "old", path: "/tech/", fields: [] },
    before.environment,
  );
  before.clock.now += 1;
  await saveDraft(
    PERSON,
    { draft_key: "a", path: "/tech/me", fields },
    before.environment,
  );

  const after = aPhone({ indexedDB: before.indexedDB });

  const found = await latestDraft(PERSON, after.environment);
  assert.deepEqual([found.path, found.fields], ["/tech/me", fields]);
});

test("a photo is in chunks and comes back byte by byte", async () => {
  const { environment } = aPhone();
  const bytes = bytesOf(2 * CHUNK_BYTES + 5);

  const photo = await savePhoto(
    PERSON,
    bytes,
    { mime: "image/jpeg" },
    environment,
  );

  assert.deepEqual(await photoBytes(PERSON, photo.sha256, environment), bytes);
});

test("a photo waits only from the moment a command names it", async () => {
  const { environment } = aPhone();
  const photo = await savePhoto(
    PERSON,
    bytesOf(10),
    { mime: "image/jpeg" },
    environment,
  );
  assert.equal((await counts(PERSON, environment)).blobs, 0);

  await enqueue(
    PERSON,
    { command: aRemark("照片"), photos: [photo] },
    environment,
  );

  assert.deepEqual(await counts(PERSON, environment), {
    pending: 1,
    parked: 0,
    blobs: 1,
    bytes: 10,
  });
});

test("a command cannot name a photo that is not here", async () => {
  const { environment } = aPhone();

  const saving = enqueue(
    PERSON,
    { command: aRemark("x", { blobs: ["0".repeat(64)] }) },
    environment,
  );

  await assert.rejects(saving, { code: "photo.missing" });
  assert.equal((await pending(PERSON, environment)).length, 0);
});

test("an empty file is said to be unreadable at once", async () => {
  const { environment } = aPhone();

  const saving = savePhoto(
    PERSON,
    new ArrayBuffer(0),
    { mime: "image/jpeg" },
    environment,
  );

  await assert.rejects(saving, { code: "photo.unreadable" });
});

test("bytes that read back differently are not saved", async () => {
  const phone = aPhone();
  const damaging = faulty(phone.indexedDB, () => undefined);
  const { open } = damaging;
  damaging.open = (...parts) => {
    const request = open(...parts);
    request.addEventListener("success", () => damageChunks(request.result));
    return request;
  };
  const { environment } = aPhone({ indexedDB: damaging });

  const saving = savePhoto(
    PERSON,
    bytesOf(100),
    { mime: "image/jpeg" },
    environment,
  );

  await assert.rejects(saving, { code: "photo.damaged" });
});

test("strokes beyond 64 KB are refused before anything is stored", async () => {
  const { environment } = aPhone();
  const strokes = [
    Array.from({ length: 9000 }, (_, index) => [index, index, index]),
  ];
  const command = { name: "sign_off", stream: STREAM, payload: { strokes } };

  await assert.rejects(enqueue(PERSON, { command }, environment), {
    code: "command.too_large",
  });

  assert.equal((await pending(PERSON, environment)).length, 0);
});

test("one person's outbox is not another's", async () => {
  const { environment } = aPhone();
  await enqueue(PERSON, { command: aRemark("甲的") }, environment);

  assert.deepEqual(await entries(OTHER_PERSON, null, environment), []);
});

/** Wraps a database so that every chunk that is read has its first byte changed. */
function damageChunks(database) {
  const original = database.transaction.bind(database);
  database.transaction = (...parts) => {
    const transaction = original(...parts);
    const objectStore = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name) => {
      const store = objectStore(name);
      if (name === "chunks" && parts[1] === "readonly") damageReads(store);
      return store;
    };
    return transaction;
  };
}

function damageReads(store) {
  const getAll = store.getAll.bind(store);
  store.getAll = (range) => {
    const request = getAll(range);
    request.addEventListener("success", () => {
      for (const { bytes } of request.result) new Uint8Array(bytes)[0] ^= 1;
    });
    return request;
  };
}
