import assert from "node:assert/strict";
import { test } from "node:test";

import {
  adoptIdentity,
  identity,
} from "../../../service_worker/store/identity.js";
import {
  counts,
  decide,
  enqueue,
  entries,
  parkedEntries,
  pending,
} from "../../../service_worker/store/outbox.js";
import {
  forgetOldReceipts,
  reopenAll,
  storeReceipts,
} from "../../../service_worker/store/receipts.js";
import {
  aPhone,
  aRemark,
  OTHER_VISIT,
  PERSON,
  receiptFor,
  VISIT,
} from "../phone.js";

const ANSWERED = { device_id: "d1", now: "2026-11-28T01:00:00.000Z" };

async function withCommands(environment, texts, visitId = VISIT) {
  for (const text of texts) {
    await enqueue(PERSON, { command: aRemark(text, { visitId }) }, environment);
  }
  return pending(PERSON, environment);
}

async function registered(environment, device_id = "d1") {
  await adoptIdentity(
    PERSON,
    { device_id, epoch: 1, clock_offset_ms: 0 },
    environment,
  );
}

function textsOf(rows) {
  return rows.map(({ command }) => command.payload.text);
}

test("only the commands a receipt names leave the outbox", async () => {
  const { environment } = aPhone();
  const rows = await withCommands(environment, ["一", "二", "三"]);

  const receipts = [
    receiptFor(rows[0]),
    receiptFor(rows[2], { command_id: "somebody else's" }),
  ];
  const { settled } = await storeReceipts(
    PERSON,
    receipts,
    ANSWERED,
    environment,
  );

  assert.equal(settled, 1);
  assert.deepEqual(textsOf(await pending(PERSON, environment)), ["二", "三"]);
});

test("a receipt about other content settles nothing", async () => {
  const { environment } = aPhone();
  const [row] = await withCommands(environment, ["一"]);

  await storeReceipts(
    PERSON,
    [receiptFor(row, { sha256: "0".repeat(64) })],
    ANSWERED,
    environment,
  );

  assert.equal((await pending(PERSON, environment)).length, 1);
});

test("retry and wait keep a command where it is", async () => {
  const { environment } = aPhone();
  const [first, second] = await withCommands(environment, ["一", "二"]);
  const receipts = [
    receiptFor(first, { result: "retry", sha256: null }),
    receiptFor(second, { result: "wait" }),
  ];

  const settlement = await storeReceipts(
    PERSON,
    receipts,
    ANSWERED,
    environment,
  );

  assert.deepEqual(settlement.held_streams, [first.stream, second.stream]);
  assert.equal((await pending(PERSON, environment)).length, 2);
});

test("a parked command is counted until its maker decided", async () => {
  const { environment } = aPhone();
  const [row] = await withCommands(environment, ["一"]);
  const parked = receiptFor(row, { result: "parked", code: "visit.not_yours" });
  await storeReceipts(PERSON, [parked], ANSWERED, environment);

  assert.equal((await counts(PERSON, environment)).parked, 1);
  assert.equal(
    (await parkedEntries(PERSON, environment))[0].receipt.code,
    "visit.not_yours",
  );

  await decide(PERSON, row.command_id, "dropped", environment);
  assert.equal((await counts(PERSON, environment)).parked, 0);
});

test("a wait brings back what this phone still holds of that stream, in order", async () => {
  const { environment } = aPhone();
  await registered(environment);
  const [first, second, third] = await withCommands(environment, [
    "一",
    "二",
    "三",
  ]);
  await withCommands(environment, ["别处"], OTHER_VISIT);
  await storeReceipts(
    PERSON,
    [receiptFor(first), receiptFor(second)],
    ANSWERED,
    environment,
  );

  await storeReceipts(
    PERSON,
    [receiptFor(third, { result: "wait" })],
    ANSWERED,
    environment,
  );

  assert.deepEqual(textsOf(await pending(PERSON, environment)), [
    "一",
    "二",
    "三",
    "别处",
  ]);
});

