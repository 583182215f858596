/**
 * Wording: Chinese message ids and their translations, as the export wrote them.
 * The twin of fieldapp/templating/wording.py.
 */

/** Filled by whoever loads a language: Chinese, the language of the ids, needs none. @type {Record<string, Record<string, string>>} */
const CATALOGUES = {};

/** @param {string} language */
export function knowsWording(language) {
  return language === "zh" || language in CATALOGUES;
}

/**
 * @param {string} language
 * @param {Record<string, string>} messages message id → translation
 */
export function setWording(language, messages) {
  CATALOGUES[language] = messages;
}

/**
 * The message in that language, with its named placeholders filled.
 * @param {string} language
 * @param {string} msgid
 * @param {Record<string, unknown>} [values]
 */
export function translate(language, msgid, values) {
  const wording = CATALOGUES[language]?.[msgid] ?? msgid;
  if (!values) return wording;
  return wording.replace(/%\((\w+)\)s|%%/g, (placeholder, name) =>
    name === undefined ? "%" : String(values[name] ?? placeholder),
  );
}

/** Marks a message for the catalogue where it is only translated later. @param {string} msgid */
export function mark(msgid) {
  return msgid;
}
