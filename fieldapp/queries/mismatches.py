"""Commands that were kept beside the log."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import MismatchedCommand


def is_kept(session: Session, *, company_id: str, person_id: str, raw: str) -> bool:
    """Whether this very command of this person was kept before."""
    kept = session.scalar(
        select(MismatchedCommand.id)
        .where(
            MismatchedCommand.company_id == company_id,
            MismatchedCommand.person_id == person_id,
            MismatchedCommand.raw == raw,
        )
        .limit(1)
    )
    return kept is not None
