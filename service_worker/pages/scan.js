/** 扫码: find an order on this phone by its code or number. */

import { asked, commonContext } from "./common.js";
import { inOrder, visitRow } from "./rows.js";

const SHORTEST = 3;

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const code = asked(input, "code");
  return {
    ...commonContext(input, { name: "scan", nav: "scan" }),
    code,
    found: inOrder(input.sheets)
      .filter((sheet) => isMeant(sheet, code))
      .map(visitRow),
  };
}

/** The code, the address printed in it, the number or its end. @param {any} sheet @param {string} code */
function isMeant(sheet, code) {
  const wanted = code.toLowerCase().split("/").at(-1) ?? "";
  if (wanted.length < SHORTEST) return false;
  return (
    sheet.qr_code === wanted ||
    sheet.work_order_number.toLowerCase().endsWith(wanted)
  );
}
