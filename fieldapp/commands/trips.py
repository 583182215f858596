"""Dispatching: trips with their visits, moving a visit to somebody else, cancelling it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import delete, select

from fieldapp.commands.fields import STRICT, Day, Instant, Reason, ReasonOrEmpty, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.order_access import check_parts_are_here, settle, work_order_of
from fieldapp.domain.problems import (
    TripPerson,
    TripWindow,
    VisitEnded,
    VisitUnknown,
)
from fieldapp.domain.visits import is_open, next_visit_state
from fieldapp.domain.weekends import PlannedWork, check_day
from fieldapp.domain.work_orders import next_work_order_state, state_after_visit
from fieldapp.persistence.tables import (
    Person,
    PersonRole,
    SheetDeparture,
    Trip,
    TripMember,
    Visit,
    WorkOrder,
)

Basis = Literal["weekend", "notice", "emergency", "other_kind"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DispatchTrip(Command):
    """Orders at one place and window, one lead technician, perhaps helpers."""

    permission = "dispatch.write"

    work_order_ids: Annotated[tuple[Uuid, ...], Field(min_length=1, max_length=20)]
    lead_id: Uuid
    helper_ids: Annotated[tuple[Uuid, ...], Field(max_length=10)] = ()
    #: Local day of the window.
    planned_on: Day
    window_start_at: Instant
    window_end_at: Instant
    reason_text: ReasonOrEmpty = ""
    basis: Basis
    #: Who gave the written notice, when.
    notice_text: ReasonOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ReassignVisit(Command):
    """The visit goes to somebody else, in the same window."""

    permission = "dispatch.write"

    visit_id: Uuid
    lead_id: Uuid
    helper_ids: Annotated[tuple[Uuid, ...], Field(max_length=10)] = ()
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CancelVisit(Command):
    """The visit will not happen; its order is ready to be dispatched again."""

    permission = "dispatch.write"

    visit_id: Uuid
    reason: Reason


@handles(DispatchTrip)
def dispatch_trip(command: DispatchTrip, context: HandlerContext) -> None:
    """Make the trip and one visit for each order."""
    orders = [
        work_order_of(context, order_id) for order_id in dict.fromkeys(command.work_order_ids)
    ]
    for order in orders:
        check_parts_are_here(context, order)
        order.state = next_work_order_state(order.state, "dispatch", number=order.number)
    _check_window(command, context)
    _check_day(command, context, orders)
    lead = _lead(context, command.lead_id, command.helper_ids)
    trip = _trip_row(command, context, lead)
    context.session.add(trip)
    context.session.flush()
    _add_members(context, trip, command.helper_ids)
    for order in orders:
        visit = Visit(
            id=context.new_id(),
            company_id=trip.company_id,
            trip_id=trip.id,
            work_order_id=order.id,
            state="planned",
        )
        context.session.add(visit)
        context.touch(visit)


@handles(ReassignVisit)
def reassign_visit(command: ReassignVisit, context: HandlerContext) -> None:
    """Put the visit on a new trip; whoever is not on it loses the sheet."""
    visit, order = _open_visit(context, command.visit_id)
    old = context.session.get_one(Trip, visit.trip_id)
    lead = _lead(context, command.lead_id, command.helper_ids)
    trip = Trip(
        id=context.envelope.command_id,
        company_id=old.company_id,
        department=lead.department,
        lead_id=lead.id,
        planned_on=old.planned_on,
        window_start_at=old.window_start_at,
        window_end_at=old.window_end_at,
        reason_text=command.reason,
        dispatched_by_id=context.actor.person_id,
        dispatched_at=context.now,
        basis=old.basis,
        notice_text=old.notice_text,
    )
    context.session.add(trip)
    context.session.flush()
    _add_members(context, trip, command.helper_ids)
    _move_sheet(context, visit, trip, {command.lead_id, *command.helper_ids})
    _set_state(context, visit, order, "reassign_visit")


@handles(CancelVisit)
def cancel_visit(command: CancelVisit, context: HandlerContext) -> None:
    """End the visit; the phone shows why."""
    visit, order = _open_visit(context, command.visit_id)
    _set_state(context, visit, order, "cancel_visit")
    visit.ended_at = context.now
    visit.ended_kind = visit.state
    visit.ended_note = command.reason


def _open_visit(context: HandlerContext, visit_id: str) -> tuple[Visit, WorkOrder]:
    row = context.session.execute(
        select(Visit, WorkOrder)
        .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
        .where(Visit.company_id == context.actor.company_id, Visit.id == visit_id)
        .with_for_update(of=Visit)
    ).one_or_none()
    if row is None:
        raise VisitUnknown(visit_id=visit_id)
    if not is_open(row.Visit.state):
        raise VisitEnded(state=row.Visit.state)
    return row.Visit, row.WorkOrder


def _set_state(context: HandlerContext, visit: Visit, order: WorkOrder, action: str) -> None:
    visit.state = next_visit_state(visit.state, action)
    visit.state_changed_at = context.now
    order.state = state_after_visit(order.state, visit.state)
    settle(context, order)
    siblings = select(Visit).where(
        Visit.company_id == visit.company_id, Visit.work_order_id == order.id
    )
    for each in context.session.scalars(siblings):
        context.touch(each)


def _move_sheet(context: HandlerContext, visit: Visit, trip: Trip, members: set[str]) -> None:
    company_id = visit.company_id
    before = context.session.scalars(
        select(TripMember.person_id).where(
            TripMember.company_id == company_id, TripMember.trip_id == visit.trip_id
        )
    )
    for person_id in sorted(set(before) - members):
        context.depart(visit.id, person_id)
    context.session.execute(
        delete(SheetDeparture).where(
            SheetDeparture.company_id == company_id,
            SheetDeparture.visit_id == visit.id,
            SheetDeparture.person_id.in_(members),
        )
    )
    visit.trip_id = trip.id


def _trip_row(command: DispatchTrip, context: HandlerContext, lead: Person) -> Trip:
    return Trip(
        id=context.envelope.command_id,
        company_id=lead.company_id,
        department=lead.department,
        lead_id=lead.id,
        planned_on=command.planned_on,
        window_start_at=command.window_start_at,
        window_end_at=command.window_end_at,
        reason_text=command.reason_text,
        dispatched_by_id=context.actor.person_id,
        dispatched_at=context.now,
        basis=command.basis,
        notice_text=command.notice_text,
    )


def _add_members(context: HandlerContext, trip: Trip, helper_ids: tuple[str, ...]) -> None:
    roles = {trip.lead_id: "lead"} | dict.fromkeys(helper_ids, "helper")
    context.session.add_all(
        TripMember(company_id=trip.company_id, trip_id=trip.id, person_id=person_id, role=role)
        for person_id, role in roles.items()
    )


def _lead(context: HandlerContext, lead_id: str, helper_ids: tuple[str, ...]) -> Person:
    """The lead; all on the trip are active technicians, nobody twice, no apprentice leads."""
    ids = [lead_id, *helper_ids]
    people = {
        person.id: person
        for person in context.session.scalars(
            select(Person)
            .join(PersonRole, PersonRole.person_id == Person.id)
            .where(
                Person.company_id == context.actor.company_id,
                Person.id.in_(ids),
                Person.is_active.is_(True),
                PersonRole.role == "technician",
            )
        )
    }
    if len(people) != len(ids) or people[lead_id].is_apprentice:
        raise TripPerson()
    return people[lead_id]


def _check_window(command: DispatchTrip, context: HandlerContext) -> None:
    def local_day(moment: datetime) -> object:
        return moment.astimezone(context.zone).date()

    days = {local_day(command.window_start_at), local_day(command.window_end_at)}
    if command.window_start_at >= command.window_end_at or days != {command.planned_on}:
        raise TripWindow()


def _check_day(command: DispatchTrip, context: HandlerContext, orders: list[WorkOrder]) -> None:
    if not context.company.rules.get("weekday_repairs_need_notice", True):
        return
    check_day(
        command.planned_on,
        basis=command.basis,
        notice_text=command.notice_text,
        orders=[PlannedWork(kind=order.kind, is_emergency=order.emergency) for order in orders],
    )
