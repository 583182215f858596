"""One work order as the office reads it: the sheet, its money, what the visits recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from fieldapp.domain.quantities import line_amount_cents
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Attachment,
    Charge,
    Check,
    ChecklistItem,
    Consent,
    Customer,
    Dwelling,
    FaultCategory,
    MaterialUse,
    Payment,
    Person,
    Product,
    QrCode,
    Remark,
    Request,
    SignOff,
    Site,
    Trip,
    TripMember,
    UnfinishedReport,
    Visit,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.queries.addresses import address_column, with_place


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHead:
    """Number, place, people and estimate of an order."""

    work_order_id: str
    number: str
    state: str
    urgency: str
    kind: str
    department: str
    emergency: bool
    note: str
    created_at: datetime
    created_by: str
    estimate_low_cents: int | None
    estimate_high_cents: int | None
    request_id: str
    request_number: str
    registered_at: datetime
    channel: str
    dwelling_id: str | None
    address: str
    door_hint: str | None
    entry_rule: str | None
    quiet_hours: str | None
    property_name: str | None
    reporter_name: str
    reporter_relation: str
    reporter_phone: str
    user_name: str | None
    user_phone: str | None
    wished_text: str
    qr_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One item of the order with its verdicts and result."""

    item_id: str
    position_no: int
    position: str
    category_code: str
    category_name: str
    description: str
    is_rain_sensitive: bool
    needs_two: bool
    is_noisy: bool
    warranty_verdict: str
    warranty_text: str
    warranty_ends_on: date | None
    charge_verdict: str
    estimate_low_cents: int | None
    estimate_high_cents: int | None
    is_extra: bool
    result: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """A material used or a charge; ``due_cents`` is 0 for what is free or waived."""

    line_id: str
    source: str
    code: str
    name: str
    spec: str
    unit: str
    quantity_milli: int
    unit_price_cents: int
    amount_cents: int
    due_cents: int
    old_part: str | None
    waived_reason: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVisit:
    """One visit of the order with its trip."""

    visit_id: str
    state: str
    ended_at: datetime | None
    ended_note: str
    late: bool
    planned_on: date
    window_start_at: datetime
    window_end_at: datetime
    basis: str
    notice_text: str
    reason_text: str
    dispatched_at: datetime
    dispatched_by: str
    lead_id: str
    lead_name: str
    lead_badge_no: str
    trip_id: str
    helpers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPhoto:
    """A photo of a visit; ``state`` says how far its bytes have come."""

    attachment_id: str
    kind: str
    caption: str
    taken_at: datetime | None
    made_at: datetime
    state: str
    from_album: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSignOff:
    """The signature or why there is none, with the document exactly as it was shown."""

    sign_off_id: str
    visit_id: str
    kind: str
    rating: str | None
    opinion: str
    signer_name: str
    relation: str
    strokes: list[Any] | None
    document_text: str
    document_sha256: str
    signed_at: datetime
    reason: str
    evidence_kind: str
    content_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderConsent:
    """An agreement to an amount."""

    who_name: str
    how: str
    low_cents: int
    agreed_cents: int
    agreed_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCheck:
    """The latest answer to a checklist item."""

    code: str
    text: str
    answer: str
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """Everything the order's page shows but its history."""

    head: OrderHead
    products: tuple[str, ...]
    items: tuple[OrderItem, ...]
    lines: tuple[MoneyLine, ...]
    visits: tuple[OrderVisit, ...]
    photos: tuple[OrderPhoto, ...]
    checks: tuple[OrderCheck, ...]
    remarks: tuple[str, ...]
    consents: tuple[OrderConsent, ...]
    sign_off: OrderSignOff | None
    unfinished_text: str
    paid_cents: int

    @property
    def due_cents(self) -> int:
        """What the customer owes for the lines that stand."""
        return sum(line.due_cents for line in self.lines)

    @property
    def current_visit(self) -> OrderVisit | None:
        """The visit that counts now: the latest."""
        return self.visits[-1] if self.visits else None


