/** News for eyes and screen readers. */

const REGION_ID = "announcement";

/**
 * Say something politely without moving the focus.
 * @param {string} words
 */
export function announce(words) {
  region().textContent = words;
}

/** The live region, outside `#page` so that swaps do not silence it. */
function region() {
  const known = document.getElementById(REGION_ID);
  if (known) return known;
  const made = document.createElement("p");
  made.id = REGION_ID;
  made.className = "visually-hidden";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}
