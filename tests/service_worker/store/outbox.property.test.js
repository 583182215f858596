/** Whatever fails, and whoever writes: nothing confirmed is lost, doubled or renumbered. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { StoreFailure } from "../../../service_worker/store/database.js";
import {
  enqueue,
  entries,
  pending,
} from "../../../service_worker/store/outbox.js";
import { storeReceipts } from "../../../service_worker/store/receipts.js";
import { dice, oneOf } from "../dice.js";
import {
  aPhone,
  aRemark,
  faulty,
  OTHER_VISIT,
  PERSON,
  receiptFor,
  VISIT,
} from "../phone.js";

const FAULTS = [
  "close",
  "InvalidStateError",
  "UnknownError",
  "AbortError",
  "QuotaExceededError",
];
const ANSWERED = { device_id: "d", now: "2026-11-28T01:00:00.000Z" };

for (let seed = 1; seed <= 12; seed += 1) {
  test(`nothing confirmed is lost or renumbered, schedule ${seed}`, async () => {
    const roll = dice(seed);
    const phone = aPhone();
    const fault = () => roll() < 0.35 && oneOf(roll, FAULTS);
    const tabs = [0, 1].map(() =>
      aPhone({ indexedDB: faulty(phone.indexedDB, fault) }),
    );
    const confirmed = new Map();

    for (let step = 0; step < 25; step += 1) {
      if (roll() < 0.2) await answerSome(roll, oneOf(roll, tabs).environment);
      else
        await Promise.all(
          tabs.map((tab) => write(tab.environment, { roll, step, confirmed })),
        );
    }

    const held = await entries(PERSON, null, phone.environment);
    const byId = new Map(
      held.map((entry) => [entry.command.command_id, entry.command]),
    );
    for (const [id, command] of confirmed)
      assert.deepEqual(byId.get(id), command);
    assert.ok(confirmed.size > 10);
    assertGapless(held.map((entry) => entry.command));
  });
}

async function write(environment, { roll, step, confirmed }) {
  const visitId = oneOf(roll, [VISIT, OTHER_VISIT]);
  try {
    const row = await enqueue(
      PERSON,
      { command: aRemark(`${step}`, { visitId }) },
      environment,
    );
    confirmed.set(row.command_id, row.command);
  } catch (error) {
    assert.ok(error instanceof StoreFailure, String(error));
  }
}

async function answerSome(roll, environment) {
  try {
    const rows = await pending(PERSON, environment);
    const receipts = rows
      .slice(0, Math.floor(roll() * 5))
      .map((row) => receiptFor(row));
    await storeReceipts(PERSON, receipts, ANSWERED, environment);
  } catch (error) {
    assert.ok(error instanceof StoreFailure, String(error));
  }
}

function assertGapless(commands) {
  assert.deepEqual(
    commands.map((command) => command.device_seq),
    commands.map((_, index) => index + 1),
  );
  for (const stream of new Set(commands.map((command) => command.stream))) {
    const own = commands.filter((command) => command.stream === stream);
    assert.deepEqual(
      own.map((command) => command.stream_seq),
      own.map((_, index) => index + 1),
    );
  }
}
