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
    const paper = place?.querySelector("pdf-paper");
    URL.revokeObjectURL(this.#address);
    const isPdf = file?.type === "application/pdf";
    const isPicture = Boolean(file?.type.startsWith("image/"));
    place?.toggleAttribute("hidden", !isPicture && !isPdf);
    picture?.toggleAttribute("hidden", !isPicture);
    paper?.toggleAttribute("hidden", !isPdf);
    paper?.removeAttribute("src");
    if (!file || !(isPicture || isPdf)) return;
    this.#address = URL.createObjectURL(file);
    (isPdf ? paper : picture)?.setAttribute("src", this.#address);
  };
}
