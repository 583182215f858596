"""Applies what a phone pushes, one command at a time, and answers receipts and delta together.

Each command is a transaction of its own inside ``dispatch``. What goes wrong with one stays with
it: a refusal is stored as parked, a defect of ours too (so that its payload is here and nothing
waits behind it), and only a failure of database or disk leaves it with the phone to be sent again.
"""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from fieldapp.commands.dispatch import dispatch
from fieldapp.commands.handling import Command, Envelope, Outcome
from fieldapp.commands.reading import VERSION
from fieldapp.commands.registry import read_command
from fieldapp.domain.canonical_json import canonical_json
from fieldapp.domain.problems import (
    CommandFailed,
    CommandUnknown,
    DeviceRevoked,
    DeviceUnknown,
    Problem,
)
from fieldapp.domain.roles import Actor
from fieldapp.offline.broken import keep_broken
from fieldapp.offline.delta import CursorGone, delta_since
from fieldapp.offline.devices import device_in_use, lease_until, note_contact
from fieldapp.offline.documents import current_document
from fieldapp.offline.envelopes import BrokenCommand, PushEnvelope, WireCommand
from fieldapp.offline.upcast import NewerVersion, is_current, upcast
from fieldapp.offline.wire import (
    PROTO,
    PullAnswer,
    PushAnswer,
    Receipt,
    ReceiptResult,
    wire_instant,
)
from fieldapp.queries.catalogue import catalogue_version

Clock = Callable[[], datetime]

#: Database or machine, not the command: the phone sends it again.
TECHNICAL = (OperationalError, InterfaceError, InternalError, PoolTimeout, OSError, MemoryError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who pushes, from which install, and what answers tell beside: lease, epoch, time."""

    actor: Actor
    install_id: str | None
    lease_days: int
    epoch: int
    clock: Clock


def push(session: Session, envelope: PushEnvelope, desk: Desk) -> PushAnswer:
    """Receipts of all commands, in their order, and the delta since the phone's cursor.

    Raises DeviceUnknown and DeviceRevoked before anything is applied.
    """
    device_id = device_in_use(
        session, actor=desk.actor, device_id=envelope.device_id, install_id=desk.install_id
    ).id
    receipts = _receipts(session, envelope.commands, device_id, desk)
    note_contact(session, device_id, envelope.outbox, now=desk.clock())
    # A cursor of another life of the database says nothing about this one.
    cursor = envelope.cursor if envelope.epoch in (None, desk.epoch) else 0
    answer = _caught_up(session, desk, cursor)
    return {**answer, "device_id": device_id, "receipts": receipts}


def pull(session: Session, desk: Desk, *, cursor: int) -> PullAnswer:
    """The delta since a cursor; 0 asks for everything. Raises CursorGone."""
    session.rollback()  # one fresh snapshot for all that follows
    now = desk.clock()
    company_id = desk.actor.company_id
    delta = delta_since(
        session, company_id=company_id, person_id=desk.actor.person_id, cursor=cursor, now=now
    )
    return {
        "proto": PROTO,
        "epoch": desk.epoch,
        "person_id": desk.actor.person_id,
        "device_id": None,
        "now": wire_instant(now),
        "delta": delta,
        "catalogue_version": catalogue_version(session, company_id=company_id),
        "lease_until": lease_until(desk.lease_days, now),
    }


def command_or_problem(wire: WireCommand) -> Command | Problem:
    """What a command asks, or why that cannot be told: then it is parked, payload and all."""
    try:
        if is_current(wire.name, wire.version):  # as nearly all are: read as it came
            return read_command(wire.name, wire.payload, VERSION)
        payload = upcast(wire.name, wire.version, json.loads(wire.payload))
        return read_command(wire.name, canonical_json(payload), VERSION)
    except NewerVersion:
        return CommandUnknown(name=wire.name, version=wire.version)
    except Problem as problem:
        return problem


def _caught_up(session: Session, desk: Desk, cursor: int) -> PullAnswer:
    try:
        return pull(session, desk, cursor=cursor)
    except CursorGone:
        return pull(session, desk, cursor=0)


def _receipts(
    session: Session, commands: Sequence[WireCommand | BrokenCommand], device_id: str, desk: Desk
) -> list[Receipt]:
    """Behind a mismatch the rest of its stream waits: the phone will number all of it anew.

    A cloned phone finds its place in a stream taken; what it made next must not overtake.
    """
    stopped: dict[str, str] = {}
    receipts = []
    for command in commands:
        if isinstance(command, BrokenCommand):
            receipts.append(_receipt(session, command, device_id, desk))
        elif stopped.get(command.stream, command.command_id) != command.command_id:
            receipts.append(_told(command, Outcome(result="wait")))
        else:
            receipts.append(_receipt(session, command, device_id, desk))
            if receipts[-1]["result"] == "mismatch":
                stopped[command.stream] = command.command_id
    return receipts


def _receipt(
    session: Session, command: WireCommand | BrokenCommand, device_id: str, desk: Desk
) -> Receipt:
    try:
        if isinstance(command, BrokenCommand):
            keep_broken(session, command, device_id, actor=desk.actor, now=desk.clock())
            return _answer(command, "mismatch", code="command.unreadable", reason=command.reason)
        return _told(command, _dispatched(session, command, device_id, desk))
    except (DeviceRevoked, DeviceUnknown):
        raise
    except TECHNICAL:
        _log.exception("command %s stays with the phone", command.command_id)
        session.rollback()
        return _answer(command, "retry", code="server.unavailable")


def _dispatched(session: Session, wire: WireCommand, device_id: str, desk: Desk) -> Outcome:
    """Dispatch; a defect of ours parks the command instead of stopping those behind it."""

    def attempt(command: Command | Problem) -> Outcome:
        return dispatch(
            command,
            actor=desk.actor,
            session=session,
            clock=desk.clock,
            envelope=_envelope(wire, device_id),
            documents=current_document,
        )

    try:
        return attempt(command_or_problem(wire))
    except (DeviceRevoked, DeviceUnknown, *TECHNICAL):
        raise
    except Exception:
        _log.exception("command %s failed and is parked", wire.command_id)
        session.rollback()
        return attempt(CommandFailed(name=wire.name))


def _envelope(wire: WireCommand, device_id: str) -> Envelope:
    return Envelope(
        command_id=wire.command_id,
        device_id=device_id,
        device_seq=wire.device_seq,
        stream=wire.stream,
        stream_seq=wire.stream_seq,
        name=wire.name,
        version=wire.version,
        base_change_no=wire.base_change_no,
        made_at=wire.made_at,
        clock_offset_ms=wire.clock_offset_ms,
        sha256=wire.sha256,
        payload=wire.payload,
        blobs=wire.blobs,
        supersedes=wire.supersedes,
        raw=wire.raw,
    )


def _told(wire: WireCommand, outcome: Outcome) -> Receipt:
    return {
        "command_id": wire.command_id,
        "result": outcome.result,
        "code": outcome.problem_code,
        "details": outcome.details,
        "change_no": outcome.change_no,
        "sha256": wire.sha256,
        "device_seq": wire.device_seq,
    }


def _answer(
    command: WireCommand | BrokenCommand, result: ReceiptResult, *, code: str, **details: object
) -> Receipt:
    return {
        "command_id": command.command_id,
        "result": result,
        "code": code,
        "details": details or None,
        "change_no": None,
        "sha256": command.sha256,
        "device_seq": command.device_seq,
    }
