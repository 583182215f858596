"""Clock marks that are no step of a visit: corrections, and the way back."""

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.fields import STRICT, Instant, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.visit_access import visit_for_record
from fieldapp.domain.problems import MarkUnknown, TripNotYours, TripUnknown, WrongStream
from fieldapp.persistence.tables import ClockMark, Trip, TripMember


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CorrectMark(Command):
    """The true time of a mark; the first one is kept too."""

    permission = "visits.work"

    mark_id: Uuid
    corrected_at: Instant


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ReturnFromTrip(Command):
    """返回: back from a trip; the stream is the person's own."""

    permission = "visits.work"

    trip_id: Uuid
    visit_ids: Annotated[tuple[Uuid, ...], Field(max_length=50)] = ()


@handles(CorrectMark)
def correct_mark(command: CorrectMark, context: HandlerContext) -> None:
    """Keep both times of a mark of this visit."""
    visit, _late = visit_for_record(context)
    mark = context.session.get(ClockMark, command.mark_id)
    if mark is None or mark.visit_id != visit.id:
        raise MarkUnknown(mark_id=command.mark_id)
    mark.corrected_at = command.corrected_at


@handles(ReturnFromTrip)
def return_from_trip(command: ReturnFromTrip, context: HandlerContext) -> None:
    """Mark the way back; the lead's ends the trip."""
    actor, envelope = context.actor, context.envelope
    if envelope.stream != f"person:{actor.person_id}":
        raise WrongStream(stream=envelope.stream)
    trip = context.session.get(Trip, command.trip_id)
    if trip is None or trip.company_id != actor.company_id:
        raise TripUnknown(trip_id=command.trip_id)
    member = select(TripMember).where(
        TripMember.trip_id == trip.id, TripMember.person_id == actor.person_id
    )
    if context.session.scalar(member) is None:
        raise TripNotYours(trip_id=trip.id)
    if trip.lead_id == actor.person_id:
        trip.state = "ended"
    context.session.add(
        ClockMark(
            id=envelope.command_id,
            company_id=actor.company_id,
            visit_id=None,
            trip_id=trip.id,
            person_id=actor.person_id,
            kind="return",
            made_at=envelope.made_at,
            clock_offset_ms=envelope.clock_offset_ms,
            received_at=context.now,
        )
    )
