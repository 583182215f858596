import assert from "node:assert/strict";
import { test } from "node:test";

import { fillShell } from "../../service_worker/cache/shell.js";
import { SECURITY_HEADERS } from "../../service_worker/generated/security_headers.js";
import { respond, routeFor } from "../../service_worker/router.js";
import { begunAnswer } from "../../service_worker/router/documents.js";
import { savePhoto } from "../../service_worker/store/chunks.js";
import { applyDelta } from "../../service_worker/store/delta.js";
import {
  forgetCurrentPerson,
  recordContact,
  setCurrentPerson,
} from "../../service_worker/store/device.js";
import { enqueue } from "../../service_worker/store/outbox.js";
import { storeCatalogue } from "../../service_worker/store/read.js";
import {
  aPhone,
  aRemark,
  bytesOf,
  faulty,
  OTHER_PERSON,
  PERSON,
  VISIT,
} from "./phone.js";
import { memoryCaches } from "./caches.js";
import { aDelta, aSheet } from "./sheets.js";

const ORIGIN = "http://phone.test";
const DAY_MS = 24 * 3600 * 1000;
const PERSON_CARD = {
  id: PERSON,
  name: "王建国",
  badge_no: "017",
  department: "engineering",
  roles: ["technician"],
  language: "zh",
};
const COMPANY = {
  name: "明睿",
  short_name: "明睿",
  hotline: "",
  timezone: "Asia/Shanghai",
};
const CATALOGUE = {
  version: 3,
  materials: [],
  charge_items: [],
  checklists: [],
  unfinished_reasons: [],
  category_materials: [],
  phrases: { remark: [], explain: [], opinion: [] },
  expense_kinds: [],
};

/** A primed phone; its network says "server" until it is cut. */
async function aWorker({ isOffline = false } = {}) {
  const phone = aPhone();
  const { environment } = phone;
  const network = { isOffline, asked: [] };
  const fetch = async (request) => {
    network.asked.push(typeof request === "string" ? request : request.url);
    if (network.isOffline) throw new TypeError("Failed to fetch");
    return new Response("server");
  };
  const caches = memoryCaches();
  await fillShell({
    caches,
    fetch: async (url) => new Response(`shell ${url}`),
  });
  await setCurrentPerson(
    { person_id: PERSON, person: PERSON_CARD, company: COMPANY },
    environment,
  );
  const contact = {
    now: "2026-11-28T01:00:00.000Z",
    lease_until: "2026-12-05T01:00:00.000Z",
  };
  await recordContact(PERSON, contact, environment);
  const sheet = aSheet({ visit_id: VISIT, planned_on: "2026-11-28" });
  await applyDelta(
    PERSON,
    await aDelta([sheet], { full: true }),
    new Set(),
    environment,
  );
  await storeCatalogue(PERSON, CATALOGUE, environment);
  return { ...phone, network, around: { environment, caches, fetch }, sheet };
}

async function open({ around }, path, headers = {}) {
  const request = new Request(ORIGIN + path, { headers });
  const route = routeFor(request, ORIGIN);
  assert.ok(route, `${path} is the worker's`);
  const response = await respond(route, request, around);
  return { response, text: await response.text() };
}

const PAGES = [
  "/tech/",
  "/tech/outbox",
  "/tech/scan",
  "/tech/me",
  ...[
    "",
    "/materials",
    "/photos",
    "/checks",
    "/handover",
    "/signature",
    "/absence",
  ].map((part) => `/tech/visits/${VISIT}${part}`),
  ...["/unfinished", "/marks", "/gate"].map(
    (part) => `/tech/visits/${VISIT}${part}`,
  ),
];

for (const path of PAGES) {
  test(`${path} is made on the phone, without the network, with the server's headers`, async () => {
    const worker = await aWorker({ isOffline: true });

    const { response, text } = await open(worker, path);

    assert.equal(response.status, 200, text.slice(0, 300));
    assert.match(text, /<html/);
    assert.match(text, /id="page"/);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      assert.equal(response.headers.get(name), value);
    }
    assert.equal(response.headers.get("Cache-Control"), "no-store");
    assert.deepEqual(worker.network.asked, []);
  });
}

test("a fragment is the page's element alone", async () => {
  const worker = await aWorker();

  const { text } = await open(worker, "/tech/", { "HX-Request": "true" });

  assert.match(text.trim(), /^<div id="page"/);
  assert.doesNotMatch(text, /<html/);
});

test("a page shows what was just saved, marked as on the phone", async () => {
  const worker = await aWorker({ isOffline: true });
  await enqueue(PERSON, { command: aRemark("刚写的一句") }, worker.environment);

  const { text } = await open(worker, `/tech/visits/${VISIT}`);

  assert.match(text, /刚写的一句/);
  assert.match(text, /data-sync="phone"/);
});