def order_sheet(session: Session, *, company_id: str, work_order_id: str) -> OrderSheet | None:
    """One order; None if the company has none of that id."""
    head = _head(session, company_id, work_order_id)
    if head is None:
        return None
    items = _items(session, company_id, work_order_id)
    visits = _visits(session, company_id, work_order_id)
    visit_ids = [visit.visit_id for visit in visits]
    return OrderSheet(
        head=head,
        products=_products(session, company_id, head.dwelling_id, items),
        items=items,
        lines=(
            *_uses(session, company_id, visit_ids, items),
            *_charges(session, company_id, work_order_id),
        ),
        visits=visits,
        photos=_photos(session, company_id, visit_ids),
        checks=_checks(session, company_id, visit_ids),
        remarks=_remarks(session, company_id, visit_ids),
        consents=_consents(session, company_id, work_order_id),
        sign_off=_sign_off(session, company_id, visit_ids),
        unfinished_text=_unfinished(session, company_id, visit_ids),
        paid_cents=_paid(session, company_id, work_order_id),
    )


def order_version(session: Session, *, company_id: str, work_order_id: str) -> str | None:
    """A text that changes whenever the order's page would; None if there is no such order.

    Sheets are numbered by change, so the sum over the visits and the count of commands about the
    order say whether a reader's copy is current without building the page.
    """
    row = session.execute(
        select(WorkOrder.state, WorkOrder.number).where(
            WorkOrder.company_id == company_id, WorkOrder.id == work_order_id
        )
    ).one_or_none()
    if row is None:
        return None
    newest = session.scalar(
        select(func.max(Visit.change_no)).where(
            Visit.company_id == company_id, Visit.work_order_id == work_order_id
        )
    )
    consents = session.scalar(
        select(func.count()).where(
            Consent.company_id == company_id, Consent.work_order_id == work_order_id
        )
    )
    photos = session.scalar(
        select(func.count())
        .select_from(Attachment)
        .join(Visit, Visit.id == Attachment.visit_id)
        .where(
            Attachment.company_id == company_id,
            Visit.work_order_id == work_order_id,
            Attachment.state == "verified",
        )
    )
    return f"{row.number}-{row.state}-{newest or 0}-{consents}-{photos}"


