/** The icon sprite and the pictures of the installed app. */

import { readdir } from "node:fs/promises";
import { copyHashed } from "./dist.mjs";
import { STATIC } from "./paths.mjs";

/** @returns {Promise<Record<string, string>>} `icons/<name>` → built name */
export async function copyIcons() {
  /** @type {Record<string, string>} */
  const files = {};
  const names = (await readdir(`${STATIC}/icons`)).filter((name) =>
    /\.(svg|png)$/.test(name),
  );
  for (const name of names.sort()) {
    files[`icons/${name}`] = await copyHashed(
      `${STATIC}/icons/${name}`,
      `icons/${name}`,
    );
  }
  return files;
}
