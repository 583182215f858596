/** 不能签字: nobody there, refused, or signing later by link; with reason and evidence. */

import { documentText } from "../apply/document.js";
import { sha256Hex } from "../hashes.js";
import { commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";
import { stageOf } from "./signature.js";

/** @param {import("./common.js").PageInput} input */
export async function build(input) {
  const sheet = sheetOf(input);
  const document = documentText(sheet);
  return {
    ...commonContext(input, { name: "absence", sheet }),
    sheet,
    place: placeOf(sheet),
    stage: stageOf(sheet),
    kinds: ["absent", "refused", "send_link"],
    evidence_kinds: ["door_photo", "call_log", "witness"],
    document_text: document,
    document_sha256: await sha256Hex(document),
  };
}
