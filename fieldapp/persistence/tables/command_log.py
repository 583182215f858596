"""Every command ever received, with its receipt; the memory behind once-only."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, JsonList, JsonObject, LongText, Record


class LoggedCommand(Record):
    """One command and what became of it."""

    __tablename__ = "command_log"
    __table_args__ = (
        UniqueConstraint("company_id", "command_id"),
        UniqueConstraint("company_id", "device_id", "stream", "stream_seq"),
        Index(None, "company_id", "stream", "result"),
        Index(None, "company_id", "person_id", "result"),
        Index(None, "company_id", "result", "received_at"),
    )

    command_id: Mapped[Id]
    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"))
    #: Order on the device; None means a web form.
    device_seq: Mapped[int | None]
    #: visit:<id>, person:<id>, request:<id> …
    stream: Mapped[str]
    #: Order in the stream on this device, from 1; None means a web form.
    stream_seq: Mapped[int | None]
    name: Mapped[str]
    version: Mapped[int]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: Of the canonical command without device_seq, stream_seq and itself.
    sha256: Mapped[str]
    #: What was asked, as JSON; None means blanked by retention.
    payload: Mapped[LongText | None]
    #: Hashes of the bytes it names.
    blobs: Mapped[JsonList] = mapped_column(default=list)
    #: By the device's clock.
    made_at: Mapped[datetime]
    clock_offset_ms: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime]
    #: applied or parked.
    result: Mapped[str]
    #: None means applied.
    problem_code: Mapped[str | None]
    #: None means applied.
    problem_details: Mapped[JsonObject | None]
    #: None means no sheet changed.
    change_no: Mapped[int | None]
    #: The parked command this one replaces; None means none.
    supersedes: Mapped[Id | None]
    #: kept or dropped; None means applied, or nobody has decided yet.
    decided: Mapped[str | None]
    #: None means nobody has decided.
    decided_at: Mapped[datetime | None]
    #: None means nobody has decided.
    decided_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    decided_reason: Mapped[str] = mapped_column(default="")


class MismatchedCommand(Record):
    """A command whose id or place was already taken by another; nothing of it was applied."""

    __tablename__ = "mismatched_commands"
    __table_args__ = (
        Index(None, "company_id", "resolved_at", "received_at"),
        Index(None, "company_id", "person_id"),
    )

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"))
    command_id: Mapped[Id]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: The whole command as JSON.
    raw: Mapped[LongText]
    #: command_id (same id, other content) or stream_seq (place taken).
    reason: Mapped[str]
    received_at: Mapped[datetime]
    #: None means it waits for a person.
    resolved_at: Mapped[datetime | None]


class StreamRelease(Record):
    """The office's word that a stream's missing predecessors will never come."""

    __tablename__ = "stream_releases"
    __table_args__ = (UniqueConstraint("company_id", "device_id", "stream", "after_seq"),)

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"))
    stream: Mapped[str]
    #: The gap that begins behind this number is no longer waited for.
    after_seq: Mapped[int]
    released_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")


class StreamPlace(Record):
    """A place in a stream that is filled by a command logged elsewhere.

    A phone that registered anew sends what it has no receipt for under new numbers; what was
    applied before keeps its row and fills its new place too, so that nothing waits behind it.
    """

    __tablename__ = "stream_places"
    __table_args__ = (UniqueConstraint("company_id", "device_id", "stream", "stream_seq"),)

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"))
    stream: Mapped[str]
    stream_seq: Mapped[int]
    command_id: Mapped[Id]
