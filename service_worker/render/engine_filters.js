/**
 * The filters of the template engines that shared templates use. nunjucks has dozens more; bundled they
 * would be as many bytes as a page (scripts/generate/nunjucks.mjs leaves its own out).
 */

import { SafeString } from "./markup.js";

/** @type {Record<string, (...values: any[]) => any>} */
export const ENGINE_FILTERS = {
  /** @param {any[]} values @param {string} [between] */
  join: (values, between = "") => values.join(between),
  /** @param {{length: number} | null | undefined} value a list or a text */
  length: (value) => value?.length ?? 0,
  /** @param {any} text markup stays markup */
  trim: (text) =>
    text instanceof SafeString
      ? new SafeString(String(text).trim())
      : text.trim(),
};
