/** Records of `/sync/v1` as they travel. The twin of fieldapp/offline/wire.py. */

/** @typedef {import("./sheet.js").Sheet} Sheet */

/** @typedef {"applied" | "parked" | "mismatch" | "wait" | "retry"} ReceiptResult */

/**
 * One intention of a person. `sha256` is over everything but itself, device_seq and stream_seq,
 * as RFC 8785 JSON.
 * @typedef {object} Command
 * @property {string} command_id
 * @property {number} device_seq
 * @property {string} stream `visit:<uuid>` or `person:<uuid>`
 * @property {number} stream_seq
 * @property {string} name
 * @property {number} v
 * @property {number | null} base_change_no
 * @property {string} made_at
 * @property {number} clock_offset_ms
 * @property {Record<string, any>} payload
 * @property {string[]} blobs
 * @property {string | null} supersedes
 * @property {string} sha256
 */

/**
 * The sheets a phone holds (or must hold): how many, and their hash.
 * @typedef {object} Held
 * @property {number} count
 * @property {string} hash
 */

/**
 * What changed since the cursor; `held` is the whole scope after this answer.
 * @typedef {object} Delta
 * @property {number} cursor
 * @property {boolean} full
 * @property {Sheet[]} sheets
 * @property {string[]} gone
 * @property {string} ended_before
 * @property {Held} held
 */

/**
 * What became of one command. Keys are null when the command was too broken to name them.
 * @typedef {object} Receipt
 * @property {string | null} command_id
 * @property {ReceiptResult} result
 * @property {string | null} code
 * @property {Record<string, unknown> | null} details
 * @property {number | null} change_no
 * @property {string | null} sha256
 * @property {number | null} device_seq
 */

/**
 * Stands in every answer of devices, push, pull and inbox.
 * @typedef {object} AnswerHead
 * @property {number} proto
 * @property {number} epoch
 * @property {string} person_id
 * @property {string | null} device_id
 * @property {string} now
 */

/**
 * What the server accepts at most.
 * @typedef {object} Limits
 * @property {number} max_commands
 * @property {number} max_bytes
 * @property {number} chunk_bytes
 * @property {number} photo_bytes
 */

/**
 * The signed-in person as the phone shows him.
 * @typedef {object} PersonCard
 * @property {string} id
 * @property {string} name
 * @property {string} badge_no
 * @property {string} department
 * @property {string[]} roles
 * @property {string} language
 */

/**
 * The company as the phone shows it.
 * @typedef {object} CompanyCard
 * @property {string} name
 * @property {string} short_name
 * @property {string} hotline
 * @property {string} timezone
 */

/**
 * A parked command waiting for its maker's decision.
 * @typedef {object} InboxEntry
 * @property {string} command_id
 * @property {string} name
 * @property {string} stream
 * @property {string} code
 * @property {Record<string, unknown>} details
 * @property {unknown} payload
 * @property {string} made_at
 * @property {string} received_at
 */

/**
 * Receipts and delta in one round trip.
 * @typedef {AnswerHead & {receipts: Receipt[], delta: Delta, catalogue_version: number, lease_until: string}} PushAnswer
 */

/**
 * The answer to a registration.
 * @typedef {AnswerHead & {device_id: string, lease_until: string, limits: Limits, person: PersonCard, company: CompanyCard}} DevicesAnswer
 */

/**
 * Price list, checklists and wording a phone needs without a network.
 * @typedef {object} Catalogue
 * @property {number} version
 * @property {Record<string, any>[]} materials
 * @property {Record<string, any>[]} charge_items
 * @property {Record<string, any>[]} checklists
 * @property {Record<string, any>[]} unfinished_reasons
 * @property {Record<string, any>} phrases
 * @property {any[]} expense_kinds
 */

export {};
