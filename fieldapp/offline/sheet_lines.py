"""The lists of a sheet: one function per kind of line, rows in, wire records out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from fieldapp.domain.consents import Agreement, covering
from fieldapp.domain.payments import charged_work
from fieldapp.domain.quantities import line_amount_cents
from fieldapp.offline.sheet_record import (
    Party,
    PreviousRepair,
    SheetCharge,
    SheetCheck,
    SheetContact,
    SheetExpense,
    SheetMark,
    SheetMaterialUse,
    SheetPhoto,
    SheetRemark,
    WarrantyOffer,
    WorkItem,
)
from fieldapp.offline.wire import wire_day_or_none, wire_instant, wire_instant_or_none
from fieldapp.persistence.warranty_offers import WarrantyOffer as Offer
from fieldapp.queries.sheets import AnyRow, Grouped

Rows = Iterable[AnyRow]


def work_items(rows: Rows, consents: Sequence[Agreement] = ()) -> list[WorkItem]:
    """Items in their order, verdicts ready."""
    return [
        {
            "item_id": row.id,
            "position_no": row.position_no,
            "position": row.position,
            "category_code": row.category_code,
            "category_name": row.category_name or "",
            "description": row.description,
            "is_rain_sensitive": bool(row.is_rain_sensitive),
            "needs_two": bool(row.needs_two),
            "warranty_verdict": row.warranty_verdict,
            "warranty_text": row.warranty_text,
            "warranty_ends_on": wire_day_or_none(row.warranty_ends_on),
            "charge_verdict": row.charge_verdict,
            "estimate_low_cents": row.estimate_low_cents or 0,
            "estimate_high_cents": row.estimate_high_cents or 0,
            "result": row.result,
            "is_extra": row.is_extra,
            "is_confirmed": row.confirmed_at is not None,
            "is_covered": covering(consents, row.id, added_at=row.received_at) is not None,
        }
        for row in rows
    ]


def warranty_offers(offers: Iterable[Offer]) -> list[WarrantyOffer]:
    """What may be told about a fault nobody reported (rule 9)."""
    return [
        {
            "positions": offer.positions,
            "category_codes": offer.category_codes,
            "warranty_verdict": offer.warranty_verdict,
            "charge_verdict": offer.charge_verdict,
            "warranty_text": offer.warranty_text,
            "warranty_ends_on": wire_day_or_none(offer.warranty_ends_on),
        }
        for offer in offers
    ]


def charges(rows: Rows, items: Sequence[WorkItem]) -> list[SheetCharge]:
    """Priced work; due unless waived, or what it belongs to is not charged."""
    due_items = charged_work(
        [(item["item_id"], item["charge_verdict"], item["is_extra"]) for item in items]
    )
    return [
        {
            "charge_id": row.id,
            "item_id": row.item_id,
            "code": row.code,
            "name": row.name,
            "unit": row.unit,
            "quantity_milli": row.quantity_milli,
            "unit_price_cents": row.unit_price_cents,
            "amount_cents": _amount(row),
            "due_cents": _amount(row)
            if row.waived_by_id is None and row.item_id in due_items
            else 0,
            "waived_reason": row.waived_reason,
        }
        for row in rows
    ]


def material_uses(rows: Rows, items: Sequence[WorkItem]) -> list[SheetMaterialUse]:
    """Used materials; due when their item (or else the first) is charged."""
    charged = {item["item_id"] for item in items if item["charge_verdict"] == "charged"}
    first = items[0]["item_id"] if items else None
    return [
        {
            "use_id": row.id,
            "material_id": row.material_id,
            "code": row.code,
            "name": row.name,
            "spec": row.spec,
            "unit": row.unit,
            "quantity_milli": row.quantity_milli,
            "unit_price_cents": row.unit_price_cents,
            "amount_cents": _amount(row),
            "due_cents": _amount(row) if (row.item_id or first) in charged else 0,
            "old_part": row.old_part,
            "item_id": row.item_id,
            "made_at": wire_instant(row.made_at),
        }
        for row in rows
    ]


def photos(rows: Rows) -> list[SheetPhoto]:
    """Attached photos and how far their bytes have come."""
    return [
        {
            "photo_id": row.id,
            "kind": row.kind,
            "sha256": row.sha256,
            "size_bytes": row.size_bytes,
            "width": row.width,
            "height": row.height,
            "caption": row.caption,
            "taken_at": wire_instant_or_none(row.taken_at),
            "from_album": row.from_album,
            "item_id": row.item_id,
            "state": row.state,
        }
        for row in rows
    ]


def remarks(rows: Rows) -> list[SheetRemark]:
    """Remarks with the name of whoever wrote them."""
    return [
        {
            "remark_id": row.id,
            "text": row.text,
            "made_at": wire_instant(row.made_at),
            "author_name": row.name,
        }
        for row in rows
    ]


def checks(rows: Rows) -> list[SheetCheck]:
    """The latest answer per code; ``rows`` are sorted by made_at, then id."""
    latest = {row.code: row for row in rows}
    return [
        {
            "check_id": row.id,
            "code": row.code,
            "answer": row.answer,
            "note": row.note,
            "made_at": wire_instant(row.made_at),
        }
        for row in sorted(latest.values(), key=lambda row: (row.made_at, row.id))
    ]


def expenses(rows: Rows) -> list[SheetExpense]:
    """The technician's own outlays."""
    return [
        {
            "expense_id": row.id,
            "kind": row.kind,
            "amount_cents": row.amount_cents,
            "note": row.note,
            "made_at": wire_instant(row.made_at),
        }
        for row in rows
    ]


