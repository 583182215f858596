/**
 * Builds what browsers load and what the service worker renders from, for committing.
 * Runs after `python -m fieldapp.offline.export`; the same sources always give the same bytes.
 */

import { bundlePages, bundlePhone } from "./generate/bundles.mjs";
import {
  copyHashed,
  emptyDist,
  publishDist,
  writeManifest,
} from "./generate/dist.mjs";
import { copyIcons } from "./generate/icons.mjs";
import { writePrecache } from "./generate/precache.mjs";
import { GENERATED } from "./generate/paths.mjs";
import { precompileTemplates } from "./generate/templates.mjs";
import { copyVendored } from "./generate/vendored.mjs";

await emptyDist();
await precompileTemplates();
const vendored = await copyVendored();
const icons = await copyIcons();
const pages = await bundlePages();
const words = await copyHashed(`${GENERATED}/words_en.json`, "words_en.json");
await writeManifest({
  ...pages.files,
  ...icons,
  ...vendored,
  "words_en.json": words,
});
await writePrecache({ offline: pages.offline, icons });
await bundlePhone();
await publishDist();
