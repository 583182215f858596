/** A form's fields as the payload of a command: types by the suffix of the field's name. */

import { dayOf, instantOf, Unreadable, wholeParts } from "./numbers.js";
import { schemaOf, valueFault } from "./limits.js";

/**
 * @typedef {[string, string]} Field name and typed text, in document order
 * @typedef {Record<string, unknown>} Payload
 * @typedef {{ field: string, fault: string, limit?: number }} Fault
 * @typedef {object} Surroundings
 * @property {string} timezone the company's zone
 * @property {string} todayOn the day a bare time belongs to, `2026-11-28`
 * @property {Record<string, string>} [days] another day for some field
 */

/** Fields that steer the form and belong to no payload. */
const NOT_PAYLOAD = ["command_id", "next", "photo", "photo_from_album"];
const JSON_FIELDS = ["strokes", "visit_ids"];
const WHOLE_NUMBERS = ["width", "height", "size_bytes"];
const BOOLEANS = ["from_album"];

/**
 * @param {string} command wire name
 * @param {Field[]} fields
 * @param {Surroundings} surroundings
 * @returns {{ payload: Payload, faults: Fault[] }} faults empty when it may be applied
 */
export function payloadFromFields(command, fields, surroundings) {
  /** @type {Payload} */
  const payload = {};
  /** @type {Fault[]} */
  const faults = [];
  const schema = schemaOf(command);
  const typed = joined(fields);
  for (const name of fieldNames(typed, schema)) {
    try {
      payload[name] = wireValue(
        name,
        typed.get(name) ?? "",
        surroundings,
        schema?.[name],
      );
      const found = schema?.[name] && valueFault(payload[name], schema[name]);
      if (found) faults.push({ field: name, ...found });
    } catch (problem) {
      if (!(problem instanceof Unreadable)) throw problem;
      faults.push({ field: name, fault: problem.fault });
    }
  }
  return { payload, faults };
}

/**
 * The command's own fields where they are known, so that nothing else slips into a payload.
 * @param {Map<string, string>} typed
 * @param {Record<string, import("./limits.js").Schema> | null} schema
 */
function fieldNames(typed, schema) {
  if (schema) return Object.keys(schema);
  return [...typed.keys()].filter(
    (name) => !NOT_PAYLOAD.includes(name) && !name.startsWith("_"),
  );
}

/**
 * Several fields of one name are one text: ready words and what was typed beside them.
 * @param {Field[]} fields
 */
function joined(fields) {
  /** @type {Map<string, string[]>} */
  const parts = new Map();
  for (const [name, text] of fields) {
    const known = parts.get(name) ?? [];
    if (text.trim() !== "") known.push(text.trim());
    parts.set(name, known);
  }
  return new Map([...parts].map(([name, texts]) => [name, texts.join("；")]));
}

/**
 * @param {string} name
 * @param {string} text trimmed
 * @param {Surroundings} surroundings
 * @param {import("./limits.js").Schema} [schema]
 * @throws {Unreadable}
 */
function wireValue(name, text, surroundings, schema) {
  if (BOOLEANS.includes(name))
    return text !== "" && text !== "0" && text !== "false";
  if (text === "") return emptyValue(schema);
  if (JSON_FIELDS.includes(name)) return parsed(text);
  if (name.endsWith("_milli")) return wholeParts(text, 1000);
  if (name.endsWith("_cents")) return wholeParts(text, 100);
  if (WHOLE_NUMBERS.includes(name)) return Number(text);
  if (name.endsWith("_on")) return dayOf(text);
  if (!name.endsWith("_at")) return text;
  const baseDay = surroundings.days?.[name] ?? surroundings.todayOn;
  return instantOf(text, { timezone: surroundings.timezone, baseDay });
}

/**
 * An empty field is null, but a text that may not be null is the empty text.
 * @param {import("./limits.js").Schema} [schema]
 */
function emptyValue(schema) {
  return schema?.type === "string" && !schema.isRequired
    ? ""
    : (schema?.default ?? null);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("json");
  }
}
