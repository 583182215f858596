/** Where sources lie and where built files go, relative to the repository's root. */

import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(
  /\/$/,
  "",
);
export const STATIC = `${ROOT}/fieldapp/static`;
// Built beside the old files and put in their place at the end: a failed build leaves them alone.
export const DIST = `${STATIC}/dist.next`;
export const PUBLISHED = `${STATIC}/dist`;
export const GENERATED = `${ROOT}/service_worker/generated`;
export const TEMPLATES = `${ROOT}/fieldapp/templates`;
