/** Sheets for tests: the example the server also builds, with what a test changes. */

import { readFileSync } from "node:fs";

import { sha256Hex } from "../../service_worker/hashes.js";

const EXAMPLES = new URL("../parity/sheets/", import.meta.url);

/** `example` or `example_empty`, as text. */
export function exampleText(name) {
  return readFileSync(new URL(name, EXAMPLES), "utf8");
}

export function aSheet(overrides = {}) {
  return { ...JSON.parse(exampleText("example.json")), ...overrides };
}

/** What the server would say a phone with these sheets holds. */
export async function heldOf(sheets) {
  const lines = sheets
    .map((sheet) => `${sheet.visit_id}:${sheet.change_no}\n`)
    .sort();
  return { count: sheets.length, hash: await sha256Hex(lines.join("")) };
}

/** A delta; `scope` is everything the phone must hold afterwards. */
export async function aDelta(sheets, { scope = sheets, ...overrides } = {}) {
  return {
    cursor: 500,
    full: false,
    sheets,
    gone: [],
    ended_before: "2026-11-14T00:00:00.000Z",
    held: await heldOf(scope),
    ...overrides,
  };
}
