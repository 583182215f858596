/** Items of a sheet and what may be told of further ones; twins in fieldapp/offline/sheet_record.py. */

/**
 * One thing to repair, with its verdicts ready.
 * @typedef {object} WorkItem
 * @property {string} item_id
 * @property {number} position_no
 * @property {string} position
 * @property {string} category_code
 * @property {string} category_name
 * @property {string} description
 * @property {boolean} is_rain_sensitive
 * @property {boolean} needs_two
 * @property {string} warranty_verdict
 * @property {string} warranty_text
 * @property {string | null} warranty_ends_on
 * @property {string} charge_verdict
 * @property {number} estimate_low_cents
 * @property {number} estimate_high_cents
 * @property {string | null} result
 * @property {boolean} is_extra
 * @property {boolean} is_confirmed
 * @property {boolean} is_covered somebody agreed to pay for it
 */

/**
 * The verdict an extra item of these categories gets; no positions means anywhere else.
 * @typedef {object} WarrantyOffer
 * @property {string[]} positions
 * @property {string[]} category_codes
 * @property {string} warranty_verdict
 * @property {string} charge_verdict
 * @property {string} warranty_text
 * @property {string | null} warranty_ends_on
 */

export {};
