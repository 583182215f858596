/** Text that is HTML already, and text made fit to stand in HTML. */

/** @type {Record<string, string>} */
const ESCAPES = {
  "&": "&amp;",
  '"': "&quot;",
  "'": "&#39;",
  "<": "&lt;",
  ">": "&gt;",
};

/** Made by a template or a filter: it is not escaped again. */
export class SafeString {
  /** @param {string} html */
  constructor(html) {
    this.html = html;
  }

  toString() {
    return this.html;
  }
}

/** @param {unknown} value */
export function escape(value) {
  return String(value).replace(/[&"'<>]/g, (sign) => ESCAPES[sign] ?? sign);
}
