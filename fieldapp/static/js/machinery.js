/**
 * What a page needs once its list is readable: keeping commands, sending them, catching ink. One
 * file, because on a slow line each more costs a round trip.
 */

export { submitCommand } from "./commands/submit.js";
export { startSynchronisation } from "./page/synchronisation.js";
export { default as SignatureCanvas } from "signature_pad";
