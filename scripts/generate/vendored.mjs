/** Code of others that pages load as it is: copied from node_modules, listed in VENDORED.md. */

import { copyFile, mkdir } from "node:fs/promises";
import { copyHashed } from "./dist.mjs";
import { ROOT, STATIC } from "./paths.mjs";

const VENDORED = { "htmx.js": "htmx.org/dist/htmx.min.js" };

/** @returns {Promise<Record<string, string>>} logical name → built name */
export async function copyVendored() {
  await mkdir(`${STATIC}/vendor`, { recursive: true });
  /** @type {Record<string, string>} */
  const files = {};
  for (const [name, source] of Object.entries(VENDORED)) {
    await copyFile(
      `${ROOT}/node_modules/${source}`,
      `${STATIC}/vendor/${name}`,
    );
    files[name] = await copyHashed(`${STATIC}/vendor/${name}`, name);
  }
  return files;
}
