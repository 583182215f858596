"""Answers of ``/sync/v1`` as they travel (the sheet itself is in sheet_record.py).

The names here are the wire names; ``service_worker/types.js`` declares the same records.
Instants are UTC text with milliseconds, days are local dates, money is ``_cents``, quantities
are ``_milli``. Nothing here reads or decides anything.
"""

from datetime import UTC, date, datetime
from typing import Literal, NotRequired, TypedDict

from fieldapp.offline.sheet_record import Sheet

PROTO = 1
SHEET_FORMAT = 3

#: What one push may hold and how photo bytes are cut; told to the phone by ``POST devices``.
MAX_COMMANDS = 50
MAX_PUSH_BYTES = 262_144
CHUNK_BYTES = 131_072
MAX_CHUNK_BYTES = 262_144
PHOTO_BYTES = 12_582_912

ReceiptResult = Literal["applied", "parked", "mismatch", "wait", "retry"]


def wire_instant(moment: datetime) -> str:
    """An aware datetime as wire text, ``2026-11-28T00:30:00.000Z``: always UTC, always ms."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def wire_instant_or_none(moment: datetime | None) -> str | None:
    """``wire_instant`` that keeps None."""
    return None if moment is None else wire_instant(moment)


def wire_day_or_none(day: date | None) -> str | None:
    """A local day as wire text, ``2026-11-28``; keeps None."""
    return None if day is None else day.isoformat()


class Held(TypedDict):
    """The sheets a phone holds (or must hold): how many, and their hash."""

    count: int
    hash: str


class Delta(TypedDict):
    """What changed since the cursor; ``held`` is the whole scope after this answer."""

    cursor: int
    full: bool
    sheets: list[Sheet]
    gone: list[str]
    ended_before: str
    held: Held


class Receipt(TypedDict):
    """What became of one command. Keys are None when the command was too broken to name them."""

    command_id: str | None
    result: ReceiptResult
    code: str | None
    details: dict[str, object] | None
    change_no: int | None
    sha256: str | None
    device_seq: int | None


class AnswerHead(TypedDict):
    """Stands in every answer of devices, push, pull and inbox."""

    proto: int
    epoch: int
    person_id: str
    device_id: str | None
    now: str


class PushAnswer(AnswerHead):
    """Receipts and delta in one round trip."""

    receipts: list[Receipt]
    delta: Delta
    catalogue_version: int
    lease_until: str


class PullAnswer(AnswerHead):
    """The delta alone."""

    delta: Delta
    catalogue_version: int
    lease_until: str


class Limits(TypedDict):
    """What the server accepts at most."""

    max_commands: int
    max_bytes: int
    chunk_bytes: int
    photo_bytes: int


LIMITS: Limits = {
    "max_commands": MAX_COMMANDS,
    "max_bytes": MAX_PUSH_BYTES,
    "chunk_bytes": CHUNK_BYTES,
    "photo_bytes": PHOTO_BYTES,
}


class PersonCard(TypedDict):
    """The signed-in person as the phone shows him."""

    id: str
    name: str
    badge_no: str
    department: str
    roles: list[str]
    language: str


class CompanyCard(TypedDict):
    """The company as the phone shows it."""

    name: str
    short_name: str
    hotline: str
    timezone: str


class DevicesAnswer(AnswerHead):
    """The answer to a registration."""

    lease_until: str
    limits: Limits
    person: PersonCard
    company: CompanyCard


class InboxEntry(TypedDict):
    """A parked command waiting for its maker's decision."""

    command_id: str
    name: str
    stream: str
    code: str
    details: dict[str, object]
    payload: object
    made_at: str
    received_at: str


class InboxAnswer(AnswerHead):
    """Parked commands of this person, oldest first."""

    commands: list[InboxEntry]


class BlobAnswer(TypedDict):
    """Where an upload stands: ``offset`` bytes are kept, state is partial or verified."""

    proto: int
    epoch: int
    person_id: str
    sha256: str
    offset: int
    state: str


class ProblemAnswer(TypedDict):
    """Body of every answer that is no success."""

    code: str
    action: NotRequired[str]
    wipe_id: NotRequired[str]
    offset: NotRequired[int]
