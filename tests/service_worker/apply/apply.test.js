import assert from "node:assert/strict";
import { test } from "node:test";

import { documentText } from "../../../service_worker/apply/document.js";
import {
  apply,
  APPLIED_COMMANDS,
} from "../../../service_worker/apply/index.js";
import { lineAmountCents } from "../../../service_worker/apply/quantities.js";
import { LIMITS } from "../../../service_worker/generated/limits.js";
import { VISIT_TRANSITIONS } from "../../../service_worker/generated/states.js";
import { aSheet, exampleText } from "../sheets.js";
import { aCommand } from "./commands.js";

const CLEAN = [
  {
    check_id: "a",
    code: "cleanup.swept",
    answer: "yes",
    note: "",
    made_at: "",
  },
  {
    check_id: "b",
    code: "cleanup.usable",
    answer: "yes",
    note: "",
    made_at: "",
  },
];

function refusal(sheet, command) {
  try {
    apply(sheet, command);
  } catch (error) {
    assert.equal(error.name, "Refusal", String(error));
    return [error.code, error.details];
  }
  return null;
}

function frozen(value) {
  if (value !== null && typeof value === "object")
    Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

function reported(sheet) {
  return {
    ...sheet,
    work_items: sheet.work_items.map((item) => ({ ...item, result: "fixed" })),
  };
}

test("what the sheet offers no verdict for is taken as not known, never as free", () => {
  const told = {
    position: "书房",
    category_code: "NEW",
    category_name: "新的一类",
    warranty_verdict: "unknown",
    charge_verdict: "pending",
  };

  const added = apply(aSheet(), aCommand("add_extra_item", told));
  const free = { ...told, warranty_verdict: "in", charge_verdict: "free" };

  const { warranty_verdict, warranty_text } = added.work_items.at(-1);
  assert.deepEqual([warranty_verdict, warranty_text], ["unknown", ""]);
  assert.deepEqual(refusal(aSheet(), aCommand("add_extra_item", free)), [
    "category.unknown",
    { category_code: "NEW" },
  ]);
});

test("a command changes a copy, and only once", () => {
  const sheet = frozen(aSheet());
  const command = frozen(aCommand("add_remark", { text: "排水孔堵塞" }));

  const once = apply(sheet, command, "刘洋");

  assert.equal(apply(once, command), once);
  const [remark] = once.remarks.filter(
    (row) => row.remark_id === command.command_id,
  );
  assert.deepEqual([remark.text, remark.author_name], ["排水孔堵塞", "刘洋"]);
  assert.ok(once.command_ids.includes(command.command_id));
});

test("the way of a visit leaves its marks, back to work another one", () => {
  const steps = [
    ["accept_visit", "accepted"],
    ["start_travel", "travelling"],
    ["arrive", "on_site"],
    ["start_work", "working"],
    ["finish_work", "awaiting_sign_off"],
    ["resume_work", "working"],
  ];
  let sheet = reported(aSheet({ state: "planned", marks: [], checks: CLEAN }));

  for (const [name, state] of steps) {
    sheet = apply(sheet, aCommand(name));
    assert.equal(sheet.state, state);
  }

  assert.deepEqual(
    sheet.marks.map((mark) => mark.kind),
    ["travel", "arrive", "work", "finish", "work"],
  );
});

test("a step that the table does not know is refused with state and action", () => {
  const sheet = aSheet({ state: "planned" });

  assert.deepEqual(refusal(sheet, aCommand("start_work")), [
    "visit.wrong_state",
    { state: "planned", action: "start_work" },
  ]);
  assert.deepEqual(
    refusal(
      sheet,
      aCommand("end_without_repair", { kind: "no_fault", note: "" }),
    ),
    [
      "visit.wrong_state",
      { state: "planned", action: "end_without_repair:no_fault" },
    ],
  );
});

test("finishing names what is missing: results first, then the clean-up", () => {
  const sheet = aSheet({ state: "working", checks: [] });
  assert.deepEqual(refusal(sheet, aCommand("finish_work")), [
    "visit.results_missing",
    { missing: ["厨房"] },
  ]);

  const half = { ...reported(sheet), checks: [CLEAN[0]] };
  assert.deepEqual(refusal(half, aCommand("finish_work")), [
    "visit.cleanup_missing",
    { missing: ["cleanup.usable"] },
  ]);
});

test("a material costs what it costs; due is what its item owes", () => {
  const sheet = aSheet({ material_uses: [], charges: [] });
  const [free, charged] = sheet.work_items;
  const payload = {
    name: "胶条",
    unit: "米",
    quantity_milli: 2400,
    unit_price_cents: 815,
  };

  const inWarranty = apply(
    sheet,
    aCommand("use_material", { ...payload, item_id: free.item_id }),
  );
  const both = apply(
    inWarranty,
    aCommand("use_material", { ...payload, item_id: charged.item_id }),
  );

  assert.deepEqual([both.amount_cents, both.due_cents], [3912, 1956]);
  const [first] = both.material_uses;
  const voided = apply(
    both,
    aCommand("void_material_use", { use_id: first.use_id }),
  );
  assert.deepEqual([voided.material_uses.length, voided.due_cents], [1, 1956]);
});

test("amounts are rounded half up to a cent", () => {
  const cases = [
    [1500, 1, 2],
    [1499, 1, 1],
    [9_999_000, 9_999_999, 99_989_990_001],
    [0, 5, 0],
  ];
  for (const [quantity, price, cents] of cases) {
    assert.equal(lineAmountCents(quantity, price), cents);
  }
});

const REFUSED = [
  [
    "use_material",
    { unit: "支", quantity_milli: 500, unit_price_cents: 1 },
    "quantity.fraction",
  ],
  [
    "use_material",
    { unit: "支", quantity_milli: 1000, item_id: "x" },
    "item.unknown",
  ],
  ["report_result", { item_id: "x", result: "fixed" }, "item.unknown"],
  ["void_material_use", { use_id: "x" }, "record.unknown"],
  ["void_photo", { photo_id: "x" }, "record.unknown"],
  ["void_expense", { expense_id: "x" }, "record.unknown"],
  ["correct_mark", { mark_id: "x", corrected_at: "" }, "mark.unknown"],
  ["attach_photo", { sha256: "x" }, "photo.not_named"],
  [
    "record_expense",
    { kind: "停车", amount_cents: 1, sha256: "x" },
    "photo.not_named",
  ],
  ["raise_a_flag", {}, "command.unknown"],
];

for (const [name, payload, code] of REFUSED) {
  test(`${name} is refused as ${code}`, () => {
    assert.equal(
      refusal(aSheet({ state: "working" }), aCommand(name, payload))[0],
      code,
    );
  });
}

test("the second answer to a check replaces the first one shown", () => {
  const sheet = aSheet({ checks: [] });
  const first = apply(
    sheet,
    aCommand("answer_check", { code: "safety.wind", answer: "3 级" }),
  );

  const second = apply(
    first,
    aCommand("answer_check", { code: "safety.wind", answer: "5 级" }),
  );

  assert.deepEqual(
    second.checks.map((check) => check.answer),
    ["5 级"],
  );
});

test("a signature ends the visit and is bound to the text that was shown", () => {
  const sheet = aSheet({ state: "awaiting_sign_off" });
  const payload = {
    document: documentText(sheet),
    signer_name: "张䶮",
    relation: "owner",
  };
  const strokes = [[[1, 2, 3]]];

  const signed = apply(sheet, aCommand("sign_off", { ...payload, strokes }));
  assert.deepEqual(
    [signed.state, signed.sign_off.content_changed],
    ["finished", false],
  );
  assert.equal(signed.ended.kind, "finished");
  assert.ok(!("rating" in signed.sign_off));

  const changed = apply(aSheet({ state: "awaiting_sign_off", due_cents: 1 }), {
    ...aCommand("sign_off", { ...payload, strokes }),
  });
  assert.equal(changed.sign_off.content_changed, true);
});

test("a document of another visit cannot be signed here", () => {
  const sheet = aSheet({ state: "awaiting_sign_off" });
  const document = documentText({ ...sheet, visit_id: "another" });

  const signing = aCommand("record_absence", { document, kind: "absent" });

  assert.equal(refusal(sheet, signing)[0], "sign_off.document");
});

test("the document is the server's, byte by byte", () => {
  for (const name of ["example", "example_empty"]) {
    const sheet = JSON.parse(exampleText(`${name}.json`));
    assert.equal(documentText(sheet), exampleText(`${name}.document.json`));
  }
});

test("every command a phone may send has its effect here", () => {
  const without = ["return_from_trip"]; // belongs to no sheet
  assert.deepEqual(
    Object.keys(LIMITS).filter((name) => !APPLIED_COMMANDS.includes(name)),
    without,
  );
});

test("every action of the state table that a phone may take is applied", () => {
  const office = ["cancel_visit", "reassign_visit"];
  const actions = new Set(
    Object.values(VISIT_TRANSITIONS).flatMap((row) => Object.keys(row)),
  );
  const names = [...actions].map((action) => action.split(":")[0]);

  assert.deepEqual(
    names.filter(
      (name) => !office.includes(name) && !APPLIED_COMMANDS.includes(name),
    ),
    [],
  );
});
