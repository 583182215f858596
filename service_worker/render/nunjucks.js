/**
 * The parts of nunjucks that render precompiled templates. Named one by one: its ready-made slim
 * file carries helpers for old browsers and loaders that no phone needs, half as much again.
 * The bundler leaves out what these import and never call (scripts/generate/nunjucks.mjs).
 */

import environment from "nunjucks/src/environment.js";
import lib from "nunjucks/src/lib.js";
import loader from "nunjucks/src/precompiled-loader.js";
import runtime from "nunjucks/src/runtime.js";

export const { Environment } = environment;
export const { PrecompiledLoader } = loader;
export const { SafeString } = runtime;
export const { escape } = lib;
