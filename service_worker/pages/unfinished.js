/** 未完成: the reason and the next appointment, or an end without repair. */

import { asked, commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";

const STATES = [
  "accepted",
  "travelling",
  "on_site",
  "working",
  "awaiting_sign_off",
];

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  return {
    ...commonContext(input, { name: "unfinished", sheet }),
    sheet,
    place: placeOf(sheet),
    is_active: STATES.includes(sheet.state),
    tab: asked(input, "tab") === "ending" ? "ending" : "again",
    reasons: input.catalogue?.unfinished_reasons ?? [],
    explains: input.catalogue?.phrases.explain ?? [],
    endings: ["no_fault", "declined", "not_ours", "no_access"],
  };
}