test("after a restore everything kept goes up again, in order, under the same numbers", async () => {
  const { environment } = aPhone();
  await registered(environment);
  const rows = await withCommands(environment, ["一", "二", "三"]);
  const receipts = [
    receiptFor(rows[0], { result: "parked" }),
    receiptFor(rows[1]),
  ];
  await storeReceipts(PERSON, receipts, ANSWERED, environment);

  assert.equal(await reopenAll(PERSON, 2, environment), 2);

  const again = await pending(PERSON, environment);
  assert.deepEqual(
    again.map(({ command }) => [command.payload.text, command.stream_seq]),
    [
      ["一", 1],
      ["二", 2],
      ["三", 3],
    ],
  );
  assert.deepEqual(await identity(PERSON, environment), {
    device_id: "d1",
    epoch: 2,
    must_register: null,
    last_sent_at: ANSWERED.now,
    clock_offset_ms: 0,
    signed_out: false,
  });
});

test("a new device_id numbers what is unsent from 1, ids and hashes stay", async () => {
  const { environment } = aPhone();
  await registered(environment);
  const rows = await withCommands(environment, ["一", "二", "三"]);
  await storeReceipts(PERSON, [receiptFor(rows[0])], ANSWERED, environment);

  await registered(environment, "d2");
  await withCommands(environment, ["四"]);

  const now = await pending(PERSON, environment);
  assert.deepEqual(
    now.map(({ command }) => [
      command.payload.text,
      command.device_seq,
      command.stream_seq,
    ]),
    [
      ["二", 1, 1],
      ["三", 2, 2],
      ["四", 3, 3],
    ],
  );
  assert.deepEqual(
    now.slice(0, 2).map(({ command }) => [command.command_id, command.sha256]),
    rows.slice(1).map(({ command }) => [command.command_id, command.sha256]),
  );
});

test("receipts of an earlier device_id cannot be resent under this one: it registers anew", async () => {
  const { environment } = aPhone();
  await registered(environment);
  const [row] = await withCommands(environment, ["一"]);
  await storeReceipts(PERSON, [receiptFor(row)], ANSWERED, environment);
  await registered(environment, "d2");

  await reopenAll(PERSON, 2, environment);

  assert.equal((await identity(PERSON, environment)).must_register, "mismatch");
});

test("a mismatch asks for a new identity once, then for a person", async () => {
  const { environment } = aPhone();
  const [row] = await withCommands(environment, ["一"]);
  const mismatch = receiptFor(row, {
    result: "mismatch",
    sha256: "0".repeat(64),
  });

  const first = await storeReceipts(PERSON, [mismatch], ANSWERED, environment);
  assert.equal(first.must_register, true);
  assert.equal((await pending(PERSON, environment)).length, 1);

  const second = await storeReceipts(PERSON, [mismatch], ANSWERED, environment);
  assert.equal(second.must_register, false);
  assert.equal((await counts(PERSON, environment)).parked, 1);
});

test("receipts are kept 30 days of the server's clock, undecided ones longer", async () => {
  const { environment, clock } = aPhone();
  const rows = await withCommands(environment, ["一", "二"]);
  const receipts = [
    receiptFor(rows[0]),
    receiptFor(rows[1], { result: "parked" }),
  ];
  await storeReceipts(PERSON, receipts, ANSWERED, environment);
  clock.now += 365 * 24 * 3600 * 1000;

  await forgetOldReceipts(PERSON, "2026-12-27T00:00:00.000Z", environment);
  assert.equal((await entries(PERSON, null, environment)).length, 2);

  await forgetOldReceipts(PERSON, "2026-12-29T00:00:00.000Z", environment);
  assert.deepEqual(
    (await entries(PERSON, null, environment)).map((entry) => entry.status),
    ["attention"],
  );
});
