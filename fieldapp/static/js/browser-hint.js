/** `<browser-hint>`: what to do where pages cannot be kept on the phone, or may be swept away. */

import { offlineObstacle } from "./page/browsers.js";
import { _ } from "./words.js";

export class BrowserHint extends HTMLElement {
  connectedCallback() {
    const reason = offlineObstacle(thisBrowser());
    if (reason !== "none") this.tell(reason);
  }

  /** @param {import("./page/browsers.js").Reason | "failed"} reason */
  tell(reason) {
    const words = document.createElement("p");
    words.className = "banner__text";
    words.textContent = hintWords(reason);
    this.classList.add("banner");
    this.setAttribute("role", "note");
    this.replaceChildren(words);
    this.hidden = false;
  }
}

/** @param {import("./page/browsers.js").Reason | "failed"} reason */
function hintWords(reason) {
  if (reason === "wechat")
    return _("这里不能离线。请点右上角菜单，用手机浏览器打开。");
  if (reason === "ios-tab") {
    return _(
      "离线前先传完，再点“分享”里的“添加到主屏幕”，以后从主屏幕打开；网页标签里的内容 7 天不用会被清掉。",
    );
  }
  if (reason === "insecure") return _("这个网址不是 https，不能离线。");
  if (reason === "private") return _("无痕浏览不能离线，请用普通窗口打开。");
  return _(
    "此浏览器不能离线，有信号时可以照常用。请换用新版 Chrome、Edge、Safari 或 Firefox。",
  );
}

function thisBrowser() {
  return {
    userAgent: navigator.userAgent,
    isSecure: isSecureContext,
    hasWorkers: "serviceWorker" in navigator,
    isStandalone: matchMedia("(display-mode: standalone)").matches,
    isTouch: navigator.maxTouchPoints > 1,
  };
}
