"""Contacts (联系记录) about a request, an order or with a customer, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Contact, Person, Visit

_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One call, message or talk, and who made it."""

    contact_id: str
    request_id: str | None
    work_order_id: str | None
    visit_id: str | None
    purpose: str
    direction: str
    channel: str
    with_name: str
    outcome: str
    note: str
    agreed_at: datetime | None
    agreed_on: date | None
    agreed_half: str | None
    low_cents: int | None
    high_cents: int | None
    made_at: datetime
    person_name: str


def contacts_about(
    session: Session,
    *,
    company_id: str,
    request_ids: Sequence[str] = (),
    work_order_ids: Sequence[str] = (),
    customer_ids: Sequence[str] = (),
) -> Sequence[ContactRow]:
    """At most a hundred contacts that concern any of these, technicians' calls included."""
    visits = select(Visit.id).where(
        Visit.company_id == company_id, Visit.work_order_id.in_(work_order_ids)
    )
    concerns = [
        Contact.request_id.in_(request_ids) if request_ids else None,
        Contact.work_order_id.in_(work_order_ids) if work_order_ids else None,
        Contact.visit_id.in_(visits) if work_order_ids else None,
        Contact.customer_id.in_(customer_ids) if customer_ids else None,
    ]
    rows = session.execute(
        select(
            Contact.id.label("contact_id"), Contact.request_id, Contact.work_order_id,
            Contact.visit_id, Contact.purpose, Contact.direction, Contact.channel,
            Contact.with_name, Contact.outcome, Contact.note, Contact.agreed_at,
            Contact.agreed_on, Contact.agreed_half, Contact.low_cents, Contact.high_cents,
            Contact.made_at, Person.name.label("person_name"),
        )
        .join(Person, Person.id == Contact.person_id)
        .where(
            Contact.company_id == company_id,
            or_(*(each for each in concerns if each is not None)),
        )
        .order_by(Contact.made_at.desc(), Contact.id)
        .limit(_SHOWN)
    )  # fmt: skip
    return [ContactRow(**row._mapping) for row in rows]
