"""Builds sheets from the database: a fixed number of statements for any number of visits.

There is no second way to compute a sheet in Python; ``service_worker/apply`` is tested against
what comes out here.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fieldapp.domain.consents import (
    Agreement,
    agreed_cents,
    consent_limit_cents,
    consent_tolerance,
    standing,
)
from fieldapp.domain.warranty_words import sibling_words
from fieldapp.offline import sheet_lines
from fieldapp.offline.sheet_record import (
    Party,
    Sheet,
    SheetConsent,
    SheetEnd,
    SheetSignOff,
    SheetUnfinished,
    SignedPart,
    WarrantyOffer,
    WorkItem,
)
from fieldapp.offline.wire import SHEET_FORMAT, wire_instant, wire_instant_or_none
from fieldapp.queries.sheets import AnyRow, SheetRows


def build_sheets(
    session: Session, visit_ids: Collection[str], *, with_offers: bool = True
) -> list[Sheet]:
    """The sheets of these visits, by planned day and window; unknown ids are left out.

    with_offers: False leaves ``warranty_offers`` empty, for pages that show none: judging every
    category takes longer than the rest of a sheet.
    """
    if not visit_ids:
        return []
    rows = SheetRows(session, visit_ids)
    return [_sheet(visit, rows, with_offers=with_offers) for visit in rows.visits]


def signed_part(session: Session, visit_id: str) -> SignedPart:
    """What a customer signs, without the rest of the sheet; the visit must exist."""
    rows = SheetRows(session, [visit_id])
    return _signed_part(rows.visits[0], rows)


def _sheet(visit: AnyRow, rows: SheetRows, *, with_offers: bool) -> Sheet:
    consents = rows.consents_by_order.get(visit.work_order_id, ())
    signed = _signed_part(visit, rows, consents)
    sheet: dict[str, Any] = {
        "format": SHEET_FORMAT,
        **signed,
        **_heading(visit, rows),
        **_place(visit, rows),
        "parties": sheet_lines.parties(visit, rows.parties_by_id),
        **_money(visit, signed["work_items"], rows),
        "next_item_no": rows.last_item_no.get(visit.work_order_id, 0) + 1,
        "warranty_offers": _offers(visit, rows) if with_offers else [],
        **_field_records(visit.visit_id, rows),
        "sign_off": _sign_off(rows.sign_offs_by_visit.get(visit.visit_id, ())),
        "unfinished": _unfinished(rows.unfinished_by_visit.get(visit.visit_id, ())),
        "ended": _end(visit),
        "command_ids": sorted(
            row.command_id for row in rows.commands_by_stream.get(f"visit:{visit.visit_id}", ())
        ),
    }
    # Checked key by key in tests/offline/test_sheets.py; mypy cannot follow ** into a TypedDict.
    return sheet  # type: ignore[return-value]


def _signed_part(visit: AnyRow, rows: SheetRows, consents: Sequence[Agreement] = ()) -> SignedPart:
    items = sheet_lines.work_items(rows.items_by_order.get(visit.work_order_id, ()), consents)
    uses = sheet_lines.material_uses(rows.uses_by_visit.get(visit.visit_id, ()), items)
    charges = sheet_lines.charges(_charge_rows(visit, rows), items)
    lines = [*uses, *charges]
    known = f"{visit.site_name or ''} {visit.dwelling_label or ''}".strip()
    part: dict[str, Any] = {
        "visit_id": visit.visit_id,
        "company_name": visit.company_name,
        "technician_name": visit.technician_name,
        "technician_badge_no": visit.badge_no,
        "work_order_number": visit.work_order_number,
        "address": known or visit.address_text,
        **_contact(sheet_lines.parties(visit, rows.parties_by_id)),
        "work_items": items,
        "charges": charges,
        "material_uses": uses,
        "amount_cents": sum(line["amount_cents"] for line in lines),
        "due_cents": sum(line["due_cents"] for line in lines),
        "photos": sheet_lines.photos(rows.photos_by_visit.get(visit.visit_id, ())),
        "remarks": sheet_lines.remarks(rows.remarks_by_visit.get(visit.visit_id, ())),
    }
    return part  # type: ignore[return-value] # as above


def _heading(visit: AnyRow, rows: SheetRows) -> dict[str, object]:
    codes = rows.codes_by_order.get(visit.work_order_id, ())
    return {
        "trip_id": visit.trip_id,
        "change_no": visit.change_no,
        "state": visit.state,
        "company_hotline": visit.hotline,
        "language": visit.language,
        "technician_id": visit.technician_id,
        "helper_names": [row.name for row in rows.helpers_by_trip.get(visit.trip_id, ())],
        "work_order_id": visit.work_order_id,
        "work_order_state": visit.work_order_state,
        "request_id": visit.request_id,
        "request_number": visit.request_number,
        "department": visit.department,
        "urgency": visit.urgency,
        "kind": visit.kind,
        "qr_code": codes[-1].code if codes else "",
        "registered_at": wire_instant(visit.registered_at),
        "planned_on": visit.planned_on.isoformat(),
        "window_start_at": wire_instant_or_none(visit.window_start_at),
        "window_end_at": wire_instant_or_none(visit.window_end_at),
        "dispatched_by": visit.dispatched_by,
        "dispatched_at": wire_instant_or_none(visit.dispatched_at),
        "dispatch_reason": _dispatch_reason(visit, rows),
    }


def _dispatch_reason(visit: AnyRow, rows: SheetRows) -> str:
    """Why this person, and the order of the other department that belongs to the same request."""
    siblings = rows.siblings_by_order.get(visit.work_order_id, ())
    return "；".join(
        part
        for part in (visit.reason_text, sibling_words(sorted(row.number for row in siblings)))
        if part
    )


def _place(visit: AnyRow, rows: SheetRows) -> dict[str, object]:
    zone = ZoneInfo(visit.timezone)

    def local_day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    products = rows.products_by_dwelling.get(visit.dwelling_id, ())
    return {
        "site_name": visit.site_name or "",
        "dwelling_label": visit.dwelling_label or "",
        "entry_rule": visit.entry_rule or "",
        "quiet_hours": visit.quiet_hours or "",
        "parking": visit.parking or "",
        "lift": visit.lift or "",
        "property_name": visit.property_name or "",
        "property_phone": visit.property_phone or "",
        "door_hint": visit.door_hint or "",
        "product_text": "；".join(f"{row.model} {row.code}".strip() for row in products),
        "previous": sheet_lines.previous_repairs(
            rows.previous_by_visit.get(visit.visit_id, ()), local_day
        ),
    }


def _contact(parties: Sequence[Party]) -> dict[str, object]:
    """Whom to call: the user of the dwelling, else whoever reported."""
    contact = next((party for party in parties if party["role"] == "user"), parties[0])
    return {
        "contact_name": contact["name"],
        "contact_relation": contact["relation"],
        "contact_phone": contact["phone"],
    }


def _money(visit: AnyRow, items: Sequence[WorkItem], rows: SheetRows) -> dict[str, object]:
    consent = _consent(visit.work_order_id, rows)
    share_percent, floor_cents = consent_tolerance(visit.rules)
    return {
        "is_charged": any(item["charge_verdict"] == "charged" for item in items),
        "estimate_low_cents": _estimate(visit.estimate_low_cents, "estimate_low_cents", items),
        "estimate_high_cents": _estimate(visit.estimate_high_cents, "estimate_high_cents", items),
        "consent": consent,
        "consent_limit_cents": consent
        and consent_limit_cents(consent["agreed_cents"], rules=visit.rules),
        "consent_share_percent": share_percent,
        "consent_floor_cents": floor_cents,
    }


def _offers(visit: AnyRow, rows: SheetRows) -> list[WarrantyOffer]:
    """The verdicts to tell about extra items (rule 9)."""
    offers = rows.offers.of_home(
        visit.dwelling_id,
        registered_on=visit.registered_at.astimezone(ZoneInfo(visit.timezone)).date(),
        request_id=visit.request_id,
    )
    return sheet_lines.warranty_offers(offers)


def _estimate(of_order: int | None, key: str, items: Sequence[WorkItem]) -> int:
    if of_order is not None:
        return of_order
    asked_for = (item for item in items if not item["is_extra"])
    return sum(item[key] for item in asked_for)  # type: ignore[literal-required]


def _charge_rows(visit: AnyRow, rows: SheetRows) -> list[AnyRow]:
    """Charges planned by the office and those added on this visit, none of other visits."""
    own = (None, visit.visit_id)
    charges = rows.charges_by_order.get(visit.work_order_id, ())
    return [row for row in charges if row.visit_id in own]


def _field_records(visit_id: str, rows: SheetRows) -> dict[str, object]:
    return {
        "checks": sheet_lines.checks(rows.checks_by_visit.get(visit_id, ())),
        "expenses": sheet_lines.expenses(rows.expenses_by_visit.get(visit_id, ())),
        "marks": sheet_lines.marks(rows.marks_by_visit.get(visit_id, ())),
        "contacts": sheet_lines.contacts(rows.contacts_by_visit.get(visit_id, ())),
    }


def _consent(work_order_id: str, rows: SheetRows) -> SheetConsent | None:
    consents = rows.consents_by_order.get(work_order_id, ())
    if not consents:
        return None
    latest = consents[-1]
    items = rows.items_by_order.get(work_order_id, ())
    parts = standing(consents, {item.id: item.received_at for item in items})
    charged = {item.id for item in items if item.charge_verdict == "charged"}
    return {
        "consent_id": latest.id,
        "who_name": latest.who_name,
        "how": latest.how,
        "agreed_cents": agreed_cents(parts, charged),
        "agreed_at": wire_instant(latest.agreed_at),
        "parts": [
            {"item_ids": list(part.item_ids), "agreed_cents": part.agreed_cents} for part in parts
        ],
    }


def _sign_off(rows: Sequence[AnyRow]) -> SheetSignOff | None:
    if not rows:
        return None
    latest = rows[-1]
    return {
        "sign_off_id": latest.id,
        "kind": latest.kind,
        "signer_name": latest.signer_name,
        "relation": latest.relation,
        "signed_at": wire_instant(latest.signed_at),
        "document_sha256": latest.document_sha256,
        "content_changed": latest.content_changed,
    }


def _unfinished(rows: Sequence[AnyRow]) -> SheetUnfinished | None:
    if not rows:
        return None
    latest = rows[-1]
    return {
        "unfinished_id": latest.id,
        "reason_code": latest.reason_code,
        "explanation": latest.explanation,
        "explained_to": latest.explained_to,
        "proposed_on": latest.proposed_on and latest.proposed_on.isoformat(),
        "proposed_half": latest.proposed_half,
    }


def _end(visit: AnyRow) -> SheetEnd | None:
    if visit.ended_at is None:
        return None
    return {
        "kind": visit.ended_kind,
        "note": visit.ended_note,
        "ended_at": wire_instant(visit.ended_at),
    }
