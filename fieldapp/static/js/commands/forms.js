/** A form's fields as the payload of a command: types by the suffix of the field's name. */

import { dayOf, instantOf, Unreadable, wholeParts } from "./numbers.js";
import { schemaOf, valueFault } from "./limits.js";

/**
 * @typedef {[string, string]} Field name and typed text, in document order
 * @typedef {Record<string, unknown>} Payload
 * @typedef {{ field: string, fault: string, limit?: number }} Fault
 * @typedef {import("./limits.js").Schema} Schema
 * @typedef {Record<string, Schema>} Schemas
 * @typedef {object} Surroundings
 * @property {string} timezone the company's zone
 * @property {string} todayOn the day a bare time belongs to, `2026-11-28`
 * @property {Record<string, string>} [days] another day for some field
 */

/** Fields that steer the form and belong to no payload. */
const NOT_PAYLOAD = ["command_id", "next", "photo", "photo_from_album"];
/** Types of fields whose name says nothing, where no schema tells them. */
const TYPES = {
  strokes: "array",
  visit_ids: "array",
  width: "integer",
  height: "integer",
  size_bytes: "integer",
  from_album: "boolean",
};

/**
 * @param {string} command wire name
 * @param {Field[]} fields
 * @param {Surroundings} surroundings
 * @param {Schemas | null} [schemas] of the command's fields
 * @returns {{ payload: Payload, faults: Fault[] }} faults empty when it may be applied
 */
export function payloadFromFields(
  command,
  fields,
  surroundings,
  schemas = schemaOf(command),
) {
  /** @type {Payload} */
  const payload = {};
  /** @type {Fault[]} */
  const faults = [];
  const typed = joined(fields);
  const places = { ...surroundings, typed };
  for (const name of fieldNames(typed, schemas)) {
    const schema = schemas?.[name];
    try {
      const value = fieldValue(name, places, schema);
      const found = schema && valueFault(value, schema);
      if (found) faults.push({ field: name, ...found });
      payload[name] = value;
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
 * @param {Schemas | null} schemas
 */
function fieldNames(typed, schemas) {
  if (schemas) return Object.keys(schemas);
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
 * A field the form does not show keeps the command's default.
 * @param {string} name
 * @param {Surroundings & { typed: Map<string, string> }} places
 * @param {Schema} [schema]
 * @throws {Unreadable}
 */
function fieldValue(name, { typed, ...surroundings }, schema) {
  const text = typed.get(name);
  if (text === undefined) return schema?.default ?? null;
  const baseDay = typed.get(`${name}_on`);
  const days = baseDay ? { [name]: baseDay } : surroundings.days;
  return wireValue(name, text, { ...surroundings, days }, schema);
}

/**
 * @param {string} name
 * @param {string} text trimmed
 * @param {Surroundings} surroundings
 * @param {Schema} [schema]
 * @throws {Unreadable}
 */
function wireValue(name, text, surroundings, schema) {
  const type =
    schema?.type ?? /** @type {Record<string, string>} */ (TYPES)[name];
  if (type === "boolean") return ["1", "true", "on"].includes(text);
  if (text === "") return emptyValue(type, schema);
  if (type === "array") return parsed(text);
  if (name.endsWith("_milli")) return wholeParts(text, 1000);
  if (name.endsWith("_cents")) return wholeParts(text, 100);
  if (type === "integer") return wholeParts(text, 1);
  if (name.endsWith("_on")) return dayOf(text);
  if (!name.endsWith("_at")) return text;
  const baseDay = surroundings.days?.[name] ?? surroundings.todayOn;
  return instantOf(text, { timezone: surroundings.timezone, baseDay });
}

/**
 * An empty field is null, but a text that may not be null is the empty text.
 * @param {string | undefined} type
 * @param {Schema} [schema]
 */
function emptyValue(type, schema) {
  return schema && type === "string" && !schema.isNullable ? "" : null;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("json");
  }
}