const NOT_OURS = [
  ["POST", "/tech/visits/x/remarks"],
  ["POST", "/tech/"],
  ["HEAD", "/tech/"],
  ["GET", "/sync/v1/push"],
  ["GET", "/office/"],
  ["GET", "/"],
  ["GET", "/healthz"],
  ["GET", "/q/not-a-code"],
  ["GET", "/tech/visits/1"],
];

for (const [method, path] of NOT_OURS) {
  test(`${method} ${path} is left to the browser`, () => {
    assert.equal(routeFor({ method, url: ORIGIN + path }, ORIGIN), null);
  });
}

test("another site is left to the browser", () => {
  assert.equal(
    routeFor({ method: "GET", url: "http://other.test/tech/" }, ORIGIN),
    null,
  );
});

test("nobody signed in: the server answers, without it the login page", async () => {
  const worker = await aWorker();
  await forgetCurrentPerson(worker.environment);
  assert.equal((await open(worker, "/tech/")).text, "server");

  worker.network.isOffline = true;
  assert.equal((await open(worker, "/tech/")).text, "shell /login");
});

test("another person sees nothing of the first one's", async () => {
  const worker = await aWorker();
  const person = { ...PERSON_CARD, id: OTHER_PERSON, name: "李强" };
  await setCurrentPerson(
    { person_id: OTHER_PERSON, person, company: COMPANY },
    worker.environment,
  );

  const { text } = await open(worker, `/tech/visits/${VISIT}`);

  assert.equal(text, "server");
});

test("after eight days without contact only the count of what waits is shown", async () => {
  const worker = await aWorker({ isOffline: true });
  await enqueue(PERSON, { command: aRemark("还没传") }, worker.environment);
  worker.clock.now += 8 * DAY_MS;

  const { response, text } = await open(worker, `/tech/visits/${VISIT}`);

  assert.equal(response.status, 403);
  assert.match(text, /lease\.over/);
  assert.match(text, /1 条待传/);
  assert.doesNotMatch(text, new RegExp(worker.sheet.contact_name));
});

test("a sheet this phone does not hold is asked of the server, then said to be missing", async () => {
  const worker = await aWorker();
  const path = "/tech/visits/11111111-2222-4333-8444-555555555555";
  assert.equal((await open(worker, path)).text, "server");

  worker.network.isOffline = true;
  const { response, text } = await open(worker, path);
  assert.equal(response.status, 404);
  assert.match(text, /sheet\.unknown/);
});

test("a defect of a page is a page too", async () => {
  const worker = await aWorker();
  await storeCatalogue(PERSON, { version: 9 }, worker.environment);

  const path = `/tech/visits/${VISIT}`;
  const { text } = await open(worker, path);
  assert.match(text, /page\.failed/);

  const fragment = await open(worker, path, { "HX-Request": "true" });
  assert.equal(fragment.response.status, 500);
  assert.match(fragment.text, /page\.failed/);
});

test("a page begins before it is made", async () => {
  let goOn = () => {};
  const made = new Promise((resolve) => {
    goOn = () => resolve(new Response("the page"));
  });

  const response = begunAnswer(made);
  assert.equal(response.status, 200);

  goOn();
  assert.equal(await response.text(), "the page");
});

test("a visit that was here a moment ago begins before the store was asked", async () => {
  const worker = await aWorker({ isOffline: true });
  const path = `/tech/visits/${VISIT}`;
  const { text } = await open(worker, path);

  const request = new Request(ORIGIN + path);
  const { environment } = worker;
  const asked = [];
  const watched = { ...environment, connections: new Map() };
  watched.indexedDB = {
    open: (...named) => {
      asked.push("opened");
      return environment.indexedDB.open(...named);
    },
  };
  worker.around.environment = watched;
  const answer = respond(routeFor(request, ORIGIN), request, worker.around);
  answer.then(() => asked.push("begun"));
  const response = await answer;
  await Promise.resolve();

  assert.equal(response.status, 200);
  assert.deepEqual(asked, ["opened", "begun"]);
  assert.equal(await response.text(), text);
});

for (const [why, change, shown] of [
  ["was signed out", forgetCurrentPerson, "server"],
  [
    "holds the visit no longer",
    async (environment) =>
      applyDelta(
        PERSON,
        await aDelta([], { full: true }),
        new Set(),
        environment,
      ),
    "server",
  ],
]) {
  test(`a phone that ${why} shows nothing on what was begun, and is asked again`, async () => {
    const worker = await aWorker();
    const path = `/tech/visits/${VISIT}`;
    assert.match((await open(worker, path)).text, /id="page"/);
    await change(worker.environment);

    const begun = await open(worker, path);
    assert.equal(
      begun.text,
      '<!doctype html><meta http-equiv="refresh" content="0">',
    );
    assert.equal((await open(worker, path)).text, shown);
  });
}

