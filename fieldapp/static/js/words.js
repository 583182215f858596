/** Wording of the page's own scripts: Chinese message ids, English from the generated catalogue. */

/** @type {Record<string, string>} loaded only where it is read */
const ENGLISH = pageLanguage().startsWith("en") ? await englishWords() : {};

/**
 * The message in the page's language, its `%(name)s` filled in.
 * @param {string} msgid
 * @param {Record<string, string | number>} [values]
 */
export function _(msgid, values = {}) {
  return fill(wording(msgid, pageLanguage()), values);
}

/**
 * @param {string} msgid
 * @param {string} language `zh-CN`, `en`, …
 */
export function wording(msgid, language) {
  return language.startsWith("en") ? (ENGLISH[msgid] ?? msgid) : msgid;
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
export function fill(text, values) {
  return text.replace(/%\((\w+)\)s/g, (placeholder, name) =>
    String(values[name] ?? placeholder),
  );
}

/** The language of the shown page; Chinese where there is no document. */
function pageLanguage() {
  return globalThis.document?.documentElement.lang || "zh-CN";
}

async function englishWords() {
  const { WORDS_EN } =
    await import("../../../service_worker/generated/page_words_en.js");
  return WORDS_EN;
}
