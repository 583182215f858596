/** 照片: the slots of a visit, what is missing, and the one being taken now. */

import { asked, commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";
import { missingParts } from "./steps.js";

const KINDS = ["before", "during", "after", "tag", "receipt"];

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  const missing = missingParts(sheet).photos;
  const wanted = asked(input, "kind");
  return {
    ...commonContext(input, { name: "photos", sheet }),
    sheet,
    place: placeOf(sheet),
    missing,
    kinds: KINDS,
    kind: KINDS.includes(wanted) ? wanted : (missing[0] ?? "during"),
    slots: slotsOf(sheet, missing),
  };
}

/** @param {any} sheet @param {string[]} missing */
export function slotsOf(sheet, missing) {
  return KINDS.map((kind) => ({
    kind,
    is_missing: missing.includes(kind),
    photos: sheet.photos.filter(
      (/** @type {any} */ photo) => photo.kind === kind,
    ),
  }));
}
