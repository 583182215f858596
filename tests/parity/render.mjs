/**
 * Builds and renders every fixture as the service worker would.
 * stdin: [{ page, language, source }] · stdout: [{ context, show, partial }]
 */

import { text } from "node:stream/consumers";
import { PAGES } from "../../service_worker/pages/index.js";
import { render } from "../../service_worker/render/environment.js";
import { setWording } from "../../service_worker/render/wording.js";
import english from "../../service_worker/generated/words_en.json" with { type: "json" };

setWording("en", english);

const fixtures = JSON.parse(await text(process.stdin));
const answers = [];
for (const { page, language, source } of fixtures) {
  const url = new URL(source.path, source.origin);
  url.search = new URLSearchParams(source.query).toString();
  const context = await PAGES[page].build({
    ...source,
    url,
    nowAt: source.now_at,
    photos: [],
  });
  answers.push({
    context,
    show: render(`technician/${page}/show.html`, context, language),
    partial: render(`technician/${page}/_page.html`, context, language),
  });
}
process.stdout.write(JSON.stringify(answers));
