"""Login attempts, counted in a table so that every server process sees the same count."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, func, select

from fieldapp.persistence.session import Session, write_transaction
from fieldapp.persistence.tables import LoginAttempt

WINDOW = timedelta(minutes=15)
FAILURES_PER_NAME = 5
FAILURES_PER_ADDRESS = 40


def minutes_to_wait(session: Session, *, username: str, address: str, now: datetime) -> int:
    """Minutes until this name from this address may try again; 0 means now.

    An office shares one address, so an address gets more failures than a name.
    """
    since = now - WINDOW
    failures = (
        _failures(session, LoginAttempt.username == username, since, FAILURES_PER_NAME),
        _failures(session, LoginAttempt.remote_address == address, since, FAILURES_PER_ADDRESS),
    )
    waits = [oldest + WINDOW - now for oldest in failures if oldest is not None]
    return max((ceil(wait.total_seconds() / 60) for wait in waits), default=0)


def begin_attempt(
    session: Session, *, username: str, address: str, now: datetime
) -> tuple[int, str | None]:
    """Minutes to wait and None, or 0 and the id of an attempt that counts as failed from now on.

    Asked and counted in one transaction, before the password is looked at: who tries many at once
    gets no more of them than who tries one after the other.
    """
    with write_transaction(session):
        wait = minutes_to_wait(session, username=username, address=address, now=now)
        if wait:
            return wait, None
        attempt = LoginAttempt(
            username=username, remote_address=address, attempted_at=now, succeeded=False
        )
        session.add(attempt)
        session.flush()
        return 0, attempt.id


def succeed(session: Session, attempt_id: str | None) -> None:
    """The attempt was right; that clears the failures of its name before it."""
    with write_transaction(session):
        session.get_one(LoginAttempt, attempt_id).succeeded = True


def _failures(
    session: Session, which: ColumnElement[bool], since: datetime, allowed: int
) -> datetime | None:
    last_success = session.scalar(
        select(func.max(LoginAttempt.attempted_at)).where(which, LoginAttempt.succeeded.is_(True))
    )
    start = since if last_success is None else max(since, last_success)
    times = session.scalars(
        select(LoginAttempt.attempted_at)
        .where(which, LoginAttempt.succeeded.is_(False), LoginAttempt.attempted_at > start)
        .order_by(LoginAttempt.attempted_at.desc())
        .limit(allowed)
    ).all()
    return times[-1] if len(times) >= allowed else None
