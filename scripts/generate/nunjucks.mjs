/**
 * What the bundle of the worker leaves out of nunjucks: compiling, loading from elsewhere, Express, and
 * filters and tests no shared template may use (service_worker/render/engine_filters.js has those it may).
 * Templates are precompiled, so none of it is ever called; a stub that were would throw.
 */

const STUBS = {
  // Base class of environments and loaders; nobody listens.
  events: "module.exports = function () {}; module.exports.prototype.on = module.exports.prototype.emit = function () {};",
  "./filters": "module.exports = {};",
  "./tests": "module.exports = { defined: (value) => value !== undefined, none: (value) => value === null };",
  "./globals": "module.exports = () => ({});",
  "./loaders": "module.exports = {};",
  "./compiler": "module.exports = {};",
  "./express-app": "module.exports = {};",
  asap: "module.exports = {};",
  path: "module.exports = {};",
}; // prettier-ignore
const NUNJUCKS = /[/\\]nunjucks[/\\]src[/\\]/;
const NAMESPACE = "left-out-of-nunjucks";

/** @type {import("esbuild").Plugin} */
export const withoutUnusedNunjucks = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, importer }) =>
      path in STUBS && NUNJUCKS.test(importer)
        ? { path, namespace: NAMESPACE }
        : null,
    );
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: STUBS[/** @type {keyof typeof STUBS} */ (path)],
    }));
  },
};
