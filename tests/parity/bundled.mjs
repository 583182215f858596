/**
 * Runs render.mjs as the worker is built: with the parts of nunjucks left out that
 * scripts/generate/nunjucks.mjs leaves out, so that a page which needs one of them is found here.
 */

import { build } from "esbuild";
import { withoutUnusedNunjucks } from "../../scripts/generate/nunjucks.mjs";

const { outputFiles } = await build({
  entryPoints: [new URL("render.mjs", import.meta.url).pathname],
  bundle: true,
  write: false,
  format: "esm",
  platform: "browser",
  external: ["node:*"],
  plugins: [withoutUnusedNunjucks],
  logLevel: "warning",
});
const code = outputFiles[0]?.text ?? "";
await import(`data:text/javascript,${encodeURIComponent(code)}`);
