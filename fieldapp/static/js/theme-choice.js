/** `<theme-choice>`: 强光 (black on white, larger), dark, light, or as the system says. */

const KEY = "fieldapp:theme";
const THEMES = ["sun", "dark", "light"];

/** Put the kept choice on the page. */
export function applyTheme() {
  const theme = keptTheme();
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export class ThemeChoice extends HTMLElement {
  connectedCallback() {
    const kept = keptTheme();
    for (const radio of this.#radios()) radio.checked = radio.value === kept;
    this.#showPressed(kept);
    this.addEventListener("change", this.#chosen);
    this.addEventListener("click", this.#pressed);
  }

  disconnectedCallback() {
    this.removeEventListener("change", this.#chosen);
    this.removeEventListener("click", this.#pressed);
  }

  #chosen = (/** @type {Event} */ { target }) => {
    if (target instanceof HTMLInputElement) keepTheme(target.value);
  };

  /** A single button switches 强光 on and off. */
  #pressed = (/** @type {Event} */ { target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const theme = keptTheme() === "sun" ? "" : "sun";
    keepTheme(theme);
    this.#showPressed(theme);
  };

  /** @returns {HTMLInputElement[]} */
  #radios() {
    return [...this.querySelectorAll("input")].filter(
      ({ type }) => type === "radio",
    );
  }

  /** @param {string} theme */
  #showPressed(theme) {
    this.querySelector("button")?.setAttribute(
      "aria-pressed",
      String(theme === "sun"),
    );
  }
}

/** @param {string} theme empty follows the system */
function keepTheme(theme) {
  try {
    if (THEMES.includes(theme)) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // No storage: the choice holds for this page only.
  }
  if (THEMES.includes(theme)) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

/** @returns {string} empty when the system decides */
function keptTheme() {
  try {
    const kept = localStorage.getItem(KEY) ?? "";
    return THEMES.includes(kept) ? kept : "";
  } catch {
    return "";
  }
}
