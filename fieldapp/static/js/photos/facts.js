/** What the form says about its photo: hidden fields, kept with the draft. */

/** Names of the payload's fields that only the photo knows. */
const FACTS = [
  "sha256",
  "size_bytes",
  "mime",
  "width",
  "height",
  "taken_at",
  "from_album",
];

/**
 * @param {HTMLElement} element the <photo-input>
 * @param {Record<string, string | number>} facts none: the photo is gone
 */
export function writeFacts(element, facts) {
  for (const name of FACTS)
    factInput(element, name).value = String(facts[name] ?? "");
}

/**
 * @param {HTMLElement} element
 * @returns {Record<string, string>}
 */
export function readFacts(element) {
  return Object.fromEntries(
    FACTS.map((name) => [name, factInput(element, name).value]),
  );
}

/**
 * The field in the form's markup, or one of our own.
 * @param {HTMLElement} element
 * @param {string} name
 * @returns {HTMLInputElement}
 */
function factInput(element, name) {
  const form = element.closest("form") ?? element;
  const known = form.querySelector(`input[type=hidden][name="${name}"]`);
  const input =
    known instanceof HTMLInputElement ? known : document.createElement("input");
  if (!known) {
    Object.assign(input, { type: "hidden", name });
    element.append(input);
  }
  input.dataset.draft = "";
  return input;
}
