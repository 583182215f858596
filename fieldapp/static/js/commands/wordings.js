/** The words for what is wrong with a form, a field, a photo, or the phone's store. */

import { PROBLEMS } from "../../../../service_worker/generated/problems.js";
import { _, fill, wording } from "../words.js";

/** @typedef {import("./forms.js").Fault} Fault */

/**
 * What to say at a field.
 * @param {Fault} fault
 * @returns {string}
 */
export function faultWords({ field, fault, limit }) {
  if (fault === "missing") return _("请填写");
  if (fault === "choice") return _("请选一项");
  if (fault === "long") return _("最多 %(count)s 个字", { count: limit ?? 0 });
  if (fault === "low")
    return _("不能小于 %(number)s", { number: shown(field, limit) });
  if (fault === "high")
    return _("不能大于 %(number)s", { number: shown(field, limit) });
  if (fault === "number") return _("请填数字");
  if (fault === "precision") return _("小数位太多");
  if (fault === "moment") return _("请填时间");
  if (fault === "day") return _("请填日期");
  return _("请重新填写");
}

/**
 * What to say for a refused command; an unknown code is shown as it is.
 * @param {string} code `noun.condition`
 * @param {Record<string, unknown>} details
 * @param {string} language
 */
export function problemWords(code, details, language) {
  /** @type {Record<string, string>} */
  const known = PROBLEMS;
  const msgid = known[code];
  return msgid
    ? fill(wording(msgid, language), details)
    : _("不能保存（%(code)s）", { code });
}

/**
 * What to say when the phone could not keep it; the form stays as it is.
 * @param {string} code of a StoreFailure
 */
export function storeWords(code) {
  if (code === "store.quota")
    return _("没有存上：手机空间满了。请删掉一些照片或应用后再保存。");
  if (code === "store.blocked")
    return _("没有存上：请关掉其他打开的页面再保存。");
  if (code === "command.too_large")
    return _("没有存上：内容太大，请重签或写短一些。");
  if (code === "photo.unreadable") return _("没有存上：照片读不出来，请重拍。");
  if (code === "photo.damaged") return _("没有存上：照片存坏了，请重拍。");
  return _("没有存上。请再按一次保存。");
}

/**
 * What to say when a file is no photo.
 * @param {string} fault a PhotoFault
 */
export function photoWords(fault) {
  if (fault === "empty") return _("这个文件是空的，请重拍。");
  if (fault === "not_a_photo")
    return _("这不是照片，请选照片（JPEG、PNG、WebP、HEIC）。");
  if (fault === "truncated") return _("照片不完整，请重拍或重选。");
  if (fault === "too_many_pixels")
    return _("照片的像素太多，请用普通模式重拍。");
  if (fault === "too_large") return _("照片超过 12 MB，请调低分辨率重拍。");
  if (fault === "undecodable") return _("照片打不开，请重拍。");
  return _("照片读不出来，请重拍；云端的照片要先下载到手机。");
}

/**
 * A limit in the unit of the field.
 * @param {string} field
 * @param {number} [limit]
 */
function shown(field, limit = 0) {
  if (field.endsWith("_milli")) return limit / 1000;
  return field.endsWith("_cents") ? limit / 100 : limit;
}
