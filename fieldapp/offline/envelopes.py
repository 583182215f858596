"""Strict reading of what a phone pushes, one command at a time.

An envelope that cannot be read refuses the whole push with a typed code. A command that cannot be
read is kept beside the others as a ``BrokenCommand``: it must neither be lost nor stop them.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from fieldapp.domain.canonical_json import CanonicalText, NotCanonical, canonical_json, sha256_hex
from fieldapp.offline.wire import MAX_COMMANDS, MAX_PUSH_BYTES, PROTO, Held

T = TypeVar("T")

_NAME = re.compile(r"[a-z][a-z_]{0,59}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_STREAM = re.compile(r"(visit|person):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_MAX_SEQUENCE = 2**31 - 1
#: A device clock may be wrong by years (scenario 21); beyond a century it is no number of ours.
_MAX_CLOCK_OFFSET_MS = 3_200_000_000_000
_MAX_BLOBS = 20
#: Left out of the hash: they change when a phone gets a new device_id, the command does not.
_NOT_HASHED = frozenset({"sha256", "device_seq", "stream_seq"})


class EnvelopeRefused(Exception):
    """The push as a whole cannot be read; ``status`` is the HTTP status that says so."""

    def __init__(self, code: str, status: int) -> None:
        """Keep the wire code and its HTTP status."""
        super().__init__(code)
        self.code = code
        self.status = status


class _Unreadable(ValueError):
    """A field is missing or has another shape; the text names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireCommand:
    """One readable command. ``payload`` is canonical JSON text, byte-equal to what was hashed."""

    command_id: str
    device_seq: int
    stream: str
    stream_seq: int
    name: str
    version: int
    base_change_no: int | None
    made_at: datetime
    clock_offset_ms: int
    payload: str
    blobs: tuple[str, ...]
    sha256: str
    supersedes: str | None
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenCommand:
    """A command that cannot be read, whole; the ids are None where even they are unreadable."""

    command_id: str | None
    device_seq: int | None
    sha256: str | None
    reason: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """What the phone says it still holds; shown when it comes back with an empty store."""

    pending: int
    parked: int
    blobs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PushEnvelope:
    """A readable push; commands keep the order they were sent in."""

    device_id: str
    epoch: int | None
    client_build: str
    cursor: int
    held: Held | None
    outbox: OutboxCounts
    commands: tuple[WireCommand | BrokenCommand, ...]


def read_push(body: bytes) -> PushEnvelope:
    """The push in a request body. Raises EnvelopeRefused (400 malformed, 413 too large)."""
    if len(body) > MAX_PUSH_BYTES:
        raise EnvelopeRefused("push.too_large", 413)
    message = read_object(body)
    if message.get("proto") != PROTO:
        raise EnvelopeRefused("proto.unknown", 400)
    commands = message.get("commands")
    if not isinstance(commands, list):
        raise EnvelopeRefused("push.malformed", 400)
    if len(commands) > MAX_COMMANDS:
        raise EnvelopeRefused("push.too_large", 413)
    try:
        return PushEnvelope(
            device_id=_uuid(message, "device_id"),
            epoch=_optional_integer(message, "epoch", 0, _MAX_SEQUENCE),
            client_build=_text(message, "client_build", 100),
            cursor=_integer(message, "cursor", 0, 2**53 - 1),
            held=_held(message.get("held")),
            outbox=_counts(message.get("outbox")),
            commands=tuple(read_command(command) for command in commands),
        )
    except _Unreadable as error:
        raise EnvelopeRefused("push.malformed", 400) from error


def read_object(body: bytes) -> dict[str, Any]:
    """A JSON object in a request body. Raises EnvelopeRefused 400."""
    try:
        message = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise EnvelopeRefused("push.malformed", 400) from error
    if not isinstance(message, dict):
        raise EnvelopeRefused("push.malformed", 400)
    return message


def read_command(value: object) -> WireCommand | BrokenCommand:
    """One command of a push; whatever is wrong with it stays with it."""
    raw = json.dumps(value)
    if not isinstance(value, dict):
        return BrokenCommand(
            command_id=None, device_seq=None, sha256=None, reason="not an object", raw=raw
        )
    try:
        return _strict_command(value, raw)
    except (_Unreadable, NotCanonical, RecursionError) as error:
        return BrokenCommand(
            command_id=_tolerant(_uuid, value, "command_id"),
            device_seq=_tolerant(_sequence, value, "device_seq"),
            sha256=_tolerant(_hash, value, "sha256"),
            reason=str(error),
            raw=raw,
        )


