/** Every record by one address; declared beside each other in types/. */

/**
 * @typedef {import("./types/sheet.js").Sheet} Sheet
 * @typedef {import("./types/items.js").WorkItem} WorkItem
 * @typedef {import("./types/sheet.js").SheetCharge} SheetCharge
 * @typedef {import("./types/sheet.js").SheetMaterialUse} SheetMaterialUse
 * @typedef {import("./types/sheet.js").SheetPhoto} SheetPhoto
 * @typedef {import("./types/sheet.js").SheetRemark} SheetRemark
 * @typedef {import("./types/sheet.js").SheetCheck} SheetCheck
 * @typedef {import("./types/sheet.js").SheetExpense} SheetExpense
 * @typedef {import("./types/sheet.js").SheetMark} SheetMark
 * @typedef {import("./types/sheet.js").SheetContact} SheetContact
 * @typedef {import("./types/sheet.js").SheetSignOff} SheetSignOff
 * @typedef {import("./types/sheet.js").SheetUnfinished} SheetUnfinished
 * @typedef {import("./types/sheet.js").SheetEnd} SheetEnd
 * @typedef {import("./types/sheet.js").SheetConsent} SheetConsent
 * @typedef {import("./types/sheet.js").AgreedPart} AgreedPart
 * @typedef {import("./types/items.js").WarrantyOffer} WarrantyOffer
 * @typedef {import("./types/wire.js").Command} Command
 * @typedef {import("./types/wire.js").Receipt} Receipt
 * @typedef {import("./types/wire.js").ReceiptResult} ReceiptResult
 * @typedef {import("./types/wire.js").Held} Held
 * @typedef {import("./types/wire.js").Delta} Delta
 * @typedef {import("./types/wire.js").AnswerHead} AnswerHead
 * @typedef {import("./types/wire.js").PushAnswer} PushAnswer
 * @typedef {import("./types/wire.js").DevicesAnswer} DevicesAnswer
 * @typedef {import("./types/wire.js").Limits} Limits
 * @typedef {import("./types/wire.js").PersonCard} PersonCard
 * @typedef {import("./types/wire.js").CompanyCard} CompanyCard
 * @typedef {import("./types/wire.js").Catalogue} Catalogue
 * @typedef {import("./types/wire.js").InboxEntry} InboxEntry
 * @typedef {import("./types/outbox.js").NewCommand} NewCommand
 * @typedef {import("./types/outbox.js").CommandRow} CommandRow
 * @typedef {import("./types/outbox.js").ReceiptRow} ReceiptRow
 * @typedef {import("./types/outbox.js").OutboxEntry} OutboxEntry
 * @typedef {import("./types/outbox.js").EntryStatus} EntryStatus
 * @typedef {import("./types/outbox.js").BlobRow} BlobRow
 * @typedef {import("./types/outbox.js").SavedPhoto} SavedPhoto
 * @typedef {import("./types/outbox.js").Draft} Draft
 * @typedef {import("./types/outbox.js").OutboxCounts} OutboxCounts
 * @typedef {import("./types/outbox.js").Readiness} Readiness
 * @typedef {import("./types/outbox.js").CurrentPerson} CurrentPerson
 * @typedef {import("./types/outbox.js").SyncState} SyncState
 * @typedef {import("./types/outbox.js").SyncStateName} SyncStateName
 */

export {};
