/** What a command's fields may hold, read from the JSON schemas the server generated. */

import { LIMITS } from "../../../../service_worker/generated/limits.js";

/**
 * @typedef {object} Schema one field
 * @property {string} type JSON type: `string`, `integer`, `boolean`, `array`
 * @property {boolean} isRequired the command has no default for it
 * @property {boolean} isNullable
 * @property {number} [maxLength] characters
 * @property {number} [minLength]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {unknown[]} [values] the only ones allowed
 * @property {unknown} [default]
 */

/** @typedef {Record<string, any>} JsonSchema */

/**
 * The fields of a command by name; null for a command without a generated schema.
 * @param {string} command wire name
 * @param {Record<string, JsonSchema>} [limits]
 * @returns {Record<string, Schema> | null}
 */
export function schemaOf(command, limits = LIMITS) {
  const schema = limits[command];
  if (!schema) return null;
  const required = schema.required ?? [];
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [
      name,
      fieldSchema(property, schema.$defs ?? {}, required.includes(name)),
    ],
  );
  return Object.fromEntries(fields);
}

/**
 * What is wrong with a value, or null.
 * @param {unknown} value
 * @param {Schema} schema
 * @returns {{ fault: string, limit?: number } | null}
 */
export function valueFault(value, schema) {
  if (value === null) return schema.isNullable ? null : { fault: "missing" };
  if (schema.values && !schema.values.includes(value))
    return { fault: "choice" };
  if (typeof value === "string") return textFault(value, schema);
  if (typeof value === "number") return numberFault(value, schema);
  return null;
}

/**
 * @param {string} text
 * @param {Schema} schema
 */
function textFault(text, { minLength, maxLength }) {
  // Characters as the server counts them: an emoji is one.
  const length = [...text].length;
  if (minLength !== undefined && length < minLength)
    return { fault: "missing" };
  if (maxLength === undefined || length <= maxLength) return null;
  return { fault: "long", limit: maxLength };
}

/**
 * @param {number} number
 * @param {Schema} schema
 */
function numberFault(number, { minimum, maximum }) {
  if (minimum !== undefined && number < minimum)
    return { fault: "low", limit: minimum };
  if (maximum !== undefined && number > maximum)
    return { fault: "high", limit: maximum };
  return null;
}

/**
 * @param {JsonSchema} property
 * @param {Record<string, JsonSchema>} definitions
 * @param {boolean} isRequired
 * @returns {Schema}
 */
function fieldSchema(property, definitions, isRequired) {
  const choices = (property.anyOf ?? [property]).map(
    (/** @type {JsonSchema} */ choice) =>
      choice.$ref ? definitions[choice.$ref.split("/").at(-1)] : choice,
  );
  const told =
    choices.find((/** @type {JsonSchema} */ { type }) => type !== "null") ?? {};
  return {
    type: told.type ?? "string",
    isRequired,
    isNullable: choices.some(
      (/** @type {JsonSchema} */ { type }) => type === "null",
    ),
    maxLength: told.maxLength,
    minLength: told.minLength,
    minimum: told.minimum ?? above(told.exclusiveMinimum, 1),
    maximum: told.maximum ?? above(told.exclusiveMaximum, -1),
    values: told.enum ?? (told.const === undefined ? undefined : [told.const]),
    default: property.default,
  };
}

/**
 * @param {number | undefined} bound
 * @param {number} step
 */
function above(bound, step) {
  return bound === undefined ? undefined : bound + step;
}
