/** The words of a language other than the ids' own, fetched when somebody reads in it. */

import { asset } from "../render/environment.js";
import { knowsWording, setWording } from "../render/wording.js";
import { keepInShell } from "./shell.js";

/**
 * Without them pages are in Chinese: better than none.
 * @param {string} language
 * @param {import("./shell.js").Shelf} shelf
 */
export async function loadWording(language, shelf) {
  if (knowsWording(language)) return;
  const path = asset(`words_${language}.json`);
  const answer = await keepInShell(shelf, path).catch(() => null);
  if (answer?.ok) setWording(language, await answer.json());
}
