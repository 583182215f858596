"""The smallest question a database can answer."""

from __future__ import annotations

from sqlalchemy import select

from fieldapp.persistence.session import Session


def database_answers(session: Session) -> bool:
    """Whether the database answers at all; its own error otherwise."""
    return session.scalar(select(1)) == 1
