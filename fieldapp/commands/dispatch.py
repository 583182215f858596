"""The one door for writes.

Per command one transaction: device and person → once-only → permission → gap → handler → change
number → log row → commit. A ``Problem`` rolls it back; a phone's command is then stored as parked,
in a transaction of its own, a form's is refused. Anything else rolls everything back and goes on
to the caller: it was never received.
"""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fieldapp.commands.handling import (
    HANDLERS,
    Clock,
    Command,
    Documents,
    Envelope,
    HandlerContext,
    Outcome,
)
from fieldapp.commands.receipts import repeated_outcome, write_log
from fieldapp.commands.registry import COMMANDS
from fieldapp.commands.stamps import stamp
from fieldapp.domain.problems import (
    BehindParked,
    CommandIntegrity,
    DeviceRevoked,
    DeviceUnknown,
    PermissionMissing,
    Problem,
)
from fieldapp.domain.roles import Actor, may
from fieldapp.persistence.command_log import (
    Arrival,
    Door,
    LogEntry,
    door,
    fill_place,
    is_filled,
    is_released,
)
from fieldapp.persistence.session import is_writing, write_transaction
from fieldapp.persistence.tables import LoggedCommand


def dispatch(
    command: Command | Problem,
    *,
    actor: Actor,
    session: Session,
    clock: Clock,
    envelope: Envelope,
    documents: Documents | None = None,
) -> Outcome:
    """Do what a command asks, once.

    command: a Problem stands for one that could not be read; it takes the same way and is parked.
    documents: builds the sign-off document as the server would show it now.
    Raises DeviceUnknown and DeviceRevoked (nothing is stored); for a form every Problem.
    """
    is_inside = is_writing(session)
    try:
        with write_transaction(session):
            context, found, known = _enter(actor, session, clock, envelope)
            if known is not None:
                return known
            context.documents = documents
            if _is_permitted(command, actor) and _is_gap(session, _arrival(actor, envelope), found):
                return Outcome(result="wait")
            refusal = _refusal(command, context, found)
            if refusal is not None:
                return _refuse(refusal, context)
            assert not isinstance(command, Problem)  # noqa: S101 - it is its own refusal
            return _perform(command, context, found)
    except (DeviceUnknown, DeviceRevoked):
        raise
    except Problem as problem:
        # Inside somebody else's transaction nothing can be stored beside what was undone.
        if envelope.device_seq is None or is_inside:
            raise
        refused = problem
    with write_transaction(session):
        context, _found, known = _enter(actor, session, clock, envelope)
        return known or _park(refused, context)


def _enter(
    actor: Actor, session: Session, clock: Clock, envelope: Envelope
) -> tuple[HandlerContext, Door, Outcome | None]:
    """Past device and person; the outcome if the command was here before."""
    now = clock()
    arrival = _arrival(actor, envelope)
    found = _open_door(session, actor, arrival)
    context = HandlerContext(session=session, actor=actor, now=now, envelope=envelope)
    known = repeated_outcome(session, actor, envelope, found, now=now)
    if known is not None and known.is_repeat and not _is_logged_here(arrival, found):
        fill_place(session, arrival)
    return context, found, known


def _refusal(command: Command | Problem, context: HandlerContext, found: Door) -> Problem | None:
    """Why the handler does not even begin; then there is nothing to undo."""
    if isinstance(command, Problem):
        return command
    if not _is_permitted(command, context.actor):
        return PermissionMissing(permission=command.permission)
    if command.is_step and any(_blocks(row, context) for row in found.logged):
        return BehindParked()
    return None


def _perform(command: Command, context: HandlerContext, found: Door) -> Outcome:
    """Run the handler and log it; the change number is None if no sheet changed.

    All is flushed at once: twice would cost a phone's push a tenth of its time. A repetition
    inside the same transaction finds the log row.
    """
    try:
        HANDLERS[type(command)](command, context)
        change_no = stamp(context)
        context.session.flush()
        write_log(context, change_no=change_no)
        _drop_superseded(context, found)
    except IntegrityError as error:
        raise CommandIntegrity(constraint=str(error.orig)[:200]) from error
    return Outcome(result="applied", change_no=change_no)


def _refuse(problem: Problem, context: HandlerContext) -> Outcome:
    """A phone's command is parked; a form's is refused."""
    if context.envelope.device_seq is None:
        raise problem
    return _park(problem, context)


def _park(problem: Problem, context: HandlerContext) -> Outcome:
    write_log(context, problem=problem)
    return Outcome(result="parked", problem_code=problem.code, details=problem.details)


def _arrival(actor: Actor, envelope: Envelope) -> Arrival:
    return Arrival(
        company_id=actor.company_id,
        command_id=envelope.command_id,
        device_id=envelope.device_id,
        stream=envelope.stream,
        stream_seq=envelope.stream_seq,
    )


def _open_door(session: Session, actor: Actor, arrival: Arrival) -> Door:
    found = door(session, arrival)
    is_web = arrival.stream_seq is None
    owner_id = None if is_web else actor.person_id
    if found is None or found.device_person_id != owner_id:
        raise DeviceUnknown(device_id=arrival.device_id)
    if found.device_revoked_at is not None:
        raise DeviceRevoked(device_id=arrival.device_id)
    return found


def _is_logged_here(arrival: Arrival, found: Door) -> bool:
    """Whether the repeated command stands in the log at the place it now claims."""
    return any(
        row.command_id == arrival.command_id
        and row.device_id == arrival.device_id
        and row.stream_seq == arrival.stream_seq
        for row in found.logged
    )


def _is_permitted(command: Command | Problem, actor: Actor) -> bool:
    return isinstance(command, Problem) or may(actor, command.permission)


def _is_gap(session: Session, arrival: Arrival, found: Door) -> bool:
    """Whether the command before this one in the stream has not come, and still may."""
    if arrival.stream_seq is None or arrival.stream_seq == 1:
        return False
    has_predecessor = any(
        row.device_id == arrival.device_id
        and row.stream == arrival.stream
        and row.stream_seq == arrival.stream_seq - 1
        for row in found.logged
    )
    if has_predecessor or is_filled(session, arrival, arrival.stream_seq - 1):
        return False
    return not is_released(session, arrival)


def _blocks(row: LogEntry, context: HandlerContext) -> bool:
    """Whether a row is a step of this person that waits for a decision."""
    known = COMMANDS.get(row.name)
    return (
        row.result == "parked"
        and row.decided is None
        and row.person_id == context.actor.person_id
        and row.stream == context.envelope.stream
        and row.command_id != context.envelope.supersedes
        and (known is None or known.is_step)
    )


def _drop_superseded(context: HandlerContext, found: Door) -> None:
    """The parked command this one was edited from needs no decision any more."""
    superseded = context.envelope.supersedes
    if not any(row.command_id == superseded and row.decided is None for row in found.logged):
        return
    context.session.execute(
        update(LoggedCommand)
        .where(
            LoggedCommand.company_id == context.actor.company_id,
            LoggedCommand.command_id == superseded,
        )
        .values(decided="dropped", decided_at=context.now, decided_by_id=context.actor.person_id)
    )
