/** 材料: what was used, and the catalogue by order, search or whole. */

import { UNIT_STEPS } from "../generated/limits.js";
import { matches } from "./search.js";
import { billOf } from "./bill.js";
import { asked, commonContext, sheetOf } from "./common.js";
import { placeOf } from "./rows.js";

const SHOWN_LIMIT = 100;
const WHOLE_STEP_MILLI = 1000;
const NEW = "new";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  const sheet = sheetOf(input);
  const query = asked(input, "q");
  const tab = tabOf(query, asked(input, "tab"));
  const all = input.catalogue?.materials ?? [];
  const codes = orderCodes(sheet, input.catalogue);
  return {
    ...commonContext(input, { name: "materials", sheet }),
    sheet,
    place: placeOf(sheet),
    query,
    tab,
    total: all.length,
    materials: all
      .filter(chosenBy(tab, query, codes))
      .slice(0, SHOWN_LIMIT)
      .map(materialRow),
    pick: pickOf(asked(input, "pick"), all),
    bill: billOf(sheet),
  };
}

/** @param {string} query @param {string} tab */
function tabOf(query, tab) {
  if (query) return "found";
  return tab === "all" ? "all" : "order";
}

/** Codes of the materials the sheet's categories usually need. @param {any} sheet @param {any} catalogue */
function orderCodes(sheet, catalogue) {
  const categories = sheet.work_items.map(
    (/** @type {any} */ item) => item.category_code,
  );
  const usual = catalogue?.category_materials ?? [];
  return usual
    .filter((/** @type {any} */ row) => categories.includes(row.category_code))
    .flatMap((/** @type {any} */ row) => row.material_codes);
}

/** @param {string} tab @param {string} query @param {string[]} codes */
function chosenBy(tab, query, codes) {
  return (/** @type {any} */ material) => {
    if (tab === "all") return true;
    if (tab === "order") return codes.includes(material.code);
    const { code, name, spec, initials } = material;
    return matches(query, [code, name, spec, initials].join(" "));
  };
}

/** @param {any} material */
function materialRow(material) {
  return {
    material_id: material.material_id,
    code: material.code,
    name: material.name,
    spec: material.spec,
    unit: material.unit,
    unit_price_cents: material.unit_price_cents,
    van_milli: material.van_milli,
    store_milli: material.store_milli,
  };
}

/** The material whose quantity is asked for: one of the catalogue, or one that is not in it. @param {string} id @param {any[]} all */
function pickOf(id, all) {
  if (id === NEW)
    return {
      is_new: true,
      step_milli: WHOLE_STEP_MILLI,
      units: Object.keys(UNIT_STEPS),
    };
  const material = all.find((one) => one.material_id === id);
  if (!material) return null;
  return {
    is_new: false,
    step_milli: stepOf(material.unit),
    ...materialRow(material),
  };
}

/** @param {string} unit */
function stepOf(unit) {
  return UNIT_STEPS[unit] ?? WHOLE_STEP_MILLI;
}
