/**
 * The server of the protocol papers, small: once-only, gaps, mismatches, epochs, resumable bytes,
 * deltas. `faults` is asked before every request what goes wrong with it.
 */

import { gunzipSync } from "node:zlib";
import { sha256Hex } from "../../service_worker/hashes.js";
import { PERSON, VISIT } from "./phone.js";
import { aSheet, heldOf } from "./sheets.js";

const JSON_HEADERS = { "Content-Type": "application/json" };

export class Server {
  epoch = 1;
  personId = PERSON;
  now = "2026-11-28T01:00:00.000Z";
  leaseUntil = "2026-12-05T01:00:00.000Z";
  catalogueVersion = 3;
  devices = new Map();
  log = new Map();
  sequences = new Map();
  applied = [];
  mismatched = [];
  blobs = new Map();
  requests = [];
  sheets = new Map();
  counter = 1;
  /** (path, method) → fault: "refuse", "lose", "hang", a Response, or nothing */
  faults = () => undefined;
  /** command → what becomes of it instead of being applied: {result, code} */
  verdict = () => undefined;
  inFlight = 0;
  mostInFlight = 0;
  #devicesMade = 0;

  constructor() {
    this.sheets.set(
      VISIT,
      aSheet({ visit_id: VISIT, change_no: 1, remarks: [], command_ids: [] }),
    );
  }

  fetch = async (path, options = {}) => {
    const url = new URL(path, "http://phone.test");
    const name = url.pathname.replace("/sync/v1/", "");
    options = { ...options, body: unpacked(options) };
    this.requests.push({ name, method: options.method, body: options.body });
    const fault = this.faults(name, options.method, options);
    if (fault instanceof Response) return fault;
    if (fault === "refuse") throw new TypeError("Failed to fetch");
    if (fault === "hang") return this.#hang(options.signal);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      const answer = await this.answer(name, options);
      if (fault === "lose") throw new TypeError("Failed to fetch");
      return answer;
    } finally {
      this.inFlight -= 1;
    }
  };

  async answer(name, options) {
    if (name === "devices") return this.register(JSON.parse(options.body));
    if (name === "push") return this.push(JSON.parse(options.body));
    if (name === "catalogue")
      return json({ version: this.catalogueVersion, materials: [] });
    if (name.startsWith("blobs/"))
      return this.blob(name.slice("blobs/".length), options);
    return json({ code: "not_found" }, 404);
  }

  register({ store, known_device_id, mismatch }) {
    let id = [...this.devices].find(([, state]) => state === "in use")?.[0];
    const keeps =
      id && !mismatch && (store === "empty" || known_device_id === id);
    if (!keeps) {
      if (id) this.devices.set(id, "replaced");
      this.#devicesMade += 1;
      id = `device-${this.#devicesMade}`;
      this.devices.set(id, "in use");
    }
    const person = {
      id: this.personId,
      name: "王建国",
      language: "zh",
      roles: [],
    };
    const company = {
      name: "明睿",
      short_name: "明睿",
      hotline: "",
      timezone: "Asia/Shanghai",
    };
    return json({
      ...this.head(id),
      lease_until: this.leaseUntil,
      limits: {},
      person,
      company,
    });
  }

  async push({ device_id, epoch, cursor, commands }) {
    if (this.devices.get(device_id) !== "in use")
      return json({ code: "device.unknown" }, 409);
    const receipts = this.receiveAll(commands, device_id);
    const from = epoch === this.epoch ? cursor : 0;
    if (from > this.counter) return json({ code: "cursor.gone" }, 410);
    return json({
      ...this.head(device_id),
      receipts,
      delta: await this.delta(from),
      catalogue_version: this.catalogueVersion,
      lease_until: this.leaseUntil,
    });
  }

  /** Behind a mismatch the rest of its stream waits: the numbers will be others. */
  receiveAll(commands, deviceId) {
    const stopped = new Set();
    return commands.map((command) => {
      if (stopped.has(command.stream)) {
        return this.receipt(command, { result: "wait", change_no: null });
      }
      const receipt = this.receive(command, deviceId);
      if (receipt.result === "mismatch") stopped.add(command.stream);
      return receipt;
    });
  }

  async delta(cursor) {
    const sheets = [...this.sheets.values()];
    return {
      cursor: this.counter,
      full: cursor === 0,
      sheets: sheets.filter((sheet) => sheet.change_no > cursor),
      gone: [],
      ended_before: "2026-11-14T00:00:00.000Z",
      held: await heldOf(sheets),
    };
  }

  receive(command, deviceId) {
    const known = this.log.get(command.command_id);
    const place = `${deviceId} ${command.stream} ${command.stream_seq}`;
    const holder = this.sequences.get(place);
    const isMismatch = known
      ? known.sha256 !== command.sha256
      : holder !== undefined && holder !== command.command_id;
    if (isMismatch) {
      this.mismatched.push(command);
      return this.receipt(command, { result: "mismatch", change_no: null });
    }
    if (known) {
      this.sequences.set(place, command.command_id);
      return known;
    }
    const before = `${deviceId} ${command.stream} ${command.stream_seq - 1}`;
    if (command.stream_seq > 1 && !this.sequences.has(before)) {
      return this.receipt(command, { result: "wait", change_no: null });
    }
    return this.decide(command, place);
  }

  decide(command, place) {
    const verdict = this.verdict(command);
    if (verdict?.result === "retry")
      return this.receipt(command, { ...verdict, change_no: null });
    const change_no = verdict ? null : this.apply(command);
    const receipt = this.receipt(command, {
      result: "applied",
      change_no,
      ...verdict,
    });
    this.log.set(command.command_id, receipt);
    this.sequences.set(place, command.command_id);
    return receipt;
  }

  apply(command) {
    this.counter += 1;
    this.applied.push(command);
    const visitId = command.stream.slice("visit:".length);
    const sheet = this.sheets.get(visitId);
    if (!sheet) return this.counter;
    const { command_id, made_at, payload } = command;
    const remark = {
      remark_id: command_id,
      text: payload.text,
      made_at,
      author_name: "",
    };
    this.sheets.set(visitId, {
      ...sheet,
      change_no: this.counter,
      remarks: [...sheet.remarks, remark],
      command_ids: [...sheet.command_ids, command_id].sort(),
    });
    return this.counter;
  }

  async blob(sha256, { method, headers = {}, body }) {
    const kept = this.blobs.get(sha256);
    if (method === "HEAD")
      return kept ? head(kept) : new Response(null, { status: 404 });
    const isNamed = [...this.log.keys()].length > 0;
    if (!isNamed) return json({ code: "blob.unexpected" }, 404);
    const blob = kept ?? {
      bytes: [],
      length: Number(headers["Upload-Length"]),
      state: "partial",
    };
    const offset = Number(headers["Upload-Offset"]);
    if (offset !== blob.bytes.length) {
      return json(
        { code: "blob.wrong_offset", offset: blob.bytes.length },
        409,
      );
    }
    blob.bytes = [...blob.bytes, ...body];
    this.blobs.set(sha256, blob);
    if (blob.bytes.length === blob.length) {
      if ((await sha256Hex(Uint8Array.from(blob.bytes))) !== sha256) {
        this.blobs.delete(sha256);
        return json({ code: "blob.hash_mismatch", offset: 0 }, 422);
      }
      blob.state = "verified";
    }
    const { state } = blob;
    return json({
      ...this.head(null),
      sha256,
      offset: blob.bytes.length,
      state,
    });
  }

  /** What a backup holds. */
  backup() {
    const { log, sequences, applied, sheets, counter, devices } = this;
    return structuredClone({
      log,
      sequences,
      applied,
      sheets,
      counter,
      devices,
    });
  }

  restore(backup) {
    Object.assign(this, structuredClone(backup));
    this.epoch += 1;
  }

  head(device_id) {
    return {
      proto: 1,
      epoch: this.epoch,
      person_id: this.personId,
      device_id,
      now: this.now,
    };
  }

  receipt({ command_id, sha256, device_seq }, rest) {
    return {
      command_id,
      code: null,
      details: null,
      sha256,
      device_seq,
      ...rest,
    };
  }

  #hang(signal) {
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () =>
        reject(new DOMException("aborted", "AbortError")),
      );
    });
  }
}