def _head(session: Session, company_id: str, work_order_id: str) -> OrderHead | None:
    code = (
        select(QrCode.code)
        .where(
            QrCode.company_id == company_id,
            QrCode.work_order_id == WorkOrder.id,
            QrCode.revoked_at.is_(None),
        )
        .order_by(QrCode.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = session.execute(
        with_place(
            select(
                WorkOrder.id.label("work_order_id"), WorkOrder.number, WorkOrder.state,
                WorkOrder.urgency, WorkOrder.kind, WorkOrder.department, WorkOrder.emergency,
                WorkOrder.note, WorkOrder.created_at, Person.name.label("created_by"),
                WorkOrder.estimate_low_cents, WorkOrder.estimate_high_cents,
                Request.id.label("request_id"), Request.number.label("request_number"),
                Request.registered_at, Request.channel, Request.dwelling_id, address_column(),
                Dwelling.door_hint, Site.entry_rule, Site.quiet_hours, Site.property_name,
                Request.reporter_name, Request.reporter_relation, Request.reporter_phone,
                Customer.name.label("user_name"), Customer.phone.label("user_phone"),
                Request.wished_text, code.label("qr_code"),
            )
            .join(Request, Request.id == WorkOrder.request_id)
            .join(Person, Person.id == WorkOrder.created_by_id)
            .outerjoin(Customer, Customer.id == Request.user_id)
        ).where(WorkOrder.company_id == company_id, WorkOrder.id == work_order_id)
    ).one_or_none()  # fmt: skip
    return None if row is None else OrderHead(**row._mapping)


def _items(session: Session, company_id: str, work_order_id: str) -> tuple[OrderItem, ...]:
    rows = session.execute(
        select(
            WorkOrderItem.id.label("item_id"), WorkOrderItem.position_no, WorkOrderItem.position,
            WorkOrderItem.category_code, WorkOrderItem.description,
            func.coalesce(FaultCategory.name, WorkOrderItem.category_code).label("category_name"),
            func.coalesce(FaultCategory.is_rain_sensitive, False).label("is_rain_sensitive"),
            func.coalesce(FaultCategory.needs_two, False).label("needs_two"),
            func.coalesce(FaultCategory.is_noisy, False).label("is_noisy"),
            WorkOrderItem.warranty_verdict, WorkOrderItem.warranty_text,
            WorkOrderItem.warranty_ends_on, WorkOrderItem.charge_verdict,
            WorkOrderItem.estimate_low_cents, WorkOrderItem.estimate_high_cents,
            WorkOrderItem.is_extra, WorkOrderItem.result,
        )
        .outerjoin(
            FaultCategory,
            (FaultCategory.company_id == WorkOrderItem.company_id)
            & (FaultCategory.code == WorkOrderItem.category_code),
        )
        .where(
            WorkOrderItem.company_id == company_id,
            WorkOrderItem.work_order_id == work_order_id,
            WorkOrderItem.voided_at.is_(None),
        )
        .order_by(WorkOrderItem.position_no)
    )  # fmt: skip
    return tuple(OrderItem(**row._mapping) for row in rows)


def _visits(session: Session, company_id: str, work_order_id: str) -> tuple[OrderVisit, ...]:
    dispatcher = Person.__table__.alias("dispatcher")
    rows = session.execute(
        select(
            Visit.id.label("visit_id"), Visit.state, Visit.ended_at, Visit.ended_note, Visit.late,
            Trip.planned_on, Trip.window_start_at, Trip.window_end_at, Trip.basis,
            Trip.notice_text, Trip.reason_text, Trip.dispatched_at,
            dispatcher.c.name.label("dispatched_by"), Trip.lead_id,
            Person.name.label("lead_name"), Person.badge_no.label("lead_badge_no"),
            Trip.id.label("trip_id"),
        )
        .join(Trip, Trip.id == Visit.trip_id)
        .join(Person, Person.id == Trip.lead_id)
        .join(dispatcher, dispatcher.c.id == Trip.dispatched_by_id)
        .where(Visit.company_id == company_id, Visit.work_order_id == work_order_id)
        .order_by(Trip.window_start_at, Trip.dispatched_at)
    ).all()  # fmt: skip
    helpers = _helpers(session, [row.trip_id for row in rows])
    return tuple(
        OrderVisit(**row._mapping, helpers=tuple(helpers.get(row.trip_id, ()))) for row in rows
    )


def _helpers(session: Session, trip_ids: Sequence[str]) -> dict[str, list[str]]:
    rows = session.execute(
        select(TripMember.trip_id, Person.name)
        .join(Person, Person.id == TripMember.person_id)
        .where(TripMember.trip_id.in_(trip_ids), TripMember.role == "helper")
    )
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.trip_id, []).append(row.name)
    return names


def _products(
    session: Session, company_id: str, dwelling_id: str | None, items: Sequence[OrderItem]
) -> tuple[str, ...]:
    if dwelling_id is None:
        return ()
    positions = [item.position for item in items]
    rows = session.execute(
        select(Product.position, Product.code, Product.kind, Product.model).where(
            Product.company_id == company_id,
            Product.dwelling_id == dwelling_id,
            Product.position.in_(positions),
        )
    )
    return tuple(
        " ".join(part for part in (row.position, row.code, row.model or row.kind) if part)
        for row in rows
    )


def _uses(
    session: Session, company_id: str, visit_ids: Sequence[str], items: Sequence[OrderItem]
) -> tuple[MoneyLine, ...]:
    rows = session.execute(
        select(
            MaterialUse.id, MaterialUse.item_id, MaterialUse.code, MaterialUse.name,
            MaterialUse.spec, MaterialUse.unit, MaterialUse.quantity_milli,
            MaterialUse.unit_price_cents, MaterialUse.old_part, MaterialUse.late,
        )
        .where(
            MaterialUse.company_id == company_id,
            MaterialUse.visit_id.in_(visit_ids),
            MaterialUse.voided_at.is_(None),
        )
        .order_by(MaterialUse.made_at, MaterialUse.id)
    )  # fmt: skip
    charged = {item.item_id for item in items if item.charge_verdict == "charged"}
    first = items[0].item_id if items else None
    lines = []
    for row in rows:
        amount = line_amount_cents(row.quantity_milli, row.unit_price_cents)
        is_due = (row.item_id or first) in charged
        lines.append(
            MoneyLine(
                line_id=row.id, source="material", code=row.code, name=row.name, spec=row.spec,
                unit=row.unit, quantity_milli=row.quantity_milli,
                unit_price_cents=row.unit_price_cents, amount_cents=amount,
                due_cents=amount if is_due else 0, old_part=row.old_part, waived_reason="",
                late=row.late,
            )
        )  # fmt: skip
    return tuple(lines)


def _charges(session: Session, company_id: str, work_order_id: str) -> tuple[MoneyLine, ...]:
    rows = session.execute(
        select(
            Charge.id, Charge.code, Charge.name, Charge.unit, Charge.quantity_milli,
            Charge.unit_price_cents, Charge.waived_by_id, Charge.waived_reason,
        )
        .where(
            Charge.company_id == company_id,
            Charge.work_order_id == work_order_id,
            Charge.voided_at.is_(None),
        )
        .order_by(Charge.code, Charge.id)
    )  # fmt: skip
    lines = []
    for row in rows:
        amount = line_amount_cents(row.quantity_milli, row.unit_price_cents)
        lines.append(
            MoneyLine(
                line_id=row.id, source="charge", code=row.code, name=row.name, spec="",
                unit=row.unit, quantity_milli=row.quantity_milli,
                unit_price_cents=row.unit_price_cents, amount_cents=amount,
                due_cents=0 if row.waived_by_id else amount, old_part=None,
                waived_reason=row.waived_reason, late=False,
            )
        )  # fmt: skip
    return tuple(lines)


def _photos(session: Session, company_id: str, visit_ids: Sequence[str]) -> tuple[OrderPhoto, ...]:
    rows = session.execute(
        select(
            Attachment.id.label("attachment_id"), Attachment.kind, Attachment.caption,
            Attachment.taken_at, Attachment.made_at, Attachment.state, Attachment.from_album,
        )
        .where(
            Attachment.company_id == company_id,
            Attachment.visit_id.in_(visit_ids),
            Attachment.voided_at.is_(None),
        )
        .order_by(Attachment.made_at, Attachment.id)
    )  # fmt: skip
    return tuple(OrderPhoto(**row._mapping) for row in rows)


def _checks(session: Session, company_id: str, visit_ids: Sequence[str]) -> tuple[OrderCheck, ...]:
    rows = session.execute(
        select(
            Check.code, func.coalesce(ChecklistItem.text, Check.code).label("text"), Check.answer,
            Check.note, Check.made_at,
        )
        .outerjoin(
            ChecklistItem,
            (ChecklistItem.company_id == Check.company_id) & (ChecklistItem.code == Check.code),
        )
        .where(
            Check.company_id == company_id,
            Check.visit_id.in_(visit_ids),
            Check.voided_at.is_(None),
        )
        .order_by(Check.made_at, Check.id)
    )  # fmt: skip
    latest = {row.code: OrderCheck(**row._mapping) for row in rows}
    return tuple(latest.values())


def _remarks(session: Session, company_id: str, visit_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        session.scalars(
            select(Remark.text)
            .where(Remark.company_id == company_id, Remark.visit_id.in_(visit_ids))
            .order_by(Remark.made_at, Remark.id)
        )
    )


def _consents(session: Session, company_id: str, work_order_id: str) -> tuple[OrderConsent, ...]:
    rows = session.execute(
        select(
            Consent.who_name, Consent.how, Consent.low_cents, Consent.agreed_cents,
            Consent.agreed_at, Person.name.label("recorded_by"),
        )
        .join(Person, Person.id == Consent.recorded_by_id)
        .where(Consent.company_id == company_id, Consent.work_order_id == work_order_id)
        .order_by(Consent.agreed_at)
    )  # fmt: skip
    return tuple(OrderConsent(**row._mapping) for row in rows)


def _sign_off(session: Session, company_id: str, visit_ids: Sequence[str]) -> OrderSignOff | None:
    row = session.execute(
        select(
            SignOff.id.label("sign_off_id"), SignOff.visit_id, SignOff.kind, SignOff.rating,
            SignOff.opinion, SignOff.signer_name, SignOff.relation, SignOff.strokes,
            SignOff.document_text, SignOff.document_sha256, SignOff.signed_at, SignOff.reason,
            SignOff.evidence_kind, SignOff.content_changed,
        )
        .where(
            SignOff.company_id == company_id,
            SignOff.visit_id.in_(visit_ids),
            SignOff.voided_at.is_(None),
        )
        .order_by(SignOff.signed_at.desc())
        .limit(1)
    ).one_or_none()  # fmt: skip
    return None if row is None else OrderSignOff(**row._mapping)


def _unfinished(session: Session, company_id: str, visit_ids: Sequence[str]) -> str:
    row = session.execute(
        select(UnfinishedReport.reason_code, UnfinishedReport.explanation)
        .where(UnfinishedReport.company_id == company_id, UnfinishedReport.visit_id.in_(visit_ids))
        .order_by(UnfinishedReport.made_at.desc())
        .limit(1)
    ).one_or_none()
    return "" if row is None else f"{row.reason_code} {row.explanation}".rstrip()


def _paid(session: Session, company_id: str, work_order_id: str) -> int:
    paid = session.scalar(
        select(func.coalesce(func.sum(Payment.amount_cents), 0)).where(
            Payment.company_id == company_id, Payment.work_order_id == work_order_id
        )
    )
    return int(paid or 0)
