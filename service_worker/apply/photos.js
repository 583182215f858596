/** Photos of a visit; where their bytes are is the server's to say. */

import { checkItem, checkNamed, withoutRow } from "./rows.js";

/** @typedef {import("../types.js").Sheet} Sheet */
/** @typedef {import("../types.js").Command} Command */

/** @param {Sheet} sheet @param {Command} command @throws {import("./refusal.js").Refusal} */
export function attachPhoto(sheet, command) {
  const { payload } = command;
  checkItem(sheet, payload.item_id);
  checkNamed(command, payload.sha256);
  const photo = {
    photo_id: command.command_id,
    kind: payload.kind,
    sha256: payload.sha256,
    size_bytes: payload.size_bytes,
    width: payload.width,
    height: payload.height,
    caption: payload.caption ?? "",
    taken_at: payload.taken_at ?? null,
    from_album: payload.from_album ?? false,
    item_id: payload.item_id ?? null,
    state: "expected",
  };
  return { ...sheet, photos: [...sheet.photos, photo] };
}

/** @param {Sheet} sheet @param {Command} command @throws {import("./refusal.js").Refusal} */
export function voidPhoto(sheet, { payload }) {
  return {
    ...sheet,
    photos: withoutRow(sheet.photos, (row) => row.photo_id, payload.photo_id),
  };
}
