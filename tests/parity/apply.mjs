/**
 * Applies commands to sheets for test_apply.py: one JSON line in, `{sheet, commands, author}`, one
 * JSON line out, `{sheet, outcomes}`; an outcome is null where the command took effect.
 */

import { createInterface } from "node:readline";

import { apply, Refusal } from "../../service_worker/apply/index.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { sheet, commands, author } = JSON.parse(line);
  let shown = sheet;
  const outcomes = commands.map((command) => {
    try {
      shown = apply(shown, command, author);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { code: error.code, details: error.details };
    }
  });
  process.stdout.write(`${JSON.stringify({ sheet: shown, outcomes })}\n`);
}