def command_sha256(command: dict[str, Any]) -> str:
    """The hash a command must carry. Raises NotCanonical."""
    hashed = {key: value for key, value in command.items() if key not in _NOT_HASHED}
    return sha256_hex(canonical_json(hashed))


def _strict_command(value: dict[str, Any], raw: str) -> WireCommand:
    if not isinstance(value.get("payload"), dict):
        raise _Unreadable("payload")
    payload = canonical_json(value["payload"]).decode("utf-8")
    if command_sha256(value | {"payload": CanonicalText(payload)}) != value.get("sha256"):
        raise _Unreadable("sha256")
    return WireCommand(
        command_id=_uuid(value, "command_id"),
        device_seq=_sequence(value, "device_seq"),
        stream=_matching(value, "stream", _STREAM),
        stream_seq=_sequence(value, "stream_seq"),
        name=_matching(value, "name", _NAME),
        version=_integer(value, "v", 1, 1000),
        base_change_no=_optional_integer(value, "base_change_no", 0, 2**53 - 1),
        made_at=_instant(value, "made_at"),
        clock_offset_ms=_integer(
            value, "clock_offset_ms", -_MAX_CLOCK_OFFSET_MS, _MAX_CLOCK_OFFSET_MS
        ),
        payload=payload,
        blobs=_blobs(value.get("blobs", [])),
        sha256=_hash(value, "sha256"),
        supersedes=None if value.get("supersedes") is None else _uuid(value, "supersedes"),
        raw=raw,
    )


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _tolerant(
    reader: Callable[[dict[str, Any], str], T], value: dict[str, Any], key: str
) -> T | None:
    try:
        return reader(value, key)
    except _Unreadable:
        return None


def is_uuid(value: object) -> bool:
    """Whether a value is a UUID as dashed lower-case text."""
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _uuid(value: dict[str, Any], key: str) -> str:
    text = value.get(key)
    if not is_uuid(text):
        raise _Unreadable(key)
    return str(text)


def _matching(value: dict[str, Any], key: str, pattern: re.Pattern[str]) -> str:
    text = value.get(key)
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise _Unreadable(key)
    return text


def _hash(value: dict[str, Any], key: str) -> str:
    return _matching(value, key, _SHA256)


def _text(value: dict[str, Any], key: str, longest: int) -> str:
    text = value.get(key, "")
    if not isinstance(text, str) or len(text) > longest or not text.isprintable():
        raise _Unreadable(key)
    return text


def _integer(value: dict[str, Any], key: str, low: int, high: int) -> int:
    number = value.get(key)
    if not isinstance(number, int) or isinstance(number, bool) or not low <= number <= high:
        raise _Unreadable(key)
    return number


def _optional_integer(value: dict[str, Any], key: str, low: int, high: int) -> int | None:
    return None if value.get(key) is None else _integer(value, key, low, high)


def _sequence(value: dict[str, Any], key: str) -> int:
    return _integer(value, key, 1, _MAX_SEQUENCE)


def _instant(value: dict[str, Any], key: str) -> datetime:
    text = _matching(value, key, _INSTANT)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _Unreadable(key) from error
    if not 1970 <= moment.year <= 2200:
        raise _Unreadable(key)
    return moment.astimezone(UTC)


def _blobs(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MAX_BLOBS:
        raise _Unreadable("blobs")
    return tuple(_hash({"blobs": sha256}, "blobs") for sha256 in value)


def _held(value: object) -> Held | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _Unreadable("held")
    return {"count": _integer(value, "count", 0, 1_000_000), "hash": _hash(value, "hash")}


def _counts(value: object) -> OutboxCounts:
    if not isinstance(value, dict):
        raise _Unreadable("outbox")
    pending, parked, blobs = (
        _integer(value, key, 0, 1_000_000) for key in ("pending", "parked", "blobs")
    )
    return OutboxCounts(pending=pending, parked=parked, blobs=blobs)
