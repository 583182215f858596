/**
 * Renders the shared templates without a server: precompiled, no eval, no network.
 * Differences to the Jinja2 side are listed in docs/template-dialect.md.
 */

import { ASSETS, ASSETS_PREFIX } from "../generated/assets.js";
import { templates } from "../generated/templates.js";
import { ENGINE_FILTERS } from "./engine_filters.js";
import { createFilters } from "./filters.js";
import { page } from "./pieces.js";
import { translate } from "./wording.js";

const FALLBACK_ZONE = "Asia/Shanghai";

/** @type {Map<string, Record<string, import("./pieces.js").Template>>} by language and zone */
const made = new Map();

/**
 * The HTML of a template, `technician/today/show.html` or a partial.
 * @param {string} template name as under fieldapp/templates
 * @param {Record<string, any>} context JSON values only
 * @param {string} language `zh` or `en`
 * @returns {string}
 */
export function render(template, context, language) {
  const zone = context.company?.timezone ?? FALLBACK_ZONE;
  return page(templatesFor(language, zone), template, context);
}

/** @param {string} name logical file name, `app.js` */
export function asset(name) {
  const file = ASSETS[name];
  if (file === undefined) throw new Error(`No built file ${name}`);
  return ASSETS_PREFIX + file;
}

/** @param {string} language @param {string} zone */
function templatesFor(language, zone) {
  const key = `${language} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  const all = templates(
    { ...ENGINE_FILTERS, ...createFilters(language, zone) },
    (/** @type {string} */ msgid, /** @type {any} */ values) =>
      translate(language, msgid, values),
    asset,
    () => "",
  );
  made.set(key, all);
  return all;
}
