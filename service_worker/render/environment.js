/**
 * Renders the shared templates without a server: precompiled nunjucks, no eval, no network.
 * Differences to the Jinja2 side are listed in docs/template-dialect.md.
 */

import { ASSETS, ASSETS_PREFIX } from "../generated/assets.js";
import { TEMPLATES } from "../generated/templates.js";
import { ENGINE_FILTERS } from "./engine_filters.js";
import { createFilters } from "./filters.js";
import { Environment, PrecompiledLoader } from "./nunjucks.js";
import { translate } from "./wording.js";

const FALLBACK_ZONE = "Asia/Shanghai";

/** @type {Map<string, any>} one environment per language and zone; making one costs a millisecond */
const environments = new Map();

/**
 * The HTML of a template, `technician/today/show.html` or a partial.
 * @param {string} template name as under fieldapp/templates
 * @param {Record<string, any>} context JSON values only
 * @param {string} language `zh` or `en`
 * @returns {string}
 */
export function render(template, context, language) {
  const zone = context.company?.timezone ?? FALLBACK_ZONE;
  return environmentFor(language, zone).render(template, context);
}

/** @param {string} name logical file name, `app.js` */
export function asset(name) {
  const file = ASSETS[name];
  if (file === undefined) throw new Error(`No built file ${name}`);
  return ASSETS_PREFIX + file;
}

/** @param {string} language @param {string} zone */
function environmentFor(language, zone) {
  const key = `${language} ${zone}`;
  const known = environments.get(key);
  if (known) return known;
  const environment = createEnvironment(language, zone);
  environments.set(key, environment);
  return environment;
}

/** @param {string} language @param {string} zone */
function createEnvironment(language, zone) {
  const loader = new PrecompiledLoader(TEMPLATES);
  const environment = new Environment(loader, { autoescape: true });
  const filters = { ...ENGINE_FILTERS, ...createFilters(language, zone) };
  for (const [name, filter] of Object.entries(filters))
    environment.addFilter(name, filter);
  environment.addGlobal("asset", asset);
  environment.addGlobal("command_id", () => "");
  environment.addGlobal(
    "_",
    (/** @type {string} */ msgid, /** @type {any} */ values) =>
      translate(language, msgid, values),
  );
  return environment;
}
