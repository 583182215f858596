import assert from "node:assert/strict";
import { test } from "node:test";

import {
  dropOtherShells,
  fillShell,
  fromShell,
  shellName,
} from "../../service_worker/cache/shell.js";
import { PRECACHE } from "../../service_worker/generated/precache.js";
import { memoryCaches } from "./caches.js";

const FILES = [
  { url: "/login", integrity: null },
  { url: "/static/dist/app.js", integrity: "sha256-abc" },
];

test("a build's files are asked for as a stranger with their hash, the login page past the HTTP cache", async () => {
  const asked = [];
  const caches = memoryCaches();
  const fetch = async (url, options) => {
    asked.push({ url, ...options });
    return new Response(`content of ${url}`);
  };

  await fillShell({ caches, fetch }, FILES);

  const common = { credentials: "omit", redirect: "error" };
  assert.deepEqual(asked, [
    { url: "/login", cache: "reload", ...common },
    {
      url: "/static/dist/app.js",
      cache: "default",
      ...common,
      integrity: "sha256-abc",
    },
  ]);
  const kept = await fromShell(caches, "/static/dist/app.js");
  assert.equal(await kept.text(), "content of /static/dist/app.js");
});

for (const [what, answer] of Object.entries({
  "is missing": () => new Response("not found", { status: 404 }),
  "was cut to nothing": () => new Response(""),
  "has another hash": () => {
    throw new TypeError("integrity");
  },
})) {
  test(`a worker does not install when a file ${what}`, async () => {
    const fetch = async (url) =>
      url === "/login" ? new Response("login") : answer();

    await assert.rejects(fillShell({ caches: memoryCaches(), fetch }, FILES));
  });
}

test("at activation shells of other builds go, nothing else", async () => {
  const caches = memoryCaches();
  for (const name of ["fieldapp-shell-old", shellName(), "somebody-elses"])
    await caches.open(name);

  await dropOtherShells(caches);

  assert.deepEqual(await caches.keys(), [shellName(), "somebody-elses"]);
});

test("every built file of the shell has a hash", () => {
  const unchecked = PRECACHE.filter((file) => file.integrity === null).map(
    (file) => file.url,
  );

  assert.deepEqual(unchecked, ["/login"]);
  assert.ok(PRECACHE.length > 3);
});
