/** `<slip-preview>`: shows the chosen slip beside the form, so that it can be typed off. */

export class SlipPreview extends HTMLElement {
  #address = "";

  connectedCallback() {
    this.addEventListener("change", this.#show);
  }

  disconnectedCallback() {
    this.removeEventListener("change", this.#show);
    URL.revokeObjectURL(this.#address);
  }

  #show = () => {
    const file = this.querySelector("input")?.files?.[0];
    const place = document.querySelector("[data-slip]");
    const picture = place?.querySelector("img");
    URL.revokeObjectURL(this.#address);
    const isPicture = Boolean(file?.type.startsWith("image/"));
    place?.toggleAttribute("hidden", !isPicture);
    if (!file || !isPicture || !picture) return;
    this.#address = URL.createObjectURL(file);
    picture.src = this.#address;
  };
}
