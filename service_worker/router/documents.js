/** HTML answers, with the headers the server would send. */

import { SECURITY_HEADERS } from "../generated/security_headers.js";
import { render } from "../render/environment.js";

/** @typedef {import("../pages/common.js").PageInput} PageInput */

/**
 * @param {string} template
 * @param {Record<string, any>} context
 * @param {PageInput} input
 * @param {number} [status]
 */
export function htmlAnswer(template, context, input, status = 200) {
  const html = render(template, context, input.person.language);
  return new Response(html, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      Vary: "HX-Request",
    },
  });
}

/**
 * Bytes of the person's own photo; never anything a browser would run.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} mime
 */
export function photoAnswer(bytes, mime) {
  const type = /^image\/(jpeg|png|webp|heic|heif)$/.test(mime)
    ? mime
    : "application/octet-stream";
  return new Response(bytes, {
    headers: {
      ...SECURITY_HEADERS,
      "Content-Type": type,
      "Cache-Control": "no-store",
    },
  });
}
