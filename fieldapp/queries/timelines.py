"""The history of an order: what was done when, by whom, as one list, newest first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, or_, select, union_all

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import ClockMark, LoggedCommand, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One command that took effect, or waits for a decision.

    ``at`` is the time shown: the corrected one of a mark, else the device's own time; ``was_at``
    is the phone's original where a mark was corrected.
    """

    command_id: str
    name: str
    at: datetime
    was_at: datetime | None
    received_at: datetime
    person_name: str
    result: str
    problem_code: str | None
    decided: str | None
    from_phone: bool
    #: What was asked; empty once retention has blanked it.
    payload: Mapping[str, Any] = field(default_factory=dict)


def order_timeline(
    session: Session, *, company_id: str, streams: Sequence[str], command_ids: Sequence[str]
) -> tuple[TimelineEvent, ...]:
    """The commands of these streams (``request:<id>``, ``work_order:<id>``, ``visit:<id>``).

    command_ids: those that made the request, the order and its trips; a row has its command's id.
    """
    which = {"company_id": company_id, "streams": streams, "command_ids": command_ids}
    rows = session.connection().execute(_timeline(), which)
    events = [
        TimelineEvent(
            command_id=row.command_id,
            name=row.name,
            at=row.corrected_at or row.made_at,
            was_at=row.made_at if row.corrected_at else None,
            received_at=row.received_at,
            person_name=row.person_name,
            result=row.result,
            problem_code=row.problem_code,
            decided=row.decided,
            from_phone=row.device_seq is not None,
            payload=json.loads(row.payload) if row.payload else {},
        )
        for row in rows
    ]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


@cache  # every order's page asks, and building a statement costs more than running it
def _timeline() -> Select[*tuple[Any, ...]]:
    return (
        select(
            LoggedCommand.command_id, LoggedCommand.name, LoggedCommand.made_at,
            LoggedCommand.received_at, LoggedCommand.result, LoggedCommand.problem_code,
            LoggedCommand.decided, LoggedCommand.device_seq, Person.name.label("person_name"),
            ClockMark.corrected_at, LoggedCommand.payload,
        )
        .join(Person, Person.id == LoggedCommand.person_id)
        .outerjoin(ClockMark, ClockMark.id == LoggedCommand.command_id)
        .where(
            LoggedCommand.id.in_(_ids()),
            or_(LoggedCommand.result == "applied", LoggedCommand.decided.is_(None)),
        )
        .order_by(LoggedCommand.received_at.desc())
        .limit(200)
    )  # fmt: skip


def _ids() -> CompoundSelect[str]:
    """Ids of the rows: with the company outside SQLite would read its whole log."""
    ours = select(LoggedCommand.id).where(LoggedCommand.company_id == bindparam("company_id"))
    return union_all(
        ours.where(LoggedCommand.stream.in_(bindparam("streams", expanding=True))),
        ours.where(LoggedCommand.command_id.in_(bindparam("command_ids", expanding=True))),
    )
