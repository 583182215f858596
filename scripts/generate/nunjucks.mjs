/**
 * What the bundle of the worker leaves out of nunjucks: compiling, loading from elsewhere, Express.
 * Templates are precompiled, so none of it is ever called; a stub that were would throw.
 */

const STUBS = {
  // Base class of environments and loaders; nobody listens.
  events: "module.exports = function () {}; module.exports.prototype.on = module.exports.prototype.emit = function () {};",
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
