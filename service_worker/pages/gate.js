/** 门岗出示: number and code for the guard; no price, no phone number. */

import { commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  return {
    ...commonContext(input, { name: "gate", sheet }),
    sheet,
    place: placeOf(sheet),
    code_url: `${input.url.origin}/q/${sheet.qr_code}`,
  };
}
