/** One step of a typed quantity. */

import { Unreadable, wholeParts } from "./numbers.js";

/**
 * @param {string} text what stands in the field; unreadable counts as the minimum
 * @param {number} stepMilli thousandths to add
 * @param {string} min decimal text
 * @returns {string} decimal text without trailing zeros
 */
export function stepped(text, stepMilli, min) {
  const least = wholeParts(min, 1000);
  return decimal(Math.max(least, currentMilli(text, least) + stepMilli));
}

/**
 * @param {string} text
 * @param {number} otherwise
 */
function currentMilli(text, otherwise) {
  try {
    return wholeParts(text, 1000);
  } catch (problem) {
    if (problem instanceof Unreadable) return otherwise;
    throw problem;
  }
}

/** @param {number} milli */
function decimal(milli) {
  const fraction = String(Math.abs(milli) % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  const whole = `${milli < 0 ? "-" : ""}${Math.floor(Math.abs(milli) / 1000)}`;
  return fraction ? `${whole}.${fraction}` : whole;
}
