/**
 * What precompiled templates call (scripts/generate/functions.mjs writes them). The names a template may use
 * are an object whose prototype holds the names around it: an include sees what its page sees, a
 * macro its own arguments and what stands in its file.
 */

import { escape, SafeString } from "./markup.js";

/** @typedef {Record<string | symbol, any>} Names */
/** @typedef {(names: Names) => string} Template */
/** @typedef {(plain: any[], named?: Record<string, any>) => SafeString} Macro */

/** Where the outermost names keep the templates, the imported files and the blocks of the page. */
const TEMPLATES = Symbol("templates");
const IMPORTED = Symbol("imported");
const BLOCKS = Symbol("blocks");
const PAGE = Symbol("page");

/**
 * The text of a template.
 * @param {Record<string, Template>} templates
 * @param {string} name
 * @param {Record<string, any>} context what the page may name
 */
export function page(templates, name, context) {
  const names = Object.assign(Object.create(null), context);
  names[TEMPLATES] = templates;
  names[IMPORTED] = {};
  names[BLOCKS] = {};
  names[PAGE] = names;
  return found(names, name)(names);
}

/** A value as it stands in HTML. @param {unknown} value */
export function shown(value) {
  if (value === undefined || value === null) return "";
  return value instanceof SafeString ? value.html : escape(value);
}

/** @param {Names} names @param {string} name @param {unknown} value */
export function set(names, name, value) {
  names[name] = value;
  return "";
}

/** Another template in this place. @param {Names} names @param {string} name */
export function include(names, name) {
  return found(names, name)(Object.create(names));
}

/**
 * Names the macros of another file, which is run once for a page.
 * @param {Names} names
 * @param {string} name
 * @param {string} wanted names with blanks between
 */
export function take(names, name, wanted) {
  const files = names[IMPORTED];
  if (!files[name]) {
    files[name] = Object.create(names[PAGE]);
    found(names, name)(files[name]);
  }
  for (const one of wanted.split(" ")) {
    if (!Object.hasOwn(files[name], one))
      throw new Error(`${name} has no ${one}`);
    names[one] = files[name][one];
  }
  return "";
}

/**
 * The text of a layout with this page's blocks in it.
 * @param {Names} names
 * @param {string} layout
 * @param {Record<string, Template>} blocks
 */
export function extend(names, layout, blocks) {
  Object.assign(names[BLOCKS], blocks);
  return found(names, layout)(names);
}

/** @param {Names} names @param {string} name @param {Template} usual where the page has none */
export function block(names, name, usual) {
  return (names[BLOCKS][name] ?? usual)(names);
}

/**
 * @param {Names} names
 * @param {any[] | null | undefined} values
 * @param {string} name of each in the text
 * @param {Template} text
 * @param {Template} [otherwise] where there is none
 */
export function each(names, values, name, text, otherwise) {
  if (!values?.length) return otherwise?.(names) ?? "";
  return values
    .map((value, index) => {
      const inside = Object.create(names);
      inside[name] = value;
      inside.loop = {
        index: index + 1,
        first: index === 0,
        last: index === values.length - 1,
      };
      return text(inside);
    })
    .join("");
}

/**
 * @param {Names} around
 * @param {string} names of its arguments, in their order, with blanks between
 * @param {Record<string, unknown>} defaults
 * @param {Template} text
 * @returns {Macro}
 */
export function macro(around, names, defaults, text) {
  const wanted = names.split(" ");
  return (plain, named = {}) => {
    const inside = Object.create(around);
    wanted.forEach((name, index) => {
      inside[name] = index < plain.length ? plain[index] : defaults[name];
    });
    Object.assign(inside, named);
    return new SafeString(text(inside));
  };
}

/** @param {unknown} value @param {any} whole a list, a text or an object */
export function within(value, whole) {
  if (Array.isArray(whole) || typeof whole === "string")
    return whole.includes(/** @type {string} */ (value));
  return Object.hasOwn(whole, /** @type {string} */ (value));
}

/** @param {Names} names @param {string} name @returns {Template} */
function found(names, name) {
  const template = names[TEMPLATES][name];
  if (!template) throw new Error(`no template ${name}`);
  return template;
}
