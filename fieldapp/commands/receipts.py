"""What the log keeps of a command, and what it tells when the command comes again."""

import json
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fieldapp.commands.handling import Envelope, HandlerContext, Outcome
from fieldapp.domain.canonical_json import canonical_json
from fieldapp.domain.problems import CommandReused, Problem
from fieldapp.domain.roles import Actor
from fieldapp.persistence.command_log import Door, LogEntry
from fieldapp.persistence.tables import LoggedCommand, MismatchedCommand

#: Built once: making a statement takes longer than running it.
_INTO_LOG = insert(LoggedCommand)


def repeated_outcome(
    session: Session, actor: Actor, envelope: Envelope, found: Door, *, now: datetime
) -> Outcome | None:
    """The stored result of a command that was here before; None if it is new.

    The same id with another hash, or of another person, and a place in the stream that another
    command has taken are mismatches: stored whole, applied never. A form's is refused
    (CommandReused).
    """
    same = next((row for row in found.logged if row.command_id == envelope.command_id), None)
    if same is not None:
        if same.sha256 == envelope.sha256 and same.person_id == actor.person_id:
            return _stored(same)
        return _mismatch(session, actor, envelope, "command_id", now)
    if any(_takes_place(row, envelope) for row in found.logged):
        return _mismatch(session, actor, envelope, "stream_seq", now)
    return None


def write_log(
    context: HandlerContext, *, change_no: int | None = None, problem: Problem | None = None
) -> None:
    """Write the log's row of a command: applied, or parked with its problem.

    Past the session's flush, which takes twice as long for a row that nobody reads again.
    """
    envelope = context.envelope
    row = {
        "company_id": context.actor.company_id,
        "command_id": envelope.command_id,
        "device_id": envelope.device_id,
        "device_seq": envelope.device_seq,
        "stream": envelope.stream,
        "stream_seq": envelope.stream_seq,
        "name": envelope.name,
        "version": envelope.version,
        "person_id": context.actor.person_id,
        "sha256": envelope.sha256,
        "payload": envelope.payload,
        "blobs": list(envelope.blobs),
        "made_at": envelope.made_at,
        "clock_offset_ms": envelope.clock_offset_ms,
        "received_at": context.now,
        "result": "applied" if problem is None else "parked",
        "problem_code": None if problem is None else problem.code,
        "problem_details": None if problem is None else problem.details,
        "change_no": change_no,
        "supersedes": envelope.supersedes,
    }
    context.session.connection().execute(_INTO_LOG, row)


def _stored(row: LogEntry) -> Outcome:
    return Outcome(
        result="applied" if row.result == "applied" else "parked",
        problem_code=row.problem_code,
        details=row.problem_details,
        change_no=row.change_no,
        is_repeat=True,
    )


def _takes_place(row: LogEntry, envelope: Envelope) -> bool:
    return (
        envelope.stream_seq is not None
        and row.device_id == envelope.device_id
        and row.stream == envelope.stream
        and row.stream_seq == envelope.stream_seq
    )


def _mismatch(
    session: Session, actor: Actor, envelope: Envelope, reason: str, now: datetime
) -> Outcome:
    if envelope.device_seq is None:
        raise CommandReused(command_id=envelope.command_id)
    raw = envelope.raw or _raw(envelope)
    if not _is_stored(session, actor, envelope, raw):
        session.add(
            MismatchedCommand(
                company_id=actor.company_id,
                device_id=envelope.device_id,
                command_id=envelope.command_id,
                person_id=actor.person_id,
                raw=raw,
                reason=reason,
                received_at=now,
            )
        )
    return Outcome(result="mismatch")


def _is_stored(session: Session, actor: Actor, envelope: Envelope, raw: str) -> bool:
    """Whether this very mismatch was stored before: a resend adds nothing."""
    stored = session.scalars(
        select(MismatchedCommand.raw).where(
            MismatchedCommand.company_id == actor.company_id,
            MismatchedCommand.person_id == actor.person_id,
            MismatchedCommand.command_id == envelope.command_id,
        )
    )
    return raw in stored.all()


def _raw(envelope: Envelope) -> str:
    fields = {
        "command_id": envelope.command_id,
        "device_seq": envelope.device_seq,
        "stream": envelope.stream,
        "stream_seq": envelope.stream_seq,
        "name": envelope.name,
        "v": envelope.version,
        "base_change_no": envelope.base_change_no,
        "made_at": envelope.made_at.isoformat(),
        "clock_offset_ms": envelope.clock_offset_ms,
        "payload": json.loads(envelope.payload),
        "blobs": list(envelope.blobs),
        "sha256": envelope.sha256,
        "supersedes": envelope.supersedes,
    }
    return canonical_json(fields).decode()
