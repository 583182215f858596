/**
 * The outbox of one person: what he was told is saved. A command leaves it only for a receipt.
 * Each function takes the person first; databases are named `outbox-<person_id>`.
 */

import {
  answer,
  defaultEnvironment,
  readFrom,
  StoreFailure,
  writeTo,
} from "./database.js";
import { canonicalText, commandHash } from "../hashes.js";
import { identity } from "./identity.js";
import { nextNumbers, numbersTaken } from "./numbering.js";
import { takeReserve, withRoom } from "./room.js";

export {
  counts,
  decide,
  entries,
  exportOutbox,
  outboxFor,
  parkedEntries,
  unverifiedPhotos,
} from "./entries.js";

/** @typedef {import("./database.js").StoreEnvironment} StoreEnvironment */
/** @typedef {import("./database.js").Stores} Stores */
/** @typedef {import("../types.js").Command} Command */
/** @typedef {import("../types.js").CommandRow} CommandRow */
/** @typedef {import("../types.js").NewCommand} NewCommand */
/** @typedef {import("../types.js").SavedPhoto} SavedPhoto */
/** @typedef {Omit<Command, "device_seq" | "stream_seq">} Unnumbered */

/** One signature may be this large, as JSON text. */
export const MAX_STROKES_BYTES = 65_536;
/** One command must fit into one push beside its envelope. */
const MAX_COMMAND_BYTES = 200_000;

/** @param {string} personId */
export function outboxName(personId) {
  return `outbox-${personId}`;
}

/**
 * Stores a command: its row, its photos' rows, its numbers and the removal of its draft, at once.
 * Resolves when that is on the disk; only then may a page say "saved". Storing the same command_id
 * with the same content again changes nothing.
 * @param {string} personId
 * @param {{command: NewCommand, photos?: SavedPhoto[], draftKey?: string | null}} entry
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<CommandRow>}
 * @throws {StoreFailure}
 */
export async function enqueue(
  personId,
  entry,
  environment = defaultEnvironment,
) {
  const { command, photos = [], draftKey = null } = entry;
  const blobs = command.blobs ?? photos.map((photo) => photo.sha256);
  const unnumbered = await completed(
    personId,
    { ...command, blobs },
    environment,
  );
  requireSize(unnumbered);
  const write = () =>
    writeTo(
      environment,
      outboxName(personId),
      ["commands", "receipts", "blobs", "drafts", "meta"],
      (stores) => store(stores, unnumbered, draftKey),
    );
  return withRoom(environment, personId, write, [
    () => takeReserve(environment, personId),
  ]);
}

/**
 * Commands without a receipt, in the order they are sent.
 * @param {string} personId
 * @param {StoreEnvironment} [environment]
 * @returns {Promise<CommandRow[]>}
 */
export function pending(personId, environment = defaultEnvironment) {
  return readFrom(environment, outboxName(personId), ["commands"], (stores) =>
    answer(stores("commands").index("made_no").getAll()),
  );
}

/**
 * The command as it will be hashed: ids, instants and defaults filled in.
 * @param {string} personId
 * @param {NewCommand & {blobs: string[]}} command
 * @param {StoreEnvironment} environment
 * @returns {Promise<Unnumbered>}
 */
async function completed(personId, command, environment) {
  const clockOffset =
    command.clock_offset_ms ??
    (await identity(personId, environment)).clock_offset_ms;
  const hashed = {
    command_id: command.command_id || environment.uuid(),
    stream: command.stream,
    name: command.name,
    v: command.v ?? 1,
    base_change_no: command.base_change_no ?? null,
    made_at: command.made_at ?? new Date(environment.now()).toISOString(),
    clock_offset_ms: clockOffset,
    payload: command.payload,
    blobs: command.blobs,
    supersedes: command.supersedes ?? null,
  };
  return { ...hashed, sha256: await commandHash(hashed) };
}

/** @param {Unnumbered} command */
function requireSize(command) {
  const { strokes } = command.payload;
  const isTooLarge =
    byteLength(command) > MAX_COMMAND_BYTES ||
    (strokes !== undefined && byteLength(strokes) > MAX_STROKES_BYTES);
  if (isTooLarge) throw new StoreFailure("command.too_large");
}

/** @param {unknown} value */
function byteLength(value) {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/**
 * @param {Stores} stores
 * @param {Unnumbered} unnumbered
 * @param {string | null} draftKey
 * @returns {Promise<CommandRow>}
 */
async function store(stores, unnumbered, draftKey) {
  const { command_id, stream } = unnumbered;
  const [known, { made_no, ...numbers }] = await Promise.all([
    knownRow(stores, unnumbered),
    nextNumbers(stores, stream),
  ]);
  if (known) return known;
  await claimPhotos(stores, unnumbered.blobs);
  const row = {
    command_id,
    made_no,
    stream,
    command: { ...unnumbered, ...numbers },
    mismatches: 0,
  };
  await Promise.all([
    numbersTaken(stores, stream, { made_no, ...numbers }),
    answer(stores("commands").add(row)),
    draftKey === null ? null : answer(stores("drafts").delete(draftKey)),
  ]);
  return row;
}

/**
 * The row of a command stored before under this id.
 * @param {Stores} stores
 * @param {Unnumbered} command
 * @returns {Promise<CommandRow | null>}
 * @throws {StoreFailure} command.conflicting: the id belongs to something else
 */
async function knownRow(stores, command) {
  const [waiting, received] = await Promise.all(
    ["commands", "receipts"].map((name) =>
      answer(stores(name).get(command.command_id)),
    ),
  );
  const row = waiting ?? received;
  if (!row) return null;
  if (content(row.command) !== content(command))
    throw new StoreFailure("command.conflicting");
  return row;
}

/**
 * What a person means by a command; a second tap on the same form differs in made_at only.
 * @param {Pick<Command, "name" | "stream" | "payload" | "blobs">} command
 */
function content({ name, stream, payload, blobs }) {
  return canonicalText({ name, stream, payload, blobs });
}

/**
 * The bytes these commands name must be here; from now on they are uploaded.
 * @param {Stores} stores
 * @param {string[]} hashes
 */
async function claimPhotos(stores, hashes) {
  for (const sha256 of hashes) {
    const row = await answer(stores("blobs").get(sha256));
    if (!row || row.state === "damaged")
      throw new StoreFailure("photo.missing");
    if (row.state === "draft")
      await answer(stores("blobs").put({ ...row, state: "waiting" }));
  }
}
