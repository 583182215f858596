/**
 * Builds and renders every fixture as the service worker would, and as nunjucks itself would.
 * stdin: [{ page, language, source }] · stdout: [{ context, show, partial, by_nunjucks }]
 */

import { text } from "node:stream/consumers";
import nunjucks from "nunjucks";
import { PAGES } from "../../service_worker/pages/index.js";
import { ENGINE_FILTERS } from "../../service_worker/render/engine_filters.js";
import { asset, render } from "../../service_worker/render/environment.js";
import { createFilters } from "../../service_worker/render/filters.js";
import { setWording, translate } from "../../service_worker/render/wording.js";
import { SafeString } from "../../service_worker/render/markup.js";
import english from "../../service_worker/generated/words_en.json" with { type: "json" };

setWording("en", english);

const TEMPLATES = new URL("../../fieldapp/templates", import.meta.url).pathname;

/** The page by the engine whose language the templates are written in. */
function byNunjucks(template, context, language) {
  const loader = new nunjucks.FileSystemLoader(TEMPLATES);
  const options = { autoescape: true, trimBlocks: true, lstripBlocks: true };
  const environment = new nunjucks.Environment(loader, options);
  const filters = {
    ...createFilters(language, context.company.timezone),
    ...{ join: ENGINE_FILTERS.join, length: ENGINE_FILTERS.length },
  };
  for (const [name, filter] of Object.entries(filters))
    environment.addFilter(name, (...values) => marked(filter(...values)));
  environment.addGlobal("asset", asset);
  environment.addGlobal("command_id", () => "");
  environment.addGlobal("_", (msgid, values) =>
    translate(language, msgid, values),
  );
  return environment.render(template, context);
}

/** HTML that a filter made, as nunjucks tells it from text. */
function marked(value) {
  return value instanceof SafeString
    ? new nunjucks.runtime.SafeString(value.html)
    : value;
}

const fixtures = JSON.parse(await text(process.stdin));
const answers = [];
for (const { page, language, source } of fixtures) {
  const url = new URL(source.path, source.origin);
  url.search = new URLSearchParams(source.query).toString();
  const context = await PAGES[page]({
    ...source,
    url,
    nowAt: source.now_at,
    photos: [],
  });
  answers.push({
    context,
    show: render(`technician/${page}/show.html`, context, language),
    partial: render(`technician/${page}/_page.html`, context, language),
    by_nunjucks: byNunjucks(`technician/${page}/show.html`, context, language),
  });
}
process.stdout.write(JSON.stringify(answers));