test("another person's pages are his own, also where they were expected to be somebody's", async () => {
  const worker = await aWorker();
  await open(worker, `/tech/visits/${VISIT}`);
  await setCurrentPerson(
    {
      person_id: OTHER_PERSON,
      person: { ...PERSON_CARD, id: OTHER_PERSON, name: "李卫东" },
      company: COMPANY,
    },
    worker.environment,
  );

  const { text } = await open(worker, `/tech/visits/${VISIT}`);
  assert.doesNotMatch(text, /王建国|id="page"/);
  assert.equal((await open(worker, `/tech/visits/${VISIT}`)).text, "server");
});

for (const [isOffline, shown] of [
  [false, "server"],
  [true, "shell /login"],
]) {
  test(`a store that dies after the answer began leaves the rest to ${shown}`, async () => {
    const worker = await aWorker({ isOffline });
    const { indexedDB } = worker;
    const dying = faulty(indexedDB, (_mode, stores) =>
      stores.includes("blobs") ? "UnknownError" : null,
    );
    const environment = { ...aPhone({ indexedDB: dying }).environment };
    const around = { ...worker.around, environment };

    const { response, text } = await open({ around }, `/tech/visits/${VISIT}`);

    assert.equal(response.status, 200);
    assert.equal(text, shown);
    if (!isOffline)
      assert.deepEqual(worker.network.asked, [
        `${ORIGIN}/tech/visits/${VISIT}`,
      ]);
  });
}

test("a store that does not open leaves the page to the network", async () => {
  const worker = await aWorker();
  const broken = {
    open: () => {
      throw new DOMException("no IndexedDB in this mode", "SecurityError");
    },
  };
  const { environment } = aPhone({ indexedDB: broken });

  const { text } = await open(
    { around: { ...worker.around, environment } },
    "/tech/",
  );

  assert.equal(text, "server");
});

test("the code on the paper leads to the visit held here, else to the server", async () => {
  const worker = await aWorker();

  const { response } = await open(worker, `/q/${worker.sheet.qr_code}`);
  assert.equal(response.status, 302);
  assert.equal(
    response.headers.get("Location"),
    `${ORIGIN}/tech/visits/${VISIT}`,
  );

  const capitals = `/q/${worker.sheet.qr_code.toUpperCase()}`;
  assert.equal((await open(worker, capitals)).response.status, 302);

  assert.equal((await open(worker, "/q/0000000000000")).text, "server");
});

test("own photos come from the phone, others from the server", async () => {
  const worker = await aWorker();
  const saved = await savePhoto(
    PERSON,
    bytesOf(2000),
    { mime: "image/jpeg" },
    worker.environment,
  );

  for (const end of ["", "/thumbnail"]) {
    const request = new Request(`${ORIGIN}/tech/photos/${saved.sha256}${end}`);
    const response = await respond(
      routeFor(request, ORIGIN),
      request,
      worker.around,
    );
    assert.equal(response.headers.get("Content-Type"), "image/jpeg");
    assert.deepEqual(
      new Uint8Array(await response.arrayBuffer()),
      bytesOf(2000),
    );
  }
  assert.equal(
    (await open(worker, `/tech/photos/${"0".repeat(64)}`)).text,
    "server",
  );
});

test("bytes that call themselves a page are never shown as one", async () => {
  const worker = await aWorker();
  const saved = await savePhoto(
    PERSON,
    bytesOf(9),
    { mime: "text/html" },
    worker.environment,
  );

  const { response } = await open(worker, `/tech/photos/${saved.sha256}`);

  assert.equal(
    response.headers.get("Content-Type"),
    "application/octet-stream",
  );
});

test("the login page is the server's, without a network the one of this build", async () => {
  const worker = await aWorker();
  assert.equal((await open(worker, "/login")).text, "server");

  worker.network.isOffline = true;
  assert.equal((await open(worker, "/login")).text, "shell /login");
});

test("a hanging network does not keep the login page away", async () => {
  const worker = await aWorker();
  const environment = { ...worker.environment, wait: async () => {} };
  const fetch = () => new Promise(() => {});

  const { text } = await open(
    { around: { ...worker.around, environment, fetch } },
    "/login",
  );

  assert.equal(text, "shell /login");
});

test("built files come from the shell first", async () => {
  const worker = await aWorker();
  const [cached] = [...worker.around.caches.all.values()][0].keys();
  const path = [...[...worker.around.caches.all.values()][0].keys()].find(
    (one) => one !== cached,
  );

  assert.equal((await open(worker, path)).text, `shell ${path}`);
  assert.equal(
    (await open(worker, "/static/dist/of-another-build.js")).text,
    "server",
  );
});
