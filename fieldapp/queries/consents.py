"""Agreements to an amount (收费同意)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Consent, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderConsent:
    """An agreement to an amount."""

    consent_id: str
    who: str
    who_name: str
    how: str
    low_cents: int
    agreed_cents: int
    agreed_at: datetime
    #: When the server heard of it; the latest holds.
    received_at: datetime
    recorded_by: str
    note: str
    #: Ids of the items agreed to; empty means all of the order.
    item_ids: list[str]
    evidence: str


_HEARD_AT = func.coalesce(Consent.received_at, Consent.agreed_at)


#: Made once: every order's page asks, and building a statement costs more than running it.
_OF_ORDER = (
    select(
        Consent.id.label("consent_id"), Consent.who, Consent.who_name, Consent.how,
        Consent.low_cents, Consent.agreed_cents,
        Consent.agreed_at, _HEARD_AT.label("received_at"),
        Person.name.label("recorded_by"),
        Consent.note, Consent.item_ids, Consent.evidence,
    )
    .join(Person, Person.id == Consent.recorded_by_id)
    .where(
        Consent.company_id == bindparam("company_id"),
        Consent.work_order_id == bindparam("order_id"),
    )
    .order_by(_HEARD_AT)
)  # fmt: skip


def consents_of_order(
    session: Session, company_id: str, work_order_id: str
) -> tuple[OrderConsent, ...]:
    """Agreements to an amount, oldest first."""
    which = {"company_id": company_id, "order_id": work_order_id}
    rows = session.connection().execute(_OF_ORDER, which)
    return tuple(OrderConsent(**row._mapping) for row in rows)
