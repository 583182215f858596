/** Commands as the outbox would hold them, for tests of what they do to a sheet. */

import { VISIT } from "../phone.js";

let made = 0;

export function aCommand(name, payload = {}, overrides = {}) {
  made += 1;
  const minutes = String(made % 60).padStart(2, "0");
  const hours = String(3 + (Math.floor(made / 60) % 20)).padStart(2, "0");
  return {
    command_id: `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`,
    device_seq: made,
    stream: `visit:${VISIT}`,
    stream_seq: made,
    name,
    v: 1,
    base_change_no: null,
    made_at: `2026-11-28T${hours}:${minutes}:00.000Z`,
    clock_offset_ms: 0,
    payload,
    blobs: [],
    supersedes: null,
    sha256: "0".repeat(64),
    ...overrides,
  };
}

export function anEntry(command, receipt = null) {
  const status = receipt === null ? "phone" : "uploaded";
  return {
    command,
    receipt,
    status: receipt?.result === "parked" ? "attention" : status,
  };
}

export function appliedAt(change_no) {
  return { result: "applied", change_no };
}
