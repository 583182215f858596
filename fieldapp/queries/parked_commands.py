"""Parked commands as the one who made them sees them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import LoggedCommand


def parked_of_person(
    session: Session, *, company_id: str, person_id: str
) -> Sequence[LoggedCommand]:
    """Undecided parked commands of a person, oldest first."""
    return session.scalars(
        select(LoggedCommand)
        .where(
            LoggedCommand.company_id == company_id,
            LoggedCommand.person_id == person_id,
            LoggedCommand.result == "parked",
            LoggedCommand.decided.is_(None),
        )
        .order_by(LoggedCommand.received_at, LoggedCommand.stream_seq, LoggedCommand.id)
    ).all()
