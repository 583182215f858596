"""The office's word about what a phone can no longer send, or sent twice."""

from pydantic.dataclasses import dataclass
from sqlalchemy import func, select

from fieldapp.commands.fields import STRICT, Name, Reason, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.domain.problems import MismatchUnknown, StreamUnknown
from fieldapp.persistence.tables import Device, LoggedCommand, MismatchedCommand, StreamRelease


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ReleaseStream(Command):
    """What is missing behind the last command of a stream will not come: stop waiting for it."""

    permission = "inbox.decide"

    device_id: Uuid
    stream: Name
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ResolveMismatch(Command):
    """Somebody has looked at a mismatch; its content stays."""

    permission = "inbox.decide"

    mismatch_id: Uuid
    reason: Reason


@handles(ReleaseStream)
def release_stream(command: ReleaseStream, context: HandlerContext) -> None:
    """Accept the gap that begins behind the stream's last stored command."""
    company_id = context.actor.company_id
    device = context.session.get(Device, command.device_id)
    if device is None or device.company_id != company_id or device.person_id is None:
        raise StreamUnknown(stream=command.stream)
    last_seq = context.session.scalar(
        select(func.max(LoggedCommand.stream_seq)).where(
            LoggedCommand.company_id == company_id,
            LoggedCommand.device_id == command.device_id,
            LoggedCommand.stream == command.stream,
        )
    )
    if _is_released(command, context, last_seq or 0):
        return
    context.session.add(
        StreamRelease(
            id=context.envelope.command_id,
            company_id=company_id,
            device_id=command.device_id,
            stream=command.stream,
            after_seq=last_seq or 0,
            released_by_id=context.actor.person_id,
            released_at=context.now,
            reason=command.reason,
        )
    )


@handles(ResolveMismatch)
def resolve_mismatch(command: ResolveMismatch, context: HandlerContext) -> None:
    """Take a mismatch off the list of open ones."""
    row = context.session.get(MismatchedCommand, command.mismatch_id)
    if row is None or row.company_id != context.actor.company_id or row.resolved_at is not None:
        raise MismatchUnknown(mismatch_id=command.mismatch_id)
    row.resolved_at = context.now


def _is_released(command: ReleaseStream, context: HandlerContext, after_seq: int) -> bool:
    released = select(StreamRelease.id).where(
        StreamRelease.company_id == context.actor.company_id,
        StreamRelease.device_id == command.device_id,
        StreamRelease.stream == command.stream,
        StreamRelease.after_seq == after_seq,
    )
    return context.session.scalar(released) is not None
