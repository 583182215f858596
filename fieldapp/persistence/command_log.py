"""What the log already knows when a command arrives, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import Device, LoggedCommand, StreamPlace, StreamRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where a command comes from and where it belongs."""

    company_id: str
    command_id: str
    device_id: str
    stream: str
    #: None means a web form.
    stream_seq: int | None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What of a logged command decides whether another may come in; its payload is not read."""

    command_id: str
    device_id: str
    stream: str
    stream_seq: int | None
    name: str
    person_id: str
    sha256: str
    result: str
    problem_code: str | None
    problem_details: dict[str, object] | None
    change_no: int | None
    decided: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What dispatch needs to decide whether a command may come in."""

    #: Whose the device is; None means nobody's, as with web forms.
    device_person_id: str | None
    device_revoked_at: datetime | None
    #: The command itself, its place in the stream, the place before, and what is parked there.
    logged: Sequence[LogEntry]


def _door() -> Select[*tuple[Any, ...]]:
    """Device, and the rows of the log that a command meets.

    Each way to be found names the company itself: so each is looked up in an index of its own,
    where SQLite would otherwise read the company's whole log for every command.
    """
    of_company = LoggedCommand.company_id == bindparam("company_id")
    in_stream = LoggedCommand.stream == bindparam("stream")
    itself = and_(of_company, LoggedCommand.command_id == bindparam("command_id"))
    parked = and_(
        of_company, in_stream, LoggedCommand.result == "parked", LoggedCommand.decided.is_(None)
    )
    beside = and_(
        of_company,
        in_stream,
        LoggedCommand.device_id == bindparam("device_id"),
        LoggedCommand.stream_seq.in_((bindparam("own_seq"), bindparam("previous_seq"))),
    )
    entry = [getattr(LoggedCommand, name).label(name) for name in LogEntry.__dataclass_fields__]
    return (
        select(Device.person_id.label("owner_id"), Device.revoked_at, *entry)
        .outerjoin(LoggedCommand, or_(itself, parked, beside))
        .where(Device.company_id == bindparam("company_id"), Device.id == bindparam("device_id"))
    )


#: Built once: making a statement takes longer than running it.
_DOOR = _door()


def door(session: Session, arrival: Arrival) -> Door | None:
    """Device and the log around a command; None: no such device in the company."""
    seq = arrival.stream_seq
    # Rows instead of objects: every pushed command asks, and none of this is changed.
    rows = (
        session.connection()
        .execute(
            _DOOR,
            {
                "company_id": arrival.company_id,
                "command_id": arrival.command_id,
                "device_id": arrival.device_id,
                "stream": arrival.stream,
                "own_seq": seq,
                "previous_seq": None if seq is None else seq - 1,
            },
        )
        .all()
    )
    if not rows:
        return None
    return Door(
        device_person_id=rows[0].owner_id,
        device_revoked_at=rows[0].revoked_at,
        logged=[LogEntry(*row[2:]) for row in rows if row.command_id is not None],
    )


def is_filled(session: Session, arrival: Arrival, stream_seq: int) -> bool:
    """Whether a command that was logged elsewhere fills a place in the arrival's stream."""
    return session.scalar(_place(arrival, stream_seq)) is not None


def fill_place(session: Session, arrival: Arrival) -> None:
    """Remember that the arriving command, logged elsewhere before, fills this place too."""
    if arrival.stream_seq is None or is_filled(session, arrival, arrival.stream_seq):
        return
    session.add(
        StreamPlace(
            company_id=arrival.company_id,
            device_id=arrival.device_id,
            stream=arrival.stream,
            stream_seq=arrival.stream_seq,
            command_id=arrival.command_id,
        )
    )


def is_released(session: Session, arrival: Arrival) -> bool:
    """Whether the office has said that the gap before this command will never be filled."""
    last_seq = (
        select(LoggedCommand.stream_seq)
        .where(
            LoggedCommand.company_id == arrival.company_id,
            LoggedCommand.device_id == arrival.device_id,
            LoggedCommand.stream == arrival.stream,
            LoggedCommand.stream_seq < arrival.stream_seq,
        )
        .order_by(LoggedCommand.stream_seq.desc())
        .limit(1)
    )
    released = select(StreamRelease.id).where(
        StreamRelease.company_id == arrival.company_id,
        StreamRelease.device_id == arrival.device_id,
        StreamRelease.stream == arrival.stream,
        StreamRelease.after_seq == (session.scalar(last_seq) or 0),
    )
    return session.scalar(released) is not None


def _place(arrival: Arrival, stream_seq: int) -> Select[str]:
    return select(StreamPlace.command_id).where(
        StreamPlace.company_id == arrival.company_id,
        StreamPlace.device_id == arrival.device_id,
        StreamPlace.stream == arrival.stream,
        StreamPlace.stream_seq == stream_seq,
    )
