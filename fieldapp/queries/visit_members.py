"""Who is, or was, on a visit."""

from __future__ import annotations

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import SheetDeparture, TripMember, Visit


def is_member(session: Session, *, company_id: str, visit_id: str, person_id: str) -> bool:
    """Whether the person goes on the visit's trip, or once did."""
    goes = session.scalar(
        select(Visit.id)
        .join(TripMember, TripMember.trip_id == Visit.trip_id)
        .where(
            Visit.company_id == company_id,
            Visit.id == visit_id,
            TripMember.person_id == person_id,
        )
    )
    went = goes or session.scalar(
        select(SheetDeparture.visit_id).where(
            SheetDeparture.company_id == company_id,
            SheetDeparture.visit_id == visit_id,
            SheetDeparture.person_id == person_id,
        )
    )
    return went is not None
