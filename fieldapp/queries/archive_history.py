"""What happened with a customer or in a home: requests, orders, visits, money and opinions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from fieldapp.domain.payments import PAID_METHODS
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Dwelling,
    Payment,
    Person,
    Request,
    RequestItem,
    SignOff,
    Site,
    Trip,
    Visit,
    WorkOrder,
)

_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """One visit: who, when, how it ended and what the customer said."""

    planned_on: date
    lead_name: str
    state: str
    rating: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOrder:
    """One order with its visits and what was paid."""

    work_order_id: str
    number: str
    state: str
    department: str
    paid_cents: int
    visits: tuple[PastVisit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRequest:
    """One request; ``parts`` says as what the customer stands on it (reporter, user, payer)."""

    request_id: str
    number: str
    registered_at: datetime
    state: str
    address: str
    reporter_name: str
    parts: tuple[str, ...]
    items_text: tuple[str, ...]
    orders: tuple[PastOrder, ...]


def customer_history(
    session: Session, *, company_id: str, customer_id: str
) -> tuple[PastRequest, ...]:
    """The requests on which the customer stands in any part, newest first."""
    return _history(
        session,
        company_id,
        or_(
            Request.reporter_id == customer_id,
            Request.user_id == customer_id,
            Request.payer_id == customer_id,
        ),
        customer_id,
    )


def dwelling_history(
    session: Session, *, company_id: str, dwelling_id: str
) -> tuple[PastRequest, ...]:
    """The requests of a home, newest first."""
    return _history(session, company_id, Request.dwelling_id == dwelling_id, "")


def _history(
    session: Session, company_id: str, condition: ColumnElement[bool], customer_id: str
) -> tuple[PastRequest, ...]:
    rows = session.execute(
        select(Request, Site.name, Dwelling.label)
        .outerjoin(Dwelling, Dwelling.id == Request.dwelling_id)
        .outerjoin(Site, Site.id == Dwelling.site_id)
        .where(Request.company_id == company_id, condition)
        .order_by(Request.registered_at.desc(), Request.id)
        .limit(_MOST)
    ).all()
    request_ids = [row.Request.id for row in rows]
    items = _items(session, company_id, request_ids)
    orders = _orders(session, company_id, request_ids)
    return tuple(
        PastRequest(
            request_id=row.Request.id,
            number=row.Request.number,
            registered_at=row.Request.registered_at,
            state=row.Request.state,
            address=f"{row.name} {row.label}" if row.name else row.Request.address_text,
            reporter_name=row.Request.reporter_name,
            parts=_parts(row.Request, customer_id),
            items_text=tuple(items[row.Request.id]),
            orders=tuple(orders[row.Request.id]),
        )
        for row in rows
    )


def _parts(request: Request, customer_id: str) -> tuple[str, ...]:
    """A user or payer nobody named is the reporter."""
    found = {
        "reporter": request.reporter_id == customer_id,
        "user": request.user_id == customer_id,
        "payer": request.payer_id == customer_id,
    }
    return tuple(part for part, is_it in found.items() if customer_id and is_it)


def _items(session: Session, company_id: str, request_ids: list[str]) -> dict[str, list[str]]:
    rows = session.execute(
        select(RequestItem.request_id, RequestItem.position, RequestItem.description)
        .where(RequestItem.company_id == company_id, RequestItem.request_id.in_(request_ids))
        .order_by(RequestItem.position_no)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.request_id].append(f"{row.position} {row.description}".rstrip())
    return found


def _orders(
    session: Session, company_id: str, request_ids: list[str]
) -> dict[str, list[PastOrder]]:
    rows = session.execute(
        select(WorkOrder)
        .where(WorkOrder.company_id == company_id, WorkOrder.request_id.in_(request_ids))
        .order_by(WorkOrder.number)
    ).scalars()
    orders = list(rows)
    order_ids = [order.id for order in orders]
    visits = _visits(session, company_id, order_ids)
    paid = _paid(session, company_id, order_ids)
    found: dict[str, list[PastOrder]] = defaultdict(list)
    for order in orders:
        found[order.request_id].append(
            PastOrder(
                work_order_id=order.id,
                number=order.number,
                state=order.state,
                department=order.department,
                paid_cents=paid.get(order.id, 0),
                visits=tuple(visits[order.id]),
            )
        )
    return found


def _visits(session: Session, company_id: str, order_ids: list[str]) -> dict[str, list[PastVisit]]:
    rows = session.execute(
        select(
            Visit.work_order_id, Visit.state, Trip.planned_on, Person.name,
            SignOff.rating, SignOff.opinion,
        )
        .join(Trip, Trip.id == Visit.trip_id)
        .join(Person, Person.id == Trip.lead_id)
        .outerjoin(SignOff, SignOff.visit_id == Visit.id)
        .where(Visit.company_id == company_id, Visit.work_order_id.in_(order_ids))
        .order_by(Trip.planned_on, Visit.id)
    )  # fmt: skip
    found: dict[str, list[PastVisit]] = defaultdict(list)
    for row in rows:
        found[row.work_order_id].append(
            PastVisit(
                planned_on=row.planned_on,
                lead_name=row.name,
                state=row.state,
                rating=row.rating or "",
                opinion=row.opinion or "",
            )
        )
    return found


def _paid(session: Session, company_id: str, order_ids: list[str]) -> dict[str, int]:
    rows = session.execute(
        select(Payment.work_order_id, func.sum(Payment.amount_cents))
        .where(
            Payment.company_id == company_id,
            Payment.work_order_id.in_(order_ids),
            Payment.voided_at.is_(None),
            Payment.method.in_(PAID_METHODS),
        )
        .group_by(Payment.work_order_id)
    )
    return {row[0]: row[1] for row in rows}
