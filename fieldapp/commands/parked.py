"""Decisions about parked commands: keep what was recorded, or drop it."""

import json
from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.fields import STRICT, ReasonOrEmpty, Uuid
from fieldapp.commands.handling import (
    COMMANDS,
    HANDLERS,
    Command,
    Envelope,
    HandlerContext,
    handles,
)
from fieldapp.commands.reading import read_command
from fieldapp.domain.canonical_json import canonical_json
from fieldapp.domain.problems import (
    BehindParked,
    CommandLogUnknown,
    CommandNotParked,
    PayloadGone,
    PermissionMissing,
    Problem,
)
from fieldapp.domain.roles import Actor, Role, may
from fieldapp.persistence.tables import LoggedCommand, Person, PersonRole


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DecideCommand(Command):
    """Keep: try again now. Drop: it counts as never meant. Own ones, or the office any."""

    permission = "inbox.decide_own"

    command_id: Uuid
    decision: Literal["keep", "drop"]
    reason: ReasonOrEmpty = ""


@handles(DecideCommand)
def decide_command(command: DecideCommand, context: HandlerContext) -> None:
    """Decide about one parked command; steps parked behind it are tried again, in order."""
    row = _parked_row(command, context)
    if command.decision == "keep":
        _reapply(row, context)
    row.decided = "kept" if command.decision == "keep" else "dropped"
    row.decided_at = context.now
    row.decided_by_id = context.actor.person_id
    row.decided_reason = command.reason
    context.session.flush()
    _retry_behind(row, context)


def _parked_row(command: DecideCommand, context: HandlerContext) -> LoggedCommand:
    row = context.session.scalar(
        select(LoggedCommand).where(
            LoggedCommand.company_id == context.actor.company_id,
            LoggedCommand.command_id == command.command_id,
        )
    )
    if row is None:
        raise CommandLogUnknown(command_id=command.command_id)
    if row.person_id != context.actor.person_id and not may(context.actor, "inbox.decide"):
        raise PermissionMissing(permission="inbox.decide")
    if row.result != "parked" or row.decided is not None:
        raise CommandNotParked(command_id=command.command_id)
    return row


def _reapply(row: LoggedCommand, context: HandlerContext) -> None:
    """Do what the command asks as the person who made it. Raises its Problem if it still fails."""
    if row.payload is None:
        raise PayloadGone(command_id=row.command_id)
    command = read_command(row.name, row.payload, row.version)
    actor = _actor_of(row, context)
    if not may(actor, command.permission):
        raise PermissionMissing(permission=command.permission)
    again = HandlerContext(
        session=context.session,
        actor=actor,
        now=context.now,
        envelope=_envelope_of(row, row.payload),
        documents=context.documents,
    )
    HANDLERS[type(command)](command, again)
    context.touched.update(again.touched)
    context.departures.extend(again.departures)
    context.reapplied.append(row)
    row.result = "applied"
    row.problem_code = None
    row.problem_details = None


def _retry_behind(decided: LoggedCommand, context: HandlerContext) -> None:
    """Try the steps that were parked behind this one; the first that fails blocks the rest."""
    for row in _parked_steps(decided, context):
        if row.problem_code != BehindParked.code:
            return
        try:
            with context.session.begin_nested():
                _reapply(row, context)
                context.session.flush()
        except Problem as problem:
            row.problem_code = problem.code
            row.problem_details = json.loads(canonical_json(problem.details))
            return


def _parked_steps(decided: LoggedCommand, context: HandlerContext) -> list[LoggedCommand]:
    rows = context.session.scalars(
        select(LoggedCommand)
        .where(
            LoggedCommand.company_id == decided.company_id,
            LoggedCommand.stream == decided.stream,
            LoggedCommand.result == "parked",
            LoggedCommand.decided.is_(None),
            LoggedCommand.person_id == decided.person_id,
        )
        .order_by(LoggedCommand.received_at, LoggedCommand.stream_seq)
    )
    steps = {name for name, kind in COMMANDS.items() if kind.is_step}
    return [row for row in rows if row.name in steps]


def _actor_of(row: LoggedCommand, context: HandlerContext) -> Actor:
    person = context.session.get_one(Person, row.person_id)
    roles = context.session.scalars(
        select(PersonRole.role).where(PersonRole.person_id == row.person_id)
    )
    return Actor(
        person_id=person.id,
        company_id=person.company_id,
        roles=frozenset(Role(role) for role in roles),
        name=person.name,
        department=person.department,
    )


def _envelope_of(row: LoggedCommand, payload: str) -> Envelope:
    return Envelope(
        command_id=row.command_id,
        device_id=row.device_id,
        device_seq=row.device_seq,
        stream=row.stream,
        stream_seq=row.stream_seq,
        name=row.name,
        version=row.version,
        base_change_no=None,
        made_at=row.made_at,
        clock_offset_ms=row.clock_offset_ms,
        sha256=row.sha256,
        payload=payload,
        blobs=tuple(row.blobs),
    )
