/** `<print-now>`: opens the browser's print window once the paper is laid out. */

export class PrintNow extends HTMLElement {
  connectedCallback() {
    void document.fonts.ready.then(() => window.print());
  }
}
