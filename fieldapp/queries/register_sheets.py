"""顾客报修登记表 of one day (K17.1): one line per request, in the order they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Contact, Notice, Person, Request, RequestItem, WorkOrder
from fieldapp.queries.addresses import address_column, with_place
from fieldapp.queries.requests import item_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredItem:
    """What was reported, and what was first thought of it."""

    request_id: str
    position: str
    description: str
    warranty_verdict: str
    charge_verdict: str
    estimate_low_cents: int | None
    estimate_high_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One request as the printed register shows it."""

    request_id: str
    number: str
    registered_at: datetime
    registered_by: str
    channel: str
    reporter_name: str
    reporter_relation: str
    reporter_phone: str
    address: str
    urgency: str
    state: str
    note: str
    confirmed_at: datetime | None
    items_text: str
    items: tuple[RegisteredItem, ...]
    #: What was agreed when the customer was called back; "" means not yet.
    agreed_text: str
    #: When the first supervisor was told; None means nobody was.
    told_at: datetime | None
    #: Numbers of the orders made from it, with their states.
    orders: tuple[tuple[str, str], ...]


def register_lines(
    session: Session, *, company_id: str, from_at: datetime, until_at: datetime
) -> Sequence[RegisterLine]:
    """The requests registered from one instant until before another, oldest first."""
    rows = session.execute(
        with_place(
            select(
                Request.id.label("request_id"), Request.number, Request.registered_at,
                Person.name.label("registered_by"), Request.channel, Request.reporter_name,
                Request.reporter_relation, Request.reporter_phone, address_column(),
                Request.urgency, Request.state, Request.note, Request.confirmed_at,
            ).join(Person, Person.id == Request.registered_by_id)
        )
        .where(
            Request.company_id == company_id,
            Request.registered_at >= from_at,
            Request.registered_at < until_at,
        )
        .order_by(Request.number)
    ).all()  # fmt: skip
    ids = [row.request_id for row in rows]
    texts, items = item_texts(session, company_id, ids), _items(session, company_id, ids)
    agreed, told = _agreed(session, company_id, ids), _told(session, company_id, ids)
    orders = _orders(session, company_id, ids)
    return [
        RegisterLine(
            **row._mapping,
            items_text=texts.get(row.request_id, ""),
            items=tuple(one for one in items if one.request_id == row.request_id),
            agreed_text=agreed.get(row.request_id, ""),
            told_at=told.get(row.request_id),
            orders=tuple(
                (one.number, one.state) for one in orders if one.request_id == row.request_id
            ),
        )
        for row in rows
    ]


def _items(session: Session, company_id: str, ids: Sequence[str]) -> list[RegisteredItem]:
    rows = session.execute(
        select(
            RequestItem.request_id, RequestItem.position, RequestItem.description,
            RequestItem.warranty_verdict, RequestItem.charge_verdict,
            RequestItem.estimate_low_cents, RequestItem.estimate_high_cents,
        )
        .where(RequestItem.company_id == company_id, RequestItem.request_id.in_(ids))
        .order_by(RequestItem.position_no)
    )  # fmt: skip
    return [RegisteredItem(**row._mapping) for row in rows]


def _agreed(session: Session, company_id: str, ids: Sequence[str]) -> dict[str, str]:
    rows = session.execute(
        select(Contact.request_id, Contact.note)
        .where(
            Contact.company_id == company_id,
            Contact.request_id.in_(ids),
            Contact.purpose == "confirm_back",
            Contact.outcome == "reached",
        )
        .order_by(Contact.made_at)
    )
    return {row.request_id: row.note for row in rows if row.request_id is not None}


def _told(session: Session, company_id: str, ids: Sequence[str]) -> dict[str, datetime]:
    rows = session.execute(
        select(Notice.subject_id, Notice.told_at)
        .where(
            Notice.company_id == company_id,
            Notice.subject_kind == "request",
            Notice.subject_id.in_(ids),
        )
        .order_by(Notice.told_at.desc())
    )
    return {row.subject_id: row.told_at for row in rows}


def _orders(session: Session, company_id: str, ids: Sequence[str]) -> Sequence[WorkOrder]:
    return session.scalars(
        select(WorkOrder)
        .where(WorkOrder.company_id == company_id, WorkOrder.request_id.in_(ids))
        .order_by(WorkOrder.number)
    ).all()
