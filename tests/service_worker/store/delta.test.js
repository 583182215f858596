import assert from "node:assert/strict";
import { test } from "node:test";

import {
  applyDelta,
  forgetCursor,
  position,
} from "../../../service_worker/store/delta.js";
import {
  readiness,
  sheet,
  sheetByCode,
  sheets,
  storeCatalogue,
} from "../../../service_worker/store/read.js";
import { aPhone, OTHER_VISIT, PERSON, VISIT } from "../phone.js";
import { aDelta, aSheet, heldOf } from "../sheets.js";

const NOBODY = new Set();
const FIRST = aSheet({ visit_id: VISIT, change_no: 10 });
const SECOND = aSheet({
  visit_id: OTHER_VISIT,
  change_no: 11,
  qr_code: "other",
  ended: null,
});

async function primed(environment) {
  const delta = await aDelta([FIRST, SECOND], { full: true });
  assert.equal(await applyDelta(PERSON, delta, NOBODY, environment), true);
}

async function held(environment) {
  return (await sheets(PERSON, environment)).map((one) => [
    one.visit_id,
    one.change_no,
  ]);
}

test("ready means: sheets verified by count and hash, and a catalogue", async () => {
  const { environment } = aPhone();
  assert.equal((await readiness(PERSON, environment)).is_ready, false);

  await primed(environment);
  assert.equal((await readiness(PERSON, environment)).is_ready, false);

  await storeCatalogue(PERSON, { version: 3 }, environment);
  const ready = await readiness(PERSON, environment);
  assert.deepEqual(
    [ready.is_ready, ready.count, ready.catalogue_version],
    [true, 2, 3],
  );
});

test("a phone with a sheet of an earlier build asks for everything again", async () => {
  const { environment } = aPhone();
  const earlier = { ...FIRST, format: FIRST.format - 1 };
  const delta = await aDelta([earlier, SECOND], { full: true });
  await applyDelta(PERSON, delta, NOBODY, environment);
  const asks = await position(PERSON, environment);
  assert.deepEqual([asks.cursor, asks.held], [0, null]);

  await primed(environment);

  assert.equal((await position(PERSON, environment)).cursor, 500);
});

test("a full set that is incomplete in itself purges nothing", async () => {
  const { environment } = aPhone();
  await primed(environment);
  const half = await aDelta([SECOND], {
    full: true,
    scope: [FIRST, SECOND],
    cursor: 900,
  });

  assert.equal(await applyDelta(PERSON, half, NOBODY, environment), false);

  assert.equal((await held(environment)).length, 2);
  assert.equal((await position(PERSON, environment)).cursor, 500);
});

test("a delta adds to what is held and is verified against the whole scope", async () => {
  const { environment } = aPhone();
  await primed(environment);
  const changed = { ...FIRST, change_no: 12 };

  const delta = await aDelta([changed], {
    scope: [changed, SECOND],
    cursor: 600,
  });

  assert.equal(await applyDelta(PERSON, delta, NOBODY, environment), true);
  const { cursor, held } = await position(PERSON, environment);
  assert.deepEqual([cursor, held], [600, await heldOf([changed, SECOND])]);
});

test("a phone that holds something else than meant is not ready until a full pull", async () => {
  const { environment } = aPhone();
  await primed(environment);
  await storeCatalogue(PERSON, { version: 3 }, environment);
  const third = aSheet({
    visit_id: "f0e68ac2-6df2-4840-a2ae-2a945cd0b5e7",
    change_no: 1,
  });

  const delta = await aDelta([], { scope: [FIRST, SECOND, third] });

  assert.equal(await applyDelta(PERSON, delta, NOBODY, environment), false);
  const unready = await readiness(PERSON, environment);
  assert.deepEqual([unready.is_ready, unready.is_primed], [false, true]);
  await forgetCursor(PERSON, environment);
  const full = await aDelta([FIRST, SECOND, third], { full: true });
  assert.equal(await applyDelta(PERSON, full, NOBODY, environment), true);
  assert.equal((await readiness(PERSON, environment)).is_ready, true);
});

test("a sheet that left the scope stays while a command of it waits, and is not counted", async () => {
  const { environment } = aPhone();
  await primed(environment);
  const gone = await aDelta([], { gone: [VISIT], scope: [SECOND] });

  assert.equal(
    await applyDelta(PERSON, gone, new Set([VISIT]), environment),
    true,
  );
  assert.notEqual(await sheet(PERSON, VISIT, environment), null);

  const later = await aDelta([], { scope: [SECOND] });
  assert.equal(await applyDelta(PERSON, later, NOBODY, environment), true);
  assert.equal(await sheet(PERSON, VISIT, environment), null);
});

test("a sheet that comes back is held again", async () => {
  const { environment } = aPhone();
  await primed(environment);
  const gone = await aDelta([], { gone: [VISIT], scope: [SECOND] });
  await applyDelta(PERSON, gone, new Set([VISIT]), environment);

  const back = await aDelta([{ ...FIRST, change_no: 20 }], {
    scope: [{ ...FIRST, change_no: 20 }, SECOND],
  });

  assert.equal(await applyDelta(PERSON, back, NOBODY, environment), true);
  assert.equal((await held(environment)).length, 2);
});

test("visits that ended before the server's limit are dropped", async () => {
  const { environment } = aPhone();
  const ended = {
    kind: "finished",
    note: "",
    ended_at: "2026-11-10T00:00:00.000Z",
  };
  const old = { ...FIRST, ended };
  const first = await aDelta([old, SECOND], {
    full: true,
    ended_before: "2026-11-01T00:00:00.000Z",
  });
  await applyDelta(PERSON, first, NOBODY, environment);

  await applyDelta(
    PERSON,
    await aDelta([], { scope: [SECOND] }),
    NOBODY,
    environment,
  );

  assert.deepEqual(await held(environment), [[OTHER_VISIT, 11]]);
});

test("a printed code leads to its visit", async () => {
  const { environment } = aPhone();
  await primed(environment);

  assert.equal(
    (await sheetByCode(PERSON, "other", environment)).visit_id,
    OTHER_VISIT,
  );
  assert.equal(await sheetByCode(PERSON, "unknown", environment), null);
});

test("an end dated by a wrong phone clock leaves when the server says, not before", async () => {
  const { environment } = aPhone();
  const ended = {
    kind: "finished",
    note: "",
    ended_at: "2024-11-10T00:00:00.000Z",
  };
  const backdated = { ...FIRST, ended };
  await applyDelta(
    PERSON,
    await aDelta([backdated, SECOND], { full: true }),
    NOBODY,
    environment,
  );

  const delta = await aDelta([], { scope: [backdated, SECOND] });

  assert.equal(await applyDelta(PERSON, delta, NOBODY, environment), true);
  assert.equal((await held(environment)).length, 2);
});
