/** Finding a material by what one hand types: pinyin initials, Chinese or code. The twin of _matches in contexts/materials.py. */

/**
 * Every word of the query stands somewhere in the text.
 * @param {string} query
 * @param {string} text code, name, spec and initials of one row
 */
export function matches(query, text) {
  const within = folded(text);
  return folded(query)
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** @param {string} text */
function folded(text) {
  return text.normalize("NFKC").toLowerCase().trim();
}
