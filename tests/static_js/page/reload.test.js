import assert from "node:assert/strict";
import { test } from "node:test";

import { offlineObstacle } from "../../../fieldapp/static/js/page/browsers.js";
import { goLocalOnce } from "../../../fieldapp/static/js/page/reload.js";

function tab({ isUntouched = true, isKept = true } = {}) {
  const kept = new Map();
  let reloads = 0;
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => isKept && kept.set(key, value),
  };
  const environment = {
    storage,
    isUntouched: () => isUntouched,
    reload: () => (reloads += 1),
  };
  return { environment, reloads: () => reloads };
}

test("an untouched page goes local once and never again for the same person", () => {
  const { environment, reloads } = tab();

  const went = [1, 2, 3].map(() => goLocalOnce("wang", environment));

  assert.deepEqual(went, [true, false, false]);
  assert.equal(reloads(), 1);
});

test("the next person of the same tab goes local too", () => {
  const { environment, reloads } = tab();

  goLocalOnce("wang", environment);
  goLocalOnce("li", environment);

  assert.equal(reloads(), 2);
});

test("a page being filled in is left alone", () => {
  const { environment, reloads } = tab({ isUntouched: false });

  assert.equal(goLocalOnce("wang", environment), false);
  assert.equal(reloads(), 0);
});

test("a browser that keeps nothing is not reloaded for ever", () => {
  const { environment, reloads } = tab({ isKept: false });

  goLocalOnce("wang", environment);

  assert.equal(reloads(), 0);
});

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Version/19.1 Safari/604.1";
const CHROME =
  "Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile Safari/537.36";
const able = {
  isSecure: true,
  hasWorkers: true,
  isStandalone: false,
  isTouch: true,
};

for (const [browser, reason] of [
  [{ ...able, userAgent: CHROME }, "none"],
  [{ ...able, userAgent: `${CHROME} MicroMessenger/8.0` }, "wechat"],
  [{ ...able, userAgent: CHROME, isSecure: false }, "insecure"],
  [{ ...able, userAgent: CHROME, hasWorkers: false }, "old"],
  [{ ...able, userAgent: "Firefox/146.0", hasWorkers: false }, "private"],
  [{ ...able, userAgent: IPHONE }, "ios-tab"],
  [{ ...able, userAgent: IPHONE, isStandalone: true }, "none"],
]) {
  test(`${browser.userAgent.slice(-30)} has the obstacle ${reason}`, () => {
    assert.equal(offlineObstacle(browser), reason);
  });
}
