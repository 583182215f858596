/** 忘点了: every clock mark of a visit, with one tap to say it was earlier. */

import { commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";

const MINUTE_MS = 60_000;
const EARLIER_MINUTES = [5, 10, 15, 30];

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  return {
    ...commonContext(input, { name: "marks", sheet }),
    sheet,
    place: placeOf(sheet),
    marks: [...sheet.marks].reverse().map(markRow),
  };
}

/** @param {any} mark */
function markRow(mark) {
  const madeAt = Date.parse(mark.made_at);
  return {
    mark_id: mark.mark_id,
    kind: mark.kind,
    made_at: mark.made_at,
    corrected_at: mark.corrected_at,
    sync: mark.sync,
    earlier: EARLIER_MINUTES.map((minutes) => ({
      minutes,
      at: new Date(madeAt - minutes * MINUTE_MS).toISOString(),
    })),
  };
}
