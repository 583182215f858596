/* global location, document, addEventListener, requestAnimationFrame */

/**
 * Put into every document before its own scripts: notes when what a person waits for is painted.
 * The browser's own first paint counts where it is later.
 * `benchShown` resolves, on the page's clock, when the day's list or the page's main part is;
 * `benchTap` resolves to the milliseconds from the latest tap to the fragment that answers it;
 * `benchTaps` counts the taps.
 */
(() => {
  const isList = location.pathname === "/tech/";
  const wanted = isList ? '#page a[href^="/tech/visits/"]' : "#page main > *";

  const nextFrame = () =>
    new Promise((resolve) => requestAnimationFrame(resolve));
  /** From within a frame: when that frame has been drawn. */
  const drawn = async () => {
    const channel = new MessageChannel();
    const isDrawn = new Promise((resolve) => {
      channel.port1.onmessage = resolve;
    });
    channel.port2.postMessage(null);
    await isDrawn;
    return performance.now();
  };

  const firstPaint = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName("first-contentful-paint");
      if (entry) resolve(entry.startTime);
    }).observe({ type: "paint", buffered: true });
  });
  const watch = async () => {
    do {
      if (performance.now() > 30_000)
        throw new Error(`${wanted} did not show on ${document.title}`);
      await nextFrame();
    } while (!document.querySelector(wanted)?.getBoundingClientRect().height);
    const at = await drawn();
    const first = await firstPaint;
    return {
      at: Math.max(at, first),
      firstPaint: first,
      origin: performance.timeOrigin,
    };
  };
  globalThis.benchShown = watch();
  globalThis.benchShown.catch(() => {});

  globalThis.benchTaps = 0;
  let tapped = null;
  addEventListener(
    "click",
    (event) => {
      const form = event.target.closest("form[data-command]");
      if (!form) return;
      globalThis.benchTaps += 1;
      globalThis.benchTap = new Promise((resolve) => {
        tapped = {
          at: event.timeStamp,
          action: form.getAttribute("action"),
          resolve,
        };
      });
    },
    true,
  );
  document.addEventListener("fieldapp:swapped", async () => {
    if (!tapped || document.querySelector(`form[action="${tapped.action}"]`))
      return;
    const { at, resolve } = tapped;
    tapped = null;
    await nextFrame();
    resolve((await drawn()) - at);
  });
})();
