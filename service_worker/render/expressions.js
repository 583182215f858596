/**
 * Short names for what precompiled templates say on every line; scripts/generate/templates.mjs puts
 * them in. A quarter of the code a phone fetches for its pages.
 */

import runtime from "nunjucks/src/runtime.js";

/** A value as it stands in HTML. @param {unknown} value */
export const shown = (value) => runtime.suppressValue(value, true);

/** The value of a name. @param {any} context @param {any} frame @param {string} name */
export const look = (context, frame, name) =>
  runtime.contextOrFrameLookup(context, frame, name);

/** A field of a value. @param {any} owner @param {any} name */
export const field = (owner, name) => runtime.memberLookup(owner, name);

/** A field of the value of a name. @param {any} context @param {any} frame @param {string} name @param {string} key */
export const part = (context, frame, name, key) =>
  field(look(context, frame, name), key);

/** A value as a filter writes it. @param {any} env @param {any} context @param {string} name @param {any[]} values */
export const filtered = (env, context, name, ...values) =>
  env.getFilter(name).apply(context, values);

/** A macro or function called. @type {typeof runtime.callWrap} */
export const call = (callee, name, context, values) =>
  runtime.callWrap(callee, name, context, values);

/** Words in the reader's language. @param {any} context @param {any} frame @param {any[]} values */
export const say = (context, frame, values) =>
  call(look(context, frame, "_"), "_", context, values);

/**
 * The arguments a macro was given by name; the block between its call's tags is one of them.
 * @param {any} frame
 * @param {Record<string, unknown> | undefined} kwargs
 */
export const given = (frame, kwargs = {}) => {
  if (Object.hasOwn(kwargs, "caller")) frame.set("caller", kwargs.caller);
  return kwargs;
};

/**
 * An argument of a macro, or its default.
 * @param {any} frame
 * @param {Record<string, unknown>} given
 * @param {string} name
 * @param {unknown} otherwise
 */
export const argument = (frame, given, name, otherwise) =>
  frame.set(name, Object.hasOwn(given, name) ? given[name] : otherwise);

/**
 * What another template exports under a name.
 * @param {Record<string, unknown>} exported
 * @param {string} name
 * @throws {Error} it has no such macro
 */
export const imported = (exported, name) => {
  if (!Object.hasOwn(exported, name))
    throw new Error(`cannot import '${name}'`);
  return exported[name];
};

/** What a loop tells its body. @param {any} frame @param {number} index @param {number} length */
export const loop = (frame, index, length) => {
  frame.set("loop.index", index + 1);
  frame.set("loop.index0", index);
  frame.set("loop.revindex", length - index);
  frame.set("loop.revindex0", length - index - 1);
  frame.set("loop.first", index === 0);
  frame.set("loop.last", index === length - 1);
  frame.set("loop.length", length);
};

/** Stands where nested callbacks had one more level. @param {() => void} work */
export const now = (work) => work();

/**
 * @callback Failed
 * @param {unknown} error
 */

/**
 * Goes on with what another template exports. Nothing here waits: all templates are in memory.
 * @param {any} env
 * @param {any} context
 * @param {any} frame
 * @param {Failed} cb
 * @param {string} name
 * @param {(exported: any) => void} then
 */
export const exports = (env, context, frame, cb, name, then) =>
  found(env, cb, name, (template) =>
    template.getExported(context.getVariables(), frame, passed(cb, then)),
  );

/**
 * Goes on with what another template renders.
 * @param {any} env
 * @param {any} context
 * @param {any} frame
 * @param {Failed} cb
 * @param {string} name
 * @param {(html: any) => void} then
 */
export const include = (env, context, frame, cb, name, then) =>
  found(env, cb, name, (template) =>
    template.render(context.getVariables(), frame, passed(cb, then)),
  );

/**
 * @param {any} env
 * @param {Failed} cb
 * @param {string} name
 * @param {(template: any) => void} then
 */
const found = (env, cb, name, then) =>
  env.getTemplate(name, false, "", false, passed(cb, then));

/**
 * @param {Failed} cb
 * @param {(result: any) => void} then
 * @returns {(error: unknown, result: any) => void}
 */
const passed = (cb, then) => (error, result) =>
  error ? cb(error) : then(result);
