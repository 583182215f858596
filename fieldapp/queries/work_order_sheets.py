"""One work order as the office reads it: the sheet, its money, what the visits recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from fieldapp.domain.consents import agreed_in_all
from fieldapp.domain.payments import charged_items, charged_work
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Customer,
    Dwelling,
    FaultCategory,
    Person,
    Product,
    QrCode,
    Request,
    Site,
    Trip,
    TripMember,
    Visit,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.queries.addresses import address_column, with_place
from fieldapp.queries.appraisals import AppraisalRow, appraisals_of_order
from fieldapp.queries.consents import OrderConsent, consents_of_order
from fieldapp.queries.money_lines import MoneyLine, charge_lines, material_lines
from fieldapp.queries.money_summaries import MoneySummary, money_summary
from fieldapp.queries.sibling_orders import SiblingOrder, sibling_orders
from fieldapp.queries.visit_records import (
    OrderCheck,
    OrderPhoto,
    OrderSignOff,
    latest_checks,
    mark_times,
    photos_of_visits,
    remarks_of_visits,
    standing_sign_off,
    unfinished_text,
)


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
    revision: int


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
    added_at: datetime | None
    confirmed_at: datetime | None
    result: str | None


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
    money: MoneySummary
    appraisals: tuple[AppraisalRow, ...]
    #: The other orders of the same request (工程科 and 生产部 of a mixed one).
    siblings: tuple[SiblingOrder, ...]
    #: Of the visit that counts now: kind of clock mark → instant.
    mark_times: Mapping[str, datetime]

    @property
    def due_cents(self) -> int:
        """What the customer owes for the lines that stand."""
        return self.money.balance.due_cents

    @property
    def disputable(self) -> list[dict[str, str]]:
        """Items whose verdict the customer may still dispute, for a select."""
        appraised = {one.item_id for one in self.appraisals}
        return [
            {"value": item.item_id, "label": f"{item.position} {item.category_name}"}
            for item in self.items
            if item.item_id not in appraised
        ]

    @property
    def current_visit(self) -> OrderVisit | None:
        """The visit that counts now: the latest."""
        return self.visits[-1] if self.visits else None


def order_sheet(session: Session, *, company_id: str, work_order_id: str) -> OrderSheet | None:
    """One order; None if the company has none of that id."""
    which = {"company_id": company_id, "order_id": work_order_id}
    head = _head(session, which)
    if head is None:
        return None
    items = _items(session, which)
    visits = _visits(session, which)
    visit_ids = [visit.visit_id for visit in visits]
    lines = _lines(session, which, items, visit_ids)
    consents = consents_of_order(session, company_id, work_order_id)
    return OrderSheet(
        head=head,
        products=_products(session, company_id, head.dwelling_id, items),
        items=items,
        lines=lines,
        visits=visits,
        photos=photos_of_visits(session, company_id, visit_ids),
        checks=latest_checks(session, company_id, visit_ids),
        remarks=remarks_of_visits(session, company_id, visit_ids),
        consents=consents,
        sign_off=standing_sign_off(session, company_id, visit_ids),
        unfinished_text=unfinished_text(session, company_id, visit_ids),
        money=money_summary(
            session,
            company_id=company_id,
            work_order_id=work_order_id,
            estimate=(head.estimate_low_cents, head.estimate_high_cents),
            consents=consents,
            agreed_cents=_agreed_cents(consents, items),
            due_cents=sum(line.due_cents for line in lines),
        ),
        appraisals=appraisals_of_order(session, company_id=company_id, work_order_id=work_order_id),
        siblings=sibling_orders(
            session, company_id, request_id=head.request_id, work_order_id=work_order_id
        ),
        mark_times=_mark_times(session, company_id, visits),
    )


def _lines(
    session: Session,
    which: Mapping[str, str],
    items: tuple[OrderItem, ...],
    visit_ids: Sequence[str],
) -> tuple[MoneyLine, ...]:
    company_id, order_id = which["company_id"], which["order_id"]
    materials = charged_items([(one.item_id, one.charge_verdict) for one in items])
    work = charged_work([(one.item_id, one.charge_verdict, one.is_extra) for one in items])
    return (
        *material_lines(session, company_id, visit_ids, materials),
        *charge_lines(session, company_id, order_id, work),
    )


def _agreed_cents(consents: tuple[OrderConsent, ...], items: tuple[OrderItem, ...]) -> int | None:
    if not consents:
        return None
    known = [(item.item_id, item.added_at, item.charge_verdict) for item in items]
    return agreed_in_all(consents, known)


def _mark_times(
    session: Session, company_id: str, visits: Sequence[OrderVisit]
) -> Mapping[str, datetime]:
    if not visits:
        return {}
    latest = visits[-1]
    return mark_times(session, company_id, visit_id=latest.visit_id, trip_id=latest.trip_id)


def _head(session: Session, which: Mapping[str, str]) -> OrderHead | None:
    row = session.connection().execute(_head_of_order(), which).one_or_none()
    return None if row is None else OrderHead(**row._mapping)


# Statements are made once: building one costs more than running it.
@cache
def _head_of_order() -> Select[*tuple[Any, ...]]:
    code = (
        select(QrCode.code)
        .where(
            QrCode.company_id == bindparam("company_id"),
            QrCode.work_order_id == WorkOrder.id,
            QrCode.revoked_at.is_(None),
        )
        .order_by(QrCode.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return with_place(
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
                Request.wished_text, code.label("qr_code"), WorkOrder.revision,
            )
            .join(Request, Request.id == WorkOrder.request_id)
            .join(Person, Person.id == WorkOrder.created_by_id)
            .outerjoin(Customer, Customer.id == Request.user_id)
        ).where(
            WorkOrder.company_id == bindparam("company_id"), WorkOrder.id == bindparam("order_id")
        )  # fmt: skip


def _items(session: Session, which: Mapping[str, str]) -> tuple[OrderItem, ...]:
    rows = session.connection().execute(_items_of_order(), which)
    return tuple(OrderItem(**row._mapping) for row in rows)


@cache
def _items_of_order() -> Select[*tuple[Any, ...]]:
    return (
        select(
            WorkOrderItem.id.label("item_id"), WorkOrderItem.position_no, WorkOrderItem.position,
            WorkOrderItem.category_code, WorkOrderItem.description,
            func.coalesce(FaultCategory.name, WorkOrderItem.category_code).label("category_name"),
            func.coalesce(FaultCategory.is_rain_sensitive, False).label("is_rain_sensitive"),
            func.coalesce(FaultCategory.needs_two, False).label("needs_two"),
            func.coalesce(FaultCategory.is_noisy, False).label("is_noisy"),
            WorkOrderItem.warranty_verdict, WorkOrderItem.warranty_text,
            WorkOrderItem.warranty_ends_on, WorkOrderItem.charge_verdict, WorkOrderItem.result,
            WorkOrderItem.estimate_low_cents, WorkOrderItem.estimate_high_cents,
            WorkOrderItem.is_extra, WorkOrderItem.received_at.label("added_at"),
            WorkOrderItem.confirmed_at,
        )
        .outerjoin(
            FaultCategory,
            (FaultCategory.company_id == WorkOrderItem.company_id)
            & (FaultCategory.code == WorkOrderItem.category_code),
        )
        .where(
            WorkOrderItem.company_id == bindparam("company_id"),
            WorkOrderItem.work_order_id == bindparam("order_id"),
            WorkOrderItem.voided_at.is_(None),
        )
        .order_by(WorkOrderItem.position_no)
    )  # fmt: skip


def _visits(session: Session, which: Mapping[str, str]) -> tuple[OrderVisit, ...]:
    rows = session.connection().execute(_visits_of_order(), which).all()
    helpers = _helpers(session, [row.trip_id for row in rows])
    return tuple(
        OrderVisit(**row._mapping, helpers=tuple(helpers.get(row.trip_id, ()))) for row in rows
    )


@cache
def _visits_of_order() -> Select[*tuple[Any, ...]]:
    dispatcher = Person.__table__.alias("dispatcher")
    return (
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
        .where(
            Visit.company_id == bindparam("company_id"),
            Visit.work_order_id == bindparam("order_id"),
        )
        .order_by(Trip.window_start_at, Trip.dispatched_at)
    )  # fmt: skip


def _helpers(session: Session, trip_ids: Sequence[str]) -> dict[str, list[str]]:
    rows = session.connection().execute(_helpers_of_trips(), {"trip_ids": trip_ids})
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.trip_id, []).append(row.name)
    return names


@cache
def _helpers_of_trips() -> Select[*tuple[Any, ...]]:
    return (
        select(TripMember.trip_id, Person.name)
        .join(Person, Person.id == TripMember.person_id)
        .where(
            TripMember.trip_id.in_(bindparam("trip_ids", expanding=True)),
            TripMember.role == "helper",
        )
    )


def _products(
    session: Session, company_id: str, dwelling_id: str | None, items: Sequence[OrderItem]
) -> tuple[str, ...]:
    if dwelling_id is None:
        return ()
    which = {
        "company_id": company_id,
        "dwelling_id": dwelling_id,
        "positions": [item.position for item in items],
    }
    rows = session.connection().execute(_products_at(), which)
    return tuple(
        " ".join(part for part in (row.position, row.code, row.model or row.kind) if part)
        for row in rows
    )


@cache
def _products_at() -> Select[*tuple[Any, ...]]:
    return select(Product.position, Product.code, Product.kind, Product.model).where(
        Product.company_id == bindparam("company_id"),
        Product.dwelling_id == bindparam("dwelling_id"),
        Product.position.in_(bindparam("positions", expanding=True)),
    )
