/**
 * Sequence numbers of commands, given inside the transaction that stores them: `made_no` for this
 * phone for ever, `device_seq` and `stream_seq` under the present device_id, without gaps.
 */

import { answer } from "./database.js";
import { metaValue, setMeta } from "./meta.js";

/** @typedef {import("../types.js").CommandRow} CommandRow */
/** @typedef {import("./database.js").Stores} Stores */

const STREAM = "stream:";

/** @typedef {{made_no: number, device_seq: number, stream_seq: number}} Numbers */

/**
 * The next numbers of a stream; `numbersTaken`, in the same transaction, counts on.
 * @param {Stores} stores with meta
 * @param {string} stream
 * @returns {Promise<Numbers>}
 */
export async function nextNumbers(stores, stream) {
  const [made_no, device_seq, stream_seq] = await Promise.all(
    ["next_made_no", "next_seq", STREAM + stream].map((counter) =>
      metaValue(stores, counter, 1),
    ),
  );
  return { made_no, device_seq, stream_seq };
}

/**
 * @param {Stores} stores with meta
 * @param {string} stream
 * @param {Numbers} numbers that a command got
 */
export function numbersTaken(stores, stream, numbers) {
  return Promise.all([
    setMeta(stores, "next_made_no", numbers.made_no + 1),
    setMeta(stores, "next_seq", numbers.device_seq + 1),
    setMeta(stores, STREAM + stream, numbers.stream_seq + 1),
  ]);
}

/**
 * Numbers everything unsent from 1 again, in the order it was made: for a new device_id.
 * @param {Stores} stores with meta and commands
 */
export async function renumber(stores) {
  /** @type {CommandRow[]} */
  const rows = await answer(stores("commands").index("made_no").getAll());
  await forgetNumbers(stores);
  for (const row of rows) {
    row.command.device_seq = await take(stores, "next_seq");
    row.command.stream_seq = await take(stores, STREAM + row.stream);
    await answer(stores("commands").put(row));
  }
}

/** @param {Stores} stores */
async function forgetNumbers(stores) {
  const streams = IDBKeyRange.bound(STREAM, `${STREAM}\uffff`);
  await answer(stores("meta").delete(streams));
  await answer(stores("meta").delete("next_seq"));
}

/**
 * @param {Stores} stores
 * @param {string} counter
 * @returns {Promise<number>} from 1
 */
async function take(stores, counter) {
  const value = await metaValue(stores, counter, 1);
  await setMeta(stores, counter, value + 1);
  return value;
}
