/** A phone's engine against a test server, with time that passes only when told. */

import { setCurrentPerson } from "../../service_worker/store/device.js";
import { enqueue, pending } from "../../service_worker/store/outbox.js";
import { createEngine } from "../../service_worker/sync/engine.js";
import { aPhone, aRemark, PERSON } from "./phone.js";
import { fakeLocks, manualTimers, Server } from "./server.js";

export async function aDrainer({
  server = new Server(),
  phone = aPhone(),
  ...more
} = {}) {
  const timers = manualTimers(phone.clock);
  const states = [];
  const listeners = {};
  if (!phone.isSignedIn)
    await setCurrentPerson({ person_id: PERSON }, phone.environment);
  const engine = createEngine({
    personId: PERSON,
    environment: phone.environment,
    fetch: server.fetch,
    locks: fakeLocks(),
    timers,
    random: () => 0.5,
    publish: (state) => states.push(state),
    isVisible: () => true,
    persist: async () => true,
    listen: (what, listener) => {
      listeners[what] = listener;
      return () => delete listeners[what];
    },
    ...more,
  });
  return {
    engine,
    server,
    phone,
    timers,
    states,
    listeners,
    environment: phone.environment,
  };
}

export async function say({ environment }, ...texts) {
  const rows = [];
  for (const text of texts) {
    rows.push(await enqueue(PERSON, { command: aRemark(text) }, environment));
  }
  return rows;
}

export async function unsent({ environment }) {
  return (await pending(PERSON, environment)).map(
    (row) => row.command.payload.text,
  );
}

export function received({ server }) {
  return server.applied.map((command) => command.payload.text);
}
