/**
 * `<pdf-paper src title>`: a PDF shown in the page, above the link that opens it. A browser that
 * cannot show one would carry it away instead, unasked; there the link stays alone.
 */

export class PdfPaper extends HTMLElement {
  static observedAttributes = ["src"];

  connectedCallback() {
    this.#show();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  #show() {
    const src = this.getAttribute("src") ?? "";
    const link = this.querySelector("a");
    if (link && src) link.href = src;
    this.querySelector("iframe")?.remove();
    if (!src || !navigator.pdfViewerEnabled) return;
    const frame = document.createElement("iframe");
    frame.className = "slip slip--pdf";
    frame.title = this.title;
    frame.src = src;
    this.prepend(frame);
  }
}
