/**
 * One script and one stylesheet per audience, named by their content. The phone's page and its worker
 * are built together: what both run (store, outbox, protocol) travels once.
 */

import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { relative } from "node:path";
import { build } from "esbuild";
import { DIST, ROOT, STATIC } from "./paths.mjs";

// The oldest browsers that can work offline (docs/offline-protocol.md); everything older is served
// by the server and needs no script.
const TARGET = ["chrome112", "firefox147", "safari16.5"];

const ENTRIES = [
  "js/welcome.js", "js/office.js", "js/customer.js",
  "css/technician.css", "css/office.css", "css/print.css",
]; // prettier-ignore
const PHONE = {
  app: `${STATIC}/js/app.js`,
  worker: `${ROOT}/service_worker/main.js`,
};
const WORKER = /\/worker-[^/]+\.js$/;

// What the phone needs without a network, beside what its worker loads itself.
const OFFLINE = [PHONE.app, `${STATIC}/css/technician.css`];

/** @typedef {import("esbuild").Metafile["outputs"]} Outputs */

/**
 * Bundles every entry that exists.
 * @returns {Promise<{ files: Record<string, string>, offline: string[] }>} logical → built names, and
 *   the built names the phone keeps (entries with every chunk they load)
 */
export async function bundlePages() {
  const entries = ENTRIES.map((entry) => `${STATIC}/${entry}`).filter((path) =>
    existsSync(path),
  );
  // Each alone: what two audiences share would become a chunk that each must fetch.
  const pages = await Promise.all(entries.map((entry) => bundled([entry])));
  const outputs = Object.assign({}, await bundlePhone(), ...pages);
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {Set<string>} */
  const offline = new Set();
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint || WORKER.test(output)) continue;
    files[entryPoint.replace(/^.*\//, "")] = builtName(output);
    if (OFFLINE.includes(`${ROOT}/${entryPoint}`))
      collect(outputs, output, offline);
  }
  return { files, offline: [...offline].sort() };
}

/**
 * Bundles page and worker of the phone. Run again once the list of files that the worker carries is
 * written: only the worker changes, it alone reads the list.
 * @returns {Promise<Outputs>}
 */
export async function bundlePhone() {
  const outputs = await bundled(PHONE);
  const worker = Object.keys(outputs).find((output) => WORKER.test(output));
  await rename(`${ROOT}/${worker}`, `${DIST}/worker.js`);
  return outputs;
}

/**
 * @param {string[] | Record<string, string>} entryPoints
 * @returns {Promise<Outputs>}
 */
async function bundled(entryPoints) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: DIST,
    // Chunks are asked for where they lie, also by the worker, whose own address is another.
    publicPath: "/static/dist",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
    bundle: true,
    minify: true,
    metafile: true,
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  return metafile.outputs;
}

/**
 * Adds an output and every chunk it loads.
 * @param {Outputs} outputs
 * @param {string} name
 * @param {Set<string>} into
 */
function collect(outputs, name, into) {
  if (into.has(builtName(name))) return;
  into.add(builtName(name));
  for (const { path, external } of outputs[name]?.imports ?? []) {
    if (!external) collect(outputs, path, into);
  }
}

/** @param {string} output path from the root */
function builtName(output) {
  return relative(DIST, `${ROOT}/${output}`);
}
