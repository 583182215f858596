/** Answers that lead to one thing this phone holds: a printed order's code, a photo's hash. */

import { photo, photoBytes } from "../store/chunks.js";
import { currentPerson, mayRender } from "../store/device.js";
import { sheetByCode } from "../store/read.js";
import { photoAnswer } from "./documents.js";

/** @typedef {import("../router.js").Around} Around */

/**
 * @param {string} code on the paper
 * @param {Request} request
 * @param {Around} around
 */
export async function followCode(code, request, around) {
  const { environment, fetch } = around;
  const current = await currentPerson(environment);
  if (!current || mayRender(current, environment.now()) !== "yes")
    return fetch(request);
  const sheet = await sheetByCode(current.person_id, code, environment);
  if (!sheet) return fetch(request);
  return Response.redirect(
    new URL(`/tech/visits/${sheet.visit_id}`, request.url).href,
    302,
  );
}

/**
 * @param {string} sha256
 * @param {Request} request
 * @param {Around} around
 */
export async function showPhoto(sha256, request, { environment, fetch }) {
  const current = await currentPerson(environment);
  if (!current || mayRender(current, environment.now()) !== "yes")
    return fetch(request);
  const row = await photo(current.person_id, sha256, environment);
  const bytes =
    row && (await photoBytes(current.person_id, sha256, environment));
  return row && bytes ? photoAnswer(bytes, row.mime) : fetch(request);
}
