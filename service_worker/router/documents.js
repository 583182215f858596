/** HTML answers, with the headers the server would send. */

import { SECURITY_HEADERS } from "../generated/security_headers.js";
import { render } from "../render/environment.js";

/** @typedef {import("../pages/common.js").PageInput} PageInput */

const HTML_HEADERS = {
  ...SECURITY_HEADERS,
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  Vary: "HX-Request",
};

/**
 * @param {string} template
 * @param {Record<string, any>} context
 * @param {PageInput} input
 * @param {number} [status]
 */
export function htmlAnswer(template, context, input, status = 200) {
  const html = render(template, context, input.person.language);
  return new Response(html, { status, headers: HTML_HEADERS });
}

/**
 * An answer that begins before its page is made: the browser puts the old page away meanwhile, which
 * takes it as long. Its status is said before anything can fail, so a page that fails says so itself.
 * @param {Promise<Response>} making
 */
export function begunAnswer(making) {
  const body = new ReadableStream({
    async start(controller) {
      const made = await making;
      controller.enqueue(new Uint8Array(await made.arrayBuffer()));
      controller.close();
    },
  });
  return new Response(body, { headers: HTML_HEADERS });
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
