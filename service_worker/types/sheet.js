/** The sheet: what the phone knows about one visit. The twin of fieldapp/offline/sheet_record.py. */

/** @typedef {import("./items.js").WorkItem} WorkItem */
/** @typedef {import("./items.js").WarrantyOffer} WarrantyOffer */

/**
 * A person of the request; role is reporter, user or payer.
 * @typedef {object} Party
 * @property {string} role
 * @property {string} name
 * @property {string} relation
 * @property {string} phone
 */

/**
 * An earlier repair in the same dwelling.
 * @typedef {object} PreviousRepair
 * @property {string} on
 * @property {string} text
 */

/**
 * An amount that was agreed to, and for which items.
 * @typedef {object} AgreedPart
 * @property {string[]} item_ids
 * @property {number} agreed_cents
 */

/**
 * The latest consent; agreed_cents is all that is agreed to by now, the sum of the parts.
 * @typedef {object} SheetConsent
 * @property {string} consent_id
 * @property {string} who_name
 * @property {string} how
 * @property {number} agreed_cents
 * @property {string} agreed_at
 * @property {AgreedPart[]} [parts] missing on a sheet of an earlier build
 */

/**
 * A priced line that is no material; due_cents is 0 when waived or its item is not charged.
 * @typedef {object} SheetCharge
 * @property {string} charge_id
 * @property {string | null} item_id
 * @property {string} code
 * @property {string} name
 * @property {string} unit
 * @property {number} quantity_milli
 * @property {number} unit_price_cents
 * @property {number} amount_cents
 * @property {number} due_cents
 * @property {string} waived_reason
 */

/**
 * A used material; due_cents is 0 unless its item is charged.
 * @typedef {object} SheetMaterialUse
 * @property {string} use_id
 * @property {string | null} material_id
 * @property {string} code
 * @property {string} name
 * @property {string} spec
 * @property {string} unit
 * @property {number} quantity_milli
 * @property {number} unit_price_cents
 * @property {number} amount_cents
 * @property {number} due_cents
 * @property {string | null} old_part
 * @property {string | null} item_id
 * @property {string} made_at
 */

/**
 * An attached photo; state is expected, stored or verified.
 * @typedef {object} SheetPhoto
 * @property {string} photo_id
 * @property {string} kind
 * @property {string} sha256
 * @property {number} size_bytes
 * @property {number} width
 * @property {number} height
 * @property {string} caption
 * @property {string | null} taken_at
 * @property {boolean} from_album
 * @property {string | null} item_id
 * @property {string} state
 */

/**
 * A remark of the visit.
 * @typedef {object} SheetRemark
 * @property {string} remark_id
 * @property {string} text
 * @property {string} made_at
 * @property {string} author_name
 */

/**
 * The latest answer to one checklist item.
 * @typedef {object} SheetCheck
 * @property {string} check_id
 * @property {string} code
 * @property {string} answer
 * @property {string} note
 * @property {string} made_at
 */

/**
 * The technician's own outlay.
 * @typedef {object} SheetExpense
 * @property {string} expense_id
 * @property {string} kind
 * @property {number} amount_cents
 * @property {string} note
 * @property {string} made_at
 */

/**
 * A clock mark; corrected_at is what the person said it should have been.
 * @typedef {object} SheetMark
 * @property {string} mark_id
 * @property {string} kind
 * @property {string} made_at
 * @property {string | null} corrected_at
 */

/**
 * A logged call to the customer.
 * @typedef {object} SheetContact
 * @property {string} contact_id
 * @property {string} outcome
 * @property {string | null} agreed_at
 * @property {string} note
 * @property {string} made_at
 */

/**
 * The sign-off without rating and opinion: the technician sees those after the call-back.
 * @typedef {object} SheetSignOff
 * @property {string} sign_off_id
 * @property {string} kind
 * @property {string} signer_name
 * @property {string} relation
 * @property {string} signed_at
 * @property {string} document_sha256
 * @property {boolean} content_changed
 */

/**
 * The technician's own report why it is not finished.
 * @typedef {object} SheetUnfinished
 * @property {string} unfinished_id
 * @property {string} reason_code
 * @property {string} explanation
 * @property {string} explained_to
 * @property {string | null} proposed_on
 * @property {string | null} proposed_half
 */

/**
 * How the visit ended; kind is finished, unfinished, cancelled or an end without repair.
 * @typedef {object} SheetEnd
 * @property {string} kind
 * @property {string} note
 * @property {string} ended_at
 */

/**
 * Everything the paper work order shows for one visit. Lists are sorted by made_at, then id.
 * @typedef {object} Sheet
 * @property {number} format
 * @property {string} visit_id
 * @property {string} trip_id
 * @property {number} change_no
 * @property {string} state
 * @property {string} company_name
 * @property {string} company_hotline
 * @property {string} language
 * @property {string} technician_id
 * @property {string} technician_name
 * @property {string} technician_badge_no
 * @property {string[]} helper_names
 * @property {string} work_order_id
 * @property {string} work_order_number
 * @property {string} work_order_state
 * @property {string} request_id
 * @property {string} request_number
 * @property {string} department
 * @property {string} urgency
 * @property {string} kind
 * @property {string} qr_code
 * @property {string} site_name
 * @property {string} dwelling_label
 * @property {string} address
 * @property {string} entry_rule
 * @property {string} quiet_hours
 * @property {string} parking
 * @property {string} lift
 * @property {string} property_name
 * @property {string} property_phone
 * @property {string} door_hint
 * @property {string} contact_name
 * @property {string} contact_relation
 * @property {string} contact_phone
 * @property {Party[]} parties
 * @property {string} registered_at
 * @property {string} planned_on
 * @property {string | null} window_start_at
 * @property {string | null} window_end_at
 * @property {string} dispatched_by
 * @property {string | null} dispatched_at
 * @property {string} dispatch_reason
 * @property {PreviousRepair[]} previous
 * @property {WorkItem[]} work_items
 * @property {string} product_text
 * @property {boolean} is_charged
 * @property {number} estimate_low_cents
 * @property {number} estimate_high_cents
 * @property {SheetConsent | null} consent
 * @property {number | null} consent_limit_cents
 * @property {number} consent_share_percent
 * @property {number} consent_floor_cents
 * @property {number} next_item_no
 * @property {WarrantyOffer[]} warranty_offers
 * @property {SheetCharge[]} charges
 * @property {SheetMaterialUse[]} material_uses
 * @property {SheetPhoto[]} photos
 * @property {SheetRemark[]} remarks
 * @property {SheetCheck[]} checks
 * @property {SheetExpense[]} expenses
 * @property {SheetMark[]} marks
 * @property {SheetContact[]} contacts
 * @property {number} amount_cents
 * @property {number} due_cents
 * @property {SheetSignOff | null} sign_off
 * @property {SheetUnfinished | null} unfinished
 * @property {SheetEnd | null} ended
 * @property {string[]} command_ids
 */

export {};
