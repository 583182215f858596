"""Notices (通知): what one person was told, and what he is reminded of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from fieldapp.domain.roles import Actor
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Notice

_SHOWN = 200
#: One is shown; a second says that there are more.
_REMINDERS = 2


# Asked by every page of the desk, so made once: building a statement costs more than running it.
_OWN_UNREAD = (
    Notice.company_id == bindparam("company_id"),
    Notice.person_id == bindparam("person_id"),
    Notice.read_at.is_(None),
)
_UNREAD = select(func.count()).select_from(Notice).where(*_OWN_UNREAD)
_DUE = (
    select(Notice)
    .where(*_OWN_UNREAD, Notice.remind_at <= bindparam("now"))
    .order_by(Notice.told_at)
    .limit(_REMINDERS)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice; ``is_due`` means it is unread past its reminder."""

    notice_id: str
    kind: str
    subject_kind: str
    subject_id: str
    details: dict[str, Any]
    told_at: datetime
    read_at: datetime | None
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """How many notices a person has not read, and those that nag."""

    count: int
    reminders: tuple[NoticeRow, ...]


def notices_of(session: Session, *, actor: Actor, now: datetime) -> Sequence[NoticeRow]:
    """The person's notices, unread ones first, the newest before older ones."""
    rows = session.scalars(
        _own(actor).order_by(Notice.read_at.is_not(None), Notice.told_at.desc()).limit(_SHOWN)
    )
    return [_row(notice, now) for notice in rows]


def unread_notices(session: Session, *, actor: Actor, now: datetime) -> Unread:
    """The count for the head of every page, and the oldest reminders."""
    whose = {"company_id": actor.company_id, "person_id": actor.person_id}
    count = session.connection().scalar(_UNREAD, whose) or 0
    if not count:
        return Unread(count=0, reminders=())
    due = session.scalars(_DUE, {**whose, "now": now})
    return Unread(count=count, reminders=tuple(_row(notice, now) for notice in due))


def is_unread_about(session: Session, *, actor: Actor, subject_id: str) -> bool:
    """Whether the person has an unread notice about this subject."""
    about = _own(actor).where(Notice.read_at.is_(None), Notice.subject_id == subject_id)
    return session.scalar(about.limit(1)) is not None


def _own(actor: Actor) -> Select[Notice]:
    return select(Notice).where(
        Notice.company_id == actor.company_id, Notice.person_id == actor.person_id
    )


def _row(notice: Notice, now: datetime) -> NoticeRow:
    return NoticeRow(
        notice_id=notice.id,
        kind=notice.kind,
        subject_kind=notice.subject_kind,
        subject_id=notice.subject_id,
        details=notice.details,
        told_at=notice.told_at,
        read_at=notice.read_at,
        is_due=notice.read_at is None and notice.remind_at is not None and notice.remind_at <= now,
    )
