/** Why a browser has no offline function, told from what it says about itself. */

/** @typedef {"wechat" | "ios-tab" | "insecure" | "private" | "old" | "none"} Reason */

/**
 * @param {{ userAgent: string, isSecure: boolean, hasWorkers: boolean, isStandalone: boolean, isTouch: boolean }} browser
 * @returns {Reason} `none`: nothing stands against offline work
 */
export function offlineObstacle({
  userAgent,
  isSecure,
  hasWorkers,
  isStandalone,
  isTouch,
}) {
  if (/MicroMessenger|DingTalk|QQ\//i.test(userAgent)) return "wechat";
  if (!isSecure) return "insecure";
  if (!hasWorkers) return /Firefox\//.test(userAgent) ? "private" : "old";
  const isApple =
    /iPhone|iPad|iPod/.test(userAgent) ||
    (/Macintosh/.test(userAgent) && isTouch);
  return isApple && !isStandalone ? "ios-tab" : "none";
}
