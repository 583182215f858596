/** 客户签字: rating, opinion and signature under the exact document; afterwards the thanks. */

import { documentText } from "../apply/document.js";
import { sha256Hex } from "../hashes.js";
import { billOf } from "./bill.js";
import { commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";

const RELATIONS = ["owner", "family", "tenant", "property", "keyholder"];

/** @param {import("./common.js").PageInput} input */
export async function build(input) {
  const sheet = sheetOf(input);
  const document = documentText(sheet);
  return {
    ...commonContext(input, { name: "signature", sheet }),
    sheet,
    place: placeOf(sheet),
    stage: stageOf(sheet),
    bill: billOf(sheet),
    relations: RELATIONS,
    relation: relationOf(sheet),
    opinions: input.catalogue?.phrases.opinion ?? [],
    document_text: document,
    document_sha256: await sha256Hex(document),
  };
}

/** open: may be signed · thanks: just signed · closed: neither. @param {any} sheet */
export function stageOf(sheet) {
  if (sheet.state === "awaiting_sign_off") return "open";
  return sheet.sign_off ? "thanks" : "closed";
}

/** The contact's relation when it is one of those who may sign; nothing is guessed. @param {any} sheet */
function relationOf(sheet) {
  return RELATIONS.includes(sheet.contact_relation)
    ? sheet.contact_relation
    : "";
}
