/** One script and one stylesheet per audience, named by their content, and the worker. */

import { existsSync } from "node:fs";
import { relative } from "node:path";
import { build } from "esbuild";
import { DIST, ROOT, STATIC } from "./paths.mjs";

// The oldest browsers that can work offline (docs/offline-protocol.md); everything older is served
// by the server and needs no script.
const TARGET = ["chrome112", "firefox147", "safari16.5"];

const ENTRIES = [
  "js/app.js", "js/welcome.js", "js/office.js", "js/customer.js",
  "css/technician.css", "css/office.css", "css/print.css",
]; // prettier-ignore

// What the phone needs without a network.
const OFFLINE = ["js/app.js", "css/technician.css"];

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
  const built = await Promise.all(entries.map(bundlePage));
  const outputs = Object.assign({}, ...built);
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {Set<string>} */
  const offline = new Set();
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint) continue;
    files[entryPoint.replace(/^.*\//, "")] = builtName(output);
    const source = relative(STATIC, `${ROOT}/${entryPoint}`);
    if (OFFLINE.includes(source)) collect(outputs, output, offline);
  }
  return { files, offline: [...offline].sort() };
}

/**
 * @param {string} entry path
 * @returns {Promise<Outputs>}
 */
async function bundlePage(entry) {
  const { metafile } = await build({
    ...options(),
    entryPoints: [entry],
    outdir: DIST,
    format: "esm",
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    metafile: true,
  });
  return metafile.outputs;
}

/** Bundles the service worker, last: it carries the list of everything else. */
export async function bundleWorker() {
  const entry = `${ROOT}/service_worker/main.js`;
  if (!existsSync(entry)) return;
  await build({
    ...options(),
    entryPoints: [entry],
    outfile: `${DIST}/worker.js`,
    format: "iife",
  });
}

/** @returns {import("esbuild").BuildOptions & { absWorkingDir: string }} */
function options() {
  return {
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  };
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
