/** What the phone keeps beside the wire records. */

/** @typedef {import("./wire.js").Command} Command */
/** @typedef {import("./wire.js").Receipt} Receipt */

/**
 * What a form hands over; everything else of a command is added when it is stored.
 * @typedef {object} NewCommand
 * @property {string} name
 * @property {string} stream
 * @property {Record<string, any>} payload
 * @property {string} [command_id]
 * @property {string[]} [blobs]
 * @property {number} [v]
 * @property {number | null} [base_change_no]
 * @property {string | null} [supersedes]
 * @property {string} [made_at]
 * @property {number} [clock_offset_ms] the phone's; read from the store when left out
 */

/**
 * A command in the outbox. `made_no` is the order in which this phone made them and never changes;
 * `mismatches` counts how often the server called it a mismatch.
 * @typedef {object} CommandRow
 * @property {string} command_id
 * @property {number} made_no
 * @property {string} stream
 * @property {Command} command
 * @property {number} mismatches
 */

/**
 * A command the server answered for good; kept at least 30 days, by the server's clock; `device_id` is the identity it was sent under.
 * @typedef {object} ReceiptRow
 * @property {string} command_id
 * @property {number} made_no
 * @property {string} stream
 * @property {Command} command
 * @property {Receipt} receipt
 * @property {string} device_id
 * @property {string} received_at server time
 * @property {null | "kept" | "dropped"} decided by its maker, when it was parked
 * @property {1} [attention] there while a decision is needed; a sparse index
 */

/**
 * @typedef {"phone" | "uploaded" | "attention"} EntryStatus
 * @typedef {{command: Command, receipt: Receipt | null, status: EntryStatus}} OutboxEntry
 */

/**
 * Photo bytes on this phone. draft: no command names them yet; waiting: to be uploaded;
 * verified: the server has the same bytes; damaged: they can no longer be read here.
 * @typedef {object} BlobRow
 * @property {string} sha256
 * @property {number} size_bytes
 * @property {string} mime
 * @property {number} chunk_count
 * @property {"draft" | "waiting" | "verified" | "damaged"} state
 * @property {number} offset how much the server said it has
 * @property {boolean} has_bytes
 * @property {string} saved_at
 * @property {string | null} verified_at server time
 */

/** @typedef {{sha256: string, size_bytes: number, mime: string}} SavedPhoto */

/**
 * A half-filled form.
 * @typedef {object} Draft
 * @property {string} draft_key
 * @property {string} path where the form stands
 * @property {[string, string][]} fields names and typed texts
 * @property {string} saved_at
 */

/** @typedef {{pending: number, parked: number, blobs: number, bytes: number}} OutboxCounts */

/** @typedef {{is_ready: boolean, is_primed: boolean, count: number, hash: string, catalogue_version: number | null, verified_at: string | null}} Readiness */

/**
 * Whose pages this phone shows.
 * @typedef {object} CurrentPerson
 * @property {string} person_id
 * @property {import("./wire.js").PersonCard | null} person
 * @property {import("./wire.js").CompanyCard | null} company
 * @property {string | null} lease_until server time
 * @property {string | null} last_contact_at server time
 * @property {number} clock_offset_ms add it to the phone's clock to get the server's
 * @property {null | "other_person" | "wiped"} stopped why nothing is shown
 */

/** @typedef {"signed-out" | "attention" | "sending" | "pending" | "preparing" | "synced"} SyncStateName */

/**
 * @typedef {object} SyncState
 * @property {SyncStateName} state
 * @property {number} pending commands without a receipt
 * @property {number} photos not yet verified by the server
 * @property {number} bytes of those photos
 * @property {number} attention parked commands waiting for a decision
 * @property {string | null} last_sent_at
 * @property {string | null} next_attempt_at
 * @property {string | null} failure class of the last failed round
 * @property {Readiness} ready
 */

export {};