def marks(rows: Rows) -> list[SheetMark]:
    """Clock marks; made_at is the phone's own time, kept as it was told."""
    return [
        {
            "mark_id": row.id,
            "kind": row.kind,
            "made_at": wire_instant(row.made_at),
            "corrected_at": wire_instant_or_none(row.corrected_at),
        }
        for row in rows
    ]


def contacts(rows: Rows) -> list[SheetContact]:
    """Logged calls to the customer."""
    return [
        {
            "contact_id": row.id,
            "outcome": row.outcome,
            "agreed_at": wire_instant_or_none(row.agreed_at),
            "note": row.note,
            "made_at": wire_instant(row.made_at),
        }
        for row in rows
    ]


def parties(visit: AnyRow, customers: Grouped) -> list[Party]:
    """Reporter, user and payer of the request; user and payer only where they are someone else."""
    reporter: Party = {
        "role": "reporter",
        "name": visit.reporter_name,
        "relation": visit.reporter_relation,
        "phone": visit.reporter_phone,
    }
    for customer in customers.get(visit.reporter_id, ()):
        reporter["name"] = visit.reporter_name or customer.name
        reporter["phone"] = visit.reporter_phone or customer.phone
    others: list[Party] = [
        {"role": role, "name": row.name, "relation": row.kind, "phone": row.phone}
        for role, customer_id in (("user", visit.user_id), ("payer", visit.payer_id))
        for row in customers.get(customer_id, ())
        if customer_id != visit.reporter_id
    ]
    return [reporter, *others]


def previous_repairs(rows: Rows, local_day: Callable[[datetime], date]) -> list[PreviousRepair]:
    """Earlier repairs, newest first, one line each."""
    repairs: dict[str, list[AnyRow]] = {}
    for row in rows:
        repairs.setdefault(row.earlier_id, []).append(row)
    return [
        {
            "on": local_day(lines[0].ended_at).isoformat(),
            "text": "、".join(f"{row.position} {row.category_name or ''}".strip() for row in lines),
        }
        for lines in repairs.values()
    ]


def _amount(row: AnyRow) -> int:
    return line_amount_cents(row.quantity_milli, row.unit_price_cents)
