"""The sheet: everything the paper work order shows for one visit, as it travels.

``offline/sheets.py`` builds it, ``service_worker/apply`` changes it, technician templates render
it. Lists are sorted by made_at, then id; voided rows are left out.
"""

from typing import TypedDict


class Party(TypedDict):
    """A person of the request; role is reporter, user or payer."""

    role: str
    name: str
    relation: str
    phone: str


class PreviousRepair(TypedDict):
    """An earlier repair in the same dwelling."""

    on: str
    text: str


class WorkItem(TypedDict):
    """One thing to repair, with its verdicts ready; is_covered: somebody agreed to pay for it."""

    item_id: str
    position_no: int
    position: str
    category_code: str
    category_name: str
    description: str
    is_rain_sensitive: bool
    needs_two: bool
    warranty_verdict: str
    warranty_text: str
    warranty_ends_on: str | None
    charge_verdict: str
    estimate_low_cents: int
    estimate_high_cents: int
    result: str | None
    is_extra: bool
    is_confirmed: bool
    is_covered: bool


class WarrantyOffer(TypedDict):
    """The verdict an extra item of these categories gets; no positions means anywhere else."""

    positions: list[str]
    category_codes: list[str]
    warranty_verdict: str
    charge_verdict: str
    warranty_text: str
    warranty_ends_on: str | None


class AgreedPart(TypedDict):
    """An amount that was agreed to, and for which items."""

    item_ids: list[str]
    agreed_cents: int


class SheetConsent(TypedDict):
    """The latest consent; agreed_cents is all that is agreed to by now, the sum of the parts."""

    consent_id: str
    who_name: str
    how: str
    agreed_cents: int
    agreed_at: str
    parts: list[AgreedPart]


class SheetCharge(TypedDict):
    """A priced line that is no material; due_cents is 0 when waived or its item is not charged."""

    charge_id: str
    item_id: str | None
    code: str
    name: str
    unit: str
    quantity_milli: int
    unit_price_cents: int
    amount_cents: int
    due_cents: int
    waived_reason: str


class SheetMaterialUse(TypedDict):
    """A used material; due_cents is 0 unless its item is charged."""

    use_id: str
    material_id: str | None
    code: str
    name: str
    spec: str
    unit: str
    quantity_milli: int
    unit_price_cents: int
    amount_cents: int
    due_cents: int
    old_part: str | None
    item_id: str | None
    made_at: str


class SheetPhoto(TypedDict):
    """An attached photo; state is expected, stored or verified."""

    photo_id: str
    kind: str
    sha256: str
    size_bytes: int
    width: int
    height: int
    caption: str
    taken_at: str | None
    from_album: bool
    item_id: str | None
    state: str


class SheetRemark(TypedDict):
    """A remark of the visit."""

    remark_id: str
    text: str
    made_at: str
    author_name: str


class SheetCheck(TypedDict):
    """The latest answer to one checklist item."""

    check_id: str
    code: str
    answer: str
    note: str
    made_at: str


class SheetExpense(TypedDict):
    """The technician's own outlay."""

    expense_id: str
    kind: str
    amount_cents: int
    note: str
    made_at: str


class SheetMark(TypedDict):
    """A clock mark; corrected_at is what the person said it should have been."""

    mark_id: str
    kind: str
    made_at: str
    corrected_at: str | None


class SheetContact(TypedDict):
    """A logged call to the customer."""

    contact_id: str
    outcome: str
    agreed_at: str | None
    note: str
    made_at: str


class SheetSignOff(TypedDict):
    """The sign-off without rating and opinion: the technician sees those after the call-back."""

    sign_off_id: str
    kind: str
    signer_name: str
    relation: str
    signed_at: str
    document_sha256: str
    content_changed: bool


class SheetUnfinished(TypedDict):
    """The technician's own report why it is not finished."""

    unfinished_id: str
    reason_code: str
    explanation: str
    explained_to: str
    proposed_on: str | None
    proposed_half: str | None


class SheetEnd(TypedDict):
    """How the visit ended; kind is finished, unfinished, cancelled or an end without repair."""

    kind: str
    note: str
    ended_at: str


class SignedPart(TypedDict):
    """What the customer reads and signs (offline/documents.py)."""

    visit_id: str
    company_name: str
    technician_name: str
    technician_badge_no: str
    work_order_number: str
    address: str
    contact_name: str
    contact_relation: str
    contact_phone: str
    work_items: list[WorkItem]
    charges: list[SheetCharge]
    material_uses: list[SheetMaterialUse]
    photos: list[SheetPhoto]
    remarks: list[SheetRemark]
    amount_cents: int
    due_cents: int


class Sheet(SignedPart):
    """Everything the paper work order shows for one visit. Lists are sorted by made_at, then id."""

    format: int
    trip_id: str
    change_no: int
    state: str
    company_hotline: str
    language: str
    technician_id: str
    helper_names: list[str]
    work_order_id: str
    work_order_state: str
    request_id: str
    request_number: str
    department: str
    urgency: str
    kind: str
    qr_code: str
    site_name: str
    dwelling_label: str
    entry_rule: str
    quiet_hours: str
    parking: str
    lift: str
    property_name: str
    property_phone: str
    door_hint: str
    parties: list[Party]
    registered_at: str
    planned_on: str
    window_start_at: str | None
    window_end_at: str | None
    dispatched_by: str
    dispatched_at: str | None
    dispatch_reason: str
    previous: list[PreviousRepair]
    product_text: str
    is_charged: bool
    estimate_low_cents: int
    estimate_high_cents: int
    consent: SheetConsent | None
    consent_limit_cents: int | None
    consent_share_percent: int
    consent_floor_cents: int
    next_item_no: int
    warranty_offers: list[WarrantyOffer]
    checks: list[SheetCheck]
    expenses: list[SheetExpense]
    marks: list[SheetMark]
    contacts: list[SheetContact]
    sign_off: SheetSignOff | None
    unfinished: SheetUnfinished | None
    ended: SheetEnd | None
    command_ids: list[str]
