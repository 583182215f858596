import assert from "node:assert/strict";
import { test } from "node:test";

import { closeDatabase } from "../../../service_worker/store/database.js";
import { saveDraft, draft } from "../../../service_worker/store/drafts.js";
import { enqueue, pending } from "../../../service_worker/store/outbox.js";
import { aPhone, aRemark, faulty, PERSON } from "../phone.js";

const OUTBOX = `outbox-${PERSON}`;

test("a connection the system closed is opened again and the write repeated", async () => {
  for (const name of [
    "close",
    "InvalidStateError",
    "UnknownError",
    "AbortError",
  ]) {
    const faults = [name, name, name];
    const phone = aPhone();
    const { environment } = aPhone({
      indexedDB: faulty(
        phone.indexedDB,
        (mode) => mode === "readwrite" && faults.shift(),
      ),
    });

    await enqueue(PERSON, { command: aRemark(name) }, environment);

    const rows = await pending(PERSON, phone.environment);
    assert.deepEqual(
      rows.map(({ command }) => [command.payload.text, command.device_seq]),
      [[name, 1]],
    );
  }
});

test("after three repetitions it says that nothing was saved", async () => {
  const phone = aPhone();
  const { environment } = aPhone({
    indexedDB: faulty(
      phone.indexedDB,
      (mode) => mode === "readwrite" && "UnknownError",
    ),
  });

  const saving = enqueue(PERSON, { command: aRemark("x") }, environment);

  await assert.rejects(saving, {
    name: "StoreFailure",
    code: "store.unavailable",
  });
  assert.deepEqual(await pending(PERSON, phone.environment), []);
});

test("every write is strict", async () => {
  const phone = aPhone();
  const asked = [];
  const { open } = faulty(phone.indexedDB, () => undefined);
  const watched = {
    open: (...parts) => {
      const request = open(...parts);
      request.addEventListener("success", () => watch(request.result, asked));
      return request;
    },
  };
  const { environment } = aPhone({ indexedDB: watched });

  await enqueue(PERSON, { command: aRemark("x") }, environment);

  assert.ok(asked.length > 0);
  assert.ok(asked.every((durability) => durability === "strict"));
});

test("an open tab lets go when another one upgrades, and goes on afterwards", async () => {
  const first = aPhone();
  await enqueue(PERSON, { command: aRemark("旧") }, first.environment);

  await upgraded(first.indexedDB, 7, (database) =>
    database.createObjectStore("later"),
  );

  await enqueue(PERSON, { command: aRemark("新") }, first.environment);
  const texts = (await pending(PERSON, first.environment)).map(
    (row) => row.command.payload.text,
  );
  assert.deepEqual(texts, ["旧", "新"]);
});

test("a database of another build keeps its rows and gets what it lacks", async () => {
  const { indexedDB, environment } = aPhone();
  await upgraded(indexedDB, 3, (database) => {
    const commands = database.createObjectStore("commands", {
      keyPath: "command_id",
    });
    commands.put({ command_id: "malformed" });
    commands.put({
      command_id: "b",
      made_no: 1,
      stream: "s",
      command: { payload: 1 },
    });
  });

  await saveDraft(
    PERSON,
    { draft_key: "k", path: "/", fields: [] },
    environment,
  );

  assert.equal((await draft(PERSON, "k", environment)).path, "/");
  const rows = await pending(PERSON, environment);
  assert.deepEqual(
    rows.map((row) => row.command_id),
    ["b"],
  );
  const all = await everything(indexedDB, "commands");
  assert.deepEqual(
    all.map((row) => row.command_id),
    ["b", "malformed"],
  );
});

test("an upgrade that fails leaves the old version with all it held", async () => {
  const { indexedDB, environment } = aPhone();
  await enqueue(PERSON, { command: aRemark("before") }, environment);
  await closeDatabase(environment, OUTBOX);

  await assert.rejects(
    upgraded(indexedDB, 9, () => {
      throw new Error("killed in the middle");
    }),
  );

  const rows = await pending(PERSON, aPhone({ indexedDB }).environment);
  assert.equal(rows[0].command.payload.text, "before");
});

test("a full phone during an upgrade opens the database as it was", async () => {
  const { indexedDB } = aPhone();
  await upgraded(indexedDB, 3, (database) => {
    const commands = database.createObjectStore("commands", {
      keyPath: "command_id",
    });
    commands.createIndex("made_no", "made_no");
    commands.put({ command_id: "b", made_no: 1 });
  });
  const full = {
    open: (name, version) => {
      const request =
        version === undefined
          ? indexedDB.open(name)
          : indexedDB.open(name, version);
      request.addEventListener("upgradeneeded", () =>
        request.transaction.abort(),
      );
      return request;
    },
  };

  const rows = await pending(PERSON, aPhone({ indexedDB: full }).environment);

  assert.deepEqual(
    rows.map((row) => row.command_id),
    ["b"],
  );
});

test("a tab that will not let go is told to the person instead of waiting for ever", async () => {
  const { indexedDB } = aPhone();
  const stubborn = await opened(indexedDB, 1);
  const { environment } = aPhone({ indexedDB, wait: async () => {} });

  await assert.rejects(pending(PERSON, environment), { code: "store.blocked" });

  stubborn.close();
  assert.deepEqual(
    await pending(PERSON, aPhone({ indexedDB }).environment),
    [],
  );
});

function opened(indexedDB, version) {
  return new Promise((resolve) => {
    const request = indexedDB.open(OUTBOX, version);
    request.onsuccess = () => resolve(request.result);
  });
}

/** Another build's upgrade. */
function upgraded(indexedDB, version, change) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(OUTBOX, version);
    request.onupgradeneeded = () => {
      try {
        change(request.result);
      } catch {
        request.transaction.abort();
      }
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.close();
      resolve(undefined);
    };
  });
}

async function everything(indexedDB, store) {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open(OUTBOX);
    request.onsuccess = () => resolve(request.result);
  });
  const rows = await new Promise((resolve) => {
    const request = database.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return rows;
}

function watch(database, asked) {
  const original = database.transaction.bind(database);
  database.transaction = (stores, mode, options) => {
    if (mode === "readwrite") asked.push(options?.durability);
    return original(stores, mode, options);
  };
}
