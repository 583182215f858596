import assert from "node:assert/strict";
import { test } from "node:test";

import { apply } from "../../../service_worker/apply/index.js";
import { overlay, withMarks } from "../../../service_worker/apply/overlay.js";
import { VISIT } from "../phone.js";
import { aSheet } from "../sheets.js";
import { aCommand, anEntry, appliedAt } from "./commands.js";

const SHEET = aSheet({
  visit_id: VISIT,
  change_no: 100,
  remarks: [],
  state: "working",
});

function textsOf(overlaid) {
  return overlaid.sheet.remarks.map((remark) => remark.text);
}

test("a pending command is on top of a sheet that lacks it, also after a newer delta", () => {
  const entry = anEntry(aCommand("add_remark", { text: "一" }));

  assert.deepEqual(textsOf(overlay(SHEET, [entry])), ["一"]);
  assert.deepEqual(textsOf(overlay({ ...SHEET, change_no: 200 }, [entry])), [
    "一",
  ]);
});

test("nothing blinks between the receipt and the sheet that holds it", () => {
  const command = aCommand("add_remark", { text: "一" });
  const told = { ...apply(SHEET, command), change_no: 101 };
  const stages = [
    overlay(SHEET, [anEntry(command)]),
    overlay(told, [anEntry(command)]), // delta stored, receipt not yet
    overlay(SHEET, [anEntry(command, appliedAt(101))]), // receipt without its delta
    overlay(told, [anEntry(command, appliedAt(101))]),
  ];

  for (const stage of stages) assert.deepEqual(textsOf(stage), ["一"]);
  assert.deepEqual(
    stages.map((stage) => stage.marks.get(command.command_id)),
    ["phone", "phone", "uploaded", "verified"],
  );
});

test("of two edits of one field the second is shown", () => {
  const [item] = SHEET.work_items;
  const results = ["fixed", "partly"].map((result) =>
    aCommand("report_result", { item_id: item.item_id, result }),
  );

  const entries = [anEntry(results[0], appliedAt(101)), anEntry(results[1])];
  const { sheet, marks } = overlay({ ...SHEET, change_no: 101 }, entries);

  assert.equal(sheet.work_items[0].result, "partly");
  assert.equal(marks.get(item.item_id), "phone");
});

test("a parked command has no effect and stands where its maker finds it", () => {
  const command = aCommand("add_remark", { text: "一" });
  const entry = anEntry(command, { result: "parked", change_no: null });

  const overlaid = overlay(SHEET, [entry]);

  assert.deepEqual(textsOf(overlaid), []);
  assert.deepEqual(overlaid.attention, [entry]);
});

test("a decided refusal leaves no mark behind", () => {
  const [item] = SHEET.work_items;
  const command = aCommand("report_result", {
    item_id: item.item_id,
    result: "fixed",
  });
  const decided = {
    command,
    receipt: { result: "parked", change_no: null },
    status: "uploaded",
  };

  assert.equal(overlay(SHEET, [decided]).marks.get(item.item_id), undefined);
});

test("what the office made impossible is not shown and breaks nothing", () => {
  const entries = [
    anEntry(aCommand("finish_work")),
    anEntry(aCommand("add_remark", { text: "还是写下来" })),
  ];

  const overlaid = overlay({ ...SHEET, state: "cancelled" }, entries);

  assert.equal(overlaid.sheet.state, "cancelled");
  assert.deepEqual(textsOf(overlaid), ["还是写下来"]);
});

test("a photo is verified when the server has its bytes, not before", () => {
  const payload = { kind: "after", sha256: "a".repeat(64) };
  const command = aCommand("attach_photo", payload, {
    blobs: [payload.sha256],
  });
  const entry = anEntry(command, appliedAt(101));
  const told = { ...apply(SHEET, command), change_no: 101 };

  const before = overlay(told, [entry]);
  assert.equal(before.marks.get(command.command_id), "uploaded");

  const after = overlay(told, [entry], {
    verifiedPhotos: new Set([payload.sha256]),
  });
  assert.equal(after.marks.get(command.command_id), "verified");
});

test("commands of another visit stay away", () => {
  const command = aCommand(
    "add_remark",
    { text: "一" },
    { stream: "visit:another" },
  );

  assert.deepEqual(textsOf(overlay(SHEET, [anEntry(command)])), []);
});

test("every row a page shows carries its mark, the end of a visit too", () => {
  const command = aCommand("end_without_repair", {
    kind: "no_fault",
    note: "",
  });

  const marked = withMarks(overlay(SHEET, [anEntry(command)]));

  assert.equal(marked.ended.sync, "phone");
  assert.ok(marked.work_items.every((row) => row.sync === ""));
  assert.equal("sync" in SHEET.work_items[0], false);
});
