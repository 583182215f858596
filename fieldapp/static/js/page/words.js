/** The state of the whole phone in one sentence. */

import { _ } from "../words.js";

/** @typedef {import("../../../../service_worker/types.js").SyncState} SyncState */

/**
 * @param {Omit<SyncState, "state"> & { state: SyncState["state"] | "online-only" }} sync
 * @param {boolean} isOnline what the browser believes
 * @returns {string}
 */
export function syncWords(sync, isOnline) {
  const load = loadWords(sync);
  if (sync.state === "online-only") return _("此浏览器无离线功能");
  if (sync.state === "preparing") return _("正在准备离线，先别关掉页面");
  if (sync.state === "signed-out") {
    return load
      ? _("请登录后上传：%(load)s在手机上", { load })
      : _("请登录后上传");
  }
  if (sync.state === "attention")
    return _("有 %(count)s 条需处理", { count: sync.attention });
  if (sync.state === "sending")
    return _("正在上传%(load)s", { load: load && `：${load}` });
  if (sync.state === "pending") {
    const why = isOnline ? _("等上传") : _("等信号");
    return _("%(load)s在手机上，%(why)s。可以锁屏。", { load, why });
  }
  return _("已同步");
}

/**
 * What is on the phone alone: `5 条、3 张照片（2.1 MB）`; empty when nothing is.
 * @param {Pick<SyncState, "pending" | "photos" | "bytes">} load
 */
export function loadWords({ pending, photos, bytes }) {
  const parts = [];
  if (pending > 0) parts.push(_("%(count)s 条", { count: pending }));
  if (photos > 0) {
    parts.push(
      _("%(count)s 张照片（%(size)s）", {
        count: photos,
        size: sizeWords(bytes),
      }),
    );
  }
  return parts.join(_("、"));
}

/**
 * The same words as the templates' filter `size`.
 * @param {number} bytes
 * @returns {string} `2.1 MB`, `640 KB`
 */
export function sizeWords(bytes) {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} KB`;
  const tenths = Math.floor((bytes + 50_000) / 100_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10} MB`;
}

/**
 * @param {string} mark
 * @returns {{ word: string, icon: string } | null} null for a row without a mark
 */
export function markWords(mark) {
  if (mark === "phone") return { word: _("在手机上"), icon: "onphone" };
  if (mark === "uploaded") return { word: _("已上传"), icon: "check" };
  if (mark === "verified") return { word: _("已核对"), icon: "checks" };
  if (mark === "attention") return { word: _("需处理"), icon: "alert" };
  return null;
}
