import assert from "node:assert/strict";
import { test } from "node:test";

import {
  currentPerson,
  forgetCurrentPerson,
  mayRender,
  recordContact,
  setCurrentPerson,
  stopRendering,
} from "../../../service_worker/store/device.js";
import { aPhone, NOW, OTHER_PERSON, PERSON } from "../phone.js";

const CARDS = {
  person: { id: PERSON, name: "王建国" },
  company: { name: "明睿" },
};
const DAY_MS = 24 * 3600 * 1000;

async function signedIn(environment) {
  await setCurrentPerson({ person_id: PERSON, ...CARDS }, environment);
  const contact = {
    now: "2026-11-28T01:00:00.000Z",
    lease_until: "2026-12-05T01:00:00.000Z",
  };
  await recordContact(PERSON, contact, environment);
}

test("nobody's pages are shown before a login and after a logout", async () => {
  const { environment } = aPhone();
  assert.equal(mayRender(await currentPerson(environment), NOW), "no_person");

  await signedIn(environment);
  assert.equal(mayRender(await currentPerson(environment), NOW), "yes");

  await forgetCurrentPerson(environment);
  assert.equal(mayRender(await currentPerson(environment), NOW), "no_person");
});

test("after eight days without contact nothing is shown", async () => {
  const { environment } = aPhone();
  await signedIn(environment);
  const current = await currentPerson(environment);

  assert.equal(mayRender(current, NOW + 6.9 * DAY_MS), "yes");
  assert.equal(mayRender(current, NOW + 8 * DAY_MS), "lease_over");
});

test("a phone whose clock is a year ahead keeps the whole lease", async () => {
  const { environment, clock } = aPhone();
  clock.now += 365 * DAY_MS;
  await signedIn(environment);
  const current = await currentPerson(environment);

  assert.equal(current.clock_offset_ms, -365 * DAY_MS);
  assert.equal(mayRender(current, clock.now + 6 * DAY_MS), "yes");
  assert.equal(mayRender(current, clock.now + 8 * DAY_MS), "lease_over");
});

test("a wrong person in an answer stops the pages until the right one is heard again", async () => {
  const { environment } = aPhone();
  await signedIn(environment);

  await stopRendering(PERSON, "other_person", environment);
  assert.equal(mayRender(await currentPerson(environment), NOW), "stopped");

  await signedIn(environment);
  assert.equal(mayRender(await currentPerson(environment), NOW), "yes");
});

test("what is heard about somebody else changes nothing here", async () => {
  const { environment } = aPhone();
  await signedIn(environment);
  const before = await currentPerson(environment);

  const contact = {
    now: "2027-01-01T00:00:00.000Z",
    lease_until: "2027-01-09T00:00:00.000Z",
  };
  await recordContact(OTHER_PERSON, contact, environment);
  await stopRendering(OTHER_PERSON, "wiped", environment);

  assert.deepEqual(await currentPerson(environment), before);
});