export function json(body, status = 200, headers = {}) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...JSON_HEADERS, ...headers },
  });
}

function head({ bytes, length, state }) {
  const headers = {
    "Upload-Offset": String(bytes.length),
    "Upload-Length": String(length),
    "Upload-State": state,
  };
  return new Response(null, { status: 200, headers });
}

/** Timers that run only when a test lets time pass. */
export function manualTimers(clock) {
  let last = 0;
  const waiting = new Map();
  return {
    waiting,
    setTimeout: (work, ms) => {
      last += 1;
      waiting.set(last, { at: clock.now + ms, work });
      return last;
    },
    clearTimeout: (timer) => waiting.delete(timer),
    /** Runs the timer that is due first; returns how long it had to be waited for. */
    pass() {
      const [first] = [...waiting].sort(([, a], [, b]) => a.at - b.at);
      if (!first)
        throw new Error("nothing is waiting: this phone would never try again");
      const [timer, { at, work }] = first;
      const waited = Math.max(0, at - clock.now);
      waiting.delete(timer);
      clock.now = Math.max(clock.now, at);
      work();
      return waited;
    },
  };
}

/** Web Locks as browsers queue them. */
export function fakeLocks() {
  const tails = new Map();
  return {
    request(name, work) {
      const turn = (tails.get(name) ?? Promise.resolve()).then(work);
      tails.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}

/** What the phone said, unpacked where it was packed. */
function unpacked({ body, headers }) {
  return headers?.["Content-Encoding"] === "gzip"
    ? gunzipSync(body).toString()
    : body;
}
