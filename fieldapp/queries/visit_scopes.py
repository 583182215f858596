"""Which visits belong on whose phone, by change number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import SheetDeparture, TripMember, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedVisit:
    """A visit on a phone and the number of its last change."""

    visit_id: str
    change_no: int


def visits_in_scope(
    session: Session, *, company_id: str, person_id: str, ended_after: datetime
) -> Sequence[ScopedVisit]:
    """Open visits of the person's trips, and those whose end arrived since, by id.

    The server's clock decides when an end arrived; ``ended_at`` is the phone's and may be wrong by
    years.
    """
    arrived_at = func.coalesce(Visit.state_changed_at, Visit.ended_at)
    statement = _of_person(company_id, person_id).where(
        or_(Visit.ended_at.is_(None), arrived_at > ended_after)
    )
    rows = session.execute(statement.order_by(Visit.id))
    return [ScopedVisit(visit_id=row.id, change_no=row.change_no) for row in rows]


def visits_left(
    session: Session, *, company_id: str, person_id: str, after_change_no: int
) -> Sequence[str]:
    """Visits that left the person's phone after that change number, by id."""
    return session.scalars(
        select(SheetDeparture.visit_id)
        .where(
            SheetDeparture.company_id == company_id,
            SheetDeparture.person_id == person_id,
            SheetDeparture.change_no > after_change_no,
        )
        .order_by(SheetDeparture.visit_id)
    ).all()


def _of_person(company_id: str, person_id: str) -> Select[str, int]:
    return (
        select(Visit.id, Visit.change_no)
        .join(TripMember, TripMember.trip_id == Visit.trip_id)
        .where(
            Visit.company_id == company_id,
            TripMember.company_id == company_id,
            TripMember.person_id == person_id,
        )
    )
