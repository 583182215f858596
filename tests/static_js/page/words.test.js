import assert from "node:assert/strict";
import { test } from "node:test";

import {
  loadWords,
  markWords,
  sizeWords,
  syncWords,
} from "../../../fieldapp/static/js/page/words.js";
import { fill, wording } from "../../../fieldapp/static/js/words.js";

function state(name, load = {}) {
  return {
    state: name,
    pending: 0,
    photos: 0,
    bytes: 0,
    attention: 0,
    ...load,
  };
}
const LOAD = { pending: 5, photos: 3, bytes: 2_100_000 };

const SENTENCES = [
  [
    state("pending", LOAD),
    false,
    "5 条、3 张照片（2.1 MB）在手机上，等信号。可以锁屏。",
  ],
  [state("pending", { pending: 1 }), true, "1 条在手机上，等上传。可以锁屏。"],
  [state("sending", LOAD), true, "正在上传：5 条、3 张照片（2.1 MB）"],
  [state("sending"), true, "正在上传"],
  [state("attention", { ...LOAD, attention: 2 }), true, "有 2 条需处理"],
  [state("signed-out", { pending: 5 }), true, "请登录后上传：5 条在手机上"],
  [state("signed-out"), true, "请登录后上传"],
  [state("preparing"), true, "正在准备离线，先别关掉页面"],
  [state("online-only"), true, "此浏览器无离线功能"],
  [state("synced"), true, "已同步"],
];

for (const [sync, isOnline, words] of SENTENCES) {
  test(`${sync.state} says ${words}`, () => {
    assert.equal(syncWords(sync, isOnline), words);
  });
}

test("photos alone are told without commands", () => {
  assert.equal(
    loadWords({ pending: 0, photos: 2, bytes: 640_000 }),
    "2 张照片（640 KB）",
  );
});

test("sizes are written as the templates write them", () => {
  assert.deepEqual(
    [0, 1, 640_000, 999_999, 2_049_999, 2_100_000].map(sizeWords),
    ["0 KB", "1 KB", "640 KB", "1000 KB", "2.0 MB", "2.1 MB"],
  );
});

test("each mark has a word and an icon; no mark has neither", () => {
  assert.deepEqual(markWords("phone"), { word: "在手机上", icon: "onphone" });
  assert.deepEqual(markWords("attention"), { word: "需处理", icon: "alert" });
  assert.equal(markWords(""), null);
});

test("an unknown message stays Chinese and unknown placeholders stay visible", () => {
  assert.equal(wording("没有这句", "en"), "没有这句");
  assert.equal(fill("%(a)s 和 %(b)s", { a: 1 }), "1 和 %(b)s");
});
