"""What the log already knows when a command arrives, in one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import Company, Device, LoggedCommand, StreamRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where a command comes from and where it belongs."""

    company_id: str
    command_id: str
    device_id: str
    stream: str
    #: None means a web form.
    stream_seq: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What dispatch needs to decide whether a command may come in."""

    company: Company
    device: Device
    #: The command itself, its place in the stream, the place before, and what is parked there.
    logged: Sequence[LoggedCommand]


def door(session: Session, arrival: Arrival) -> Door | None:
    """Company, device and the log around a command; None: no such device in the company."""
    about = or_(
        LoggedCommand.command_id == arrival.command_id,
        and_(LoggedCommand.stream == arrival.stream, or_(*_in_stream(arrival))),
    )
    statement = (
        select(Company, Device, LoggedCommand)
        .join(Device, Device.company_id == Company.id)
        .outerjoin(LoggedCommand, and_(LoggedCommand.company_id == arrival.company_id, about))
        .where(Company.id == arrival.company_id, Device.id == arrival.device_id)
    )
    rows = session.execute(statement).all()
    if not rows:
        return None
    logged = [row.LoggedCommand for row in rows if row.LoggedCommand is not None]
    return Door(company=rows[0].Company, device=rows[0].Device, logged=logged)


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


def _in_stream(arrival: Arrival) -> Iterator[ColumnElement[bool]]:
    yield and_(LoggedCommand.result == "parked", LoggedCommand.decided.is_(None))
    if arrival.stream_seq is not None:
        yield and_(
            LoggedCommand.device_id == arrival.device_id,
            LoggedCommand.stream_seq.in_((arrival.stream_seq, arrival.stream_seq - 1)),
        )
