"""Contacts (联系记录): who was told or asked what, when and how; and the call back of a request."""

from datetime import date
from typing import Literal

from pydantic.dataclasses import dataclass

from fieldapp.commands.archive_access import customer_of
from fieldapp.commands.fields import STRICT, Cents, Day, NameOrEmpty, RemarkOrEmpty, Uuid
from fieldapp.commands.half_days import check_room
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.requests import request_of
from fieldapp.domain.problems import (
    ContactDayPast,
    ContactSubjectMissing,
    EstimateReversed,
    RequestContentMissing,
    RequestWrongState,
    WorkOrderUnknown,
)
from fieldapp.domain.requests import next_request_state
from fieldapp.persistence.tables import Contact, Request, WorkOrder

Purpose = Literal[
    "visit", "confirm_back", "estimate", "consent", "parts", "delay", "appraisal", "weather",
    "other",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Talk(Command):
    """What every contact tells, whatever it was about."""

    permission = "contacts.write"

    direction: Literal["in", "out"] = "out"
    channel: Literal["phone", "sms", "wechat", "in_person", "paper"] = "phone"
    with_name: NameOrEmpty = ""
    outcome: Literal["reached", "no_answer", "wrong_number"] = "reached"
    note: RemarkOrEmpty = ""
    #: Half-day agreed on.
    agreed_on: Day | None = None
    #: None with agreed_on means the whole day.
    agreed_half: Literal["am", "pm"] | None = None
    #: Rough amount named.
    low_cents: Cents | None = None
    high_cents: Cents | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LogContact(Talk):
    """A call, message or talk about a request, an order or with a customer."""

    request_id: Uuid | None = None
    work_order_id: Uuid | None = None
    customer_id: Uuid | None = None
    purpose: Purpose = "other"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ConfirmRequest(Talk):
    """One attempt to call back: content, time and rough amount (rule 2; K5.2.1c)."""

    permission = "requests.write"

    request_id: Uuid


@handles(LogContact)
def log_contact(command: LogContact, context: HandlerContext) -> None:
    """Keep the contact with all it is about; a half-day agreed anew moves the request's."""
    order = _order_of(context, command.work_order_id)
    request_id = command.request_id or (order.request_id if order else None)
    request = request_of(context, request_id) if request_id else None
    customer_id = command.customer_id or (request.reporter_id if request else None)
    _check_customer(context, customer_id)
    if request is None and customer_id is None:
        raise ContactSubjectMissing()
    _check_talk(command, context)
    contact = _contact_row(command, context, command.purpose)
    contact.request_id = request_id
    contact.work_order_id = command.work_order_id
    contact.customer_id = customer_id
    context.session.add(contact)
    if request is not None and request.confirmed_at is not None and command.agreed_on:
        _agree(context, request, command)


@handles(ConfirmRequest)
def confirm_request(command: ConfirmRequest, context: HandlerContext) -> None:
    """Log the attempt; only a call that reached somebody and says what was agreed confirms.

    Open → confirmed; an emergency that is ordered already is confirmed afterwards.
    """
    request = request_of(context, command.request_id)
    if request.confirmed_at is not None:
        raise RequestWrongState(state=request.state, action="confirm")
    state = next_request_state(request.state, "confirm")
    _check_talk(command, context)
    contact = _contact_row(command, context, "confirm_back")
    contact.request_id = request.id
    contact.customer_id = request.reporter_id
    context.session.add(contact)
    if command.outcome != "reached":
        return
    if not command.note.strip():
        raise RequestContentMissing()
    request.state = state
    request.confirmed_at = context.now
    request.confirmed_by_id = context.actor.person_id
    request.revision += 1
    _agree(context, request, command)


def _agree(context: HandlerContext, request: Request, talk: Talk) -> None:
    """Keep the half-day on the request. Raises HalfDayFull."""
    if talk.agreed_on is not None:
        check_room(context, request, talk.agreed_on, talk.agreed_half)
    request.agreed_on = talk.agreed_on
    request.agreed_half = talk.agreed_half


def _contact_row(talk: Talk, context: HandlerContext, purpose: str) -> Contact:
    return Contact(
        id=context.envelope.command_id,
        company_id=context.actor.company_id,
        purpose=purpose,
        direction=talk.direction,
        channel=talk.channel,
        with_name=talk.with_name,
        outcome=talk.outcome,
        note=talk.note,
        agreed_on=talk.agreed_on,
        agreed_half=talk.agreed_half,
        low_cents=talk.low_cents if talk.low_cents is not None else talk.high_cents,
        high_cents=talk.high_cents if talk.high_cents is not None else talk.low_cents,
        made_at=context.envelope.made_at,
        person_id=context.actor.person_id,
    )


def _check_talk(talk: Talk, context: HandlerContext) -> None:
    low_cents, high_cents = talk.low_cents, talk.high_cents
    if low_cents is not None and high_cents is not None and low_cents > high_cents:
        raise EstimateReversed()
    if talk.agreed_on is not None and talk.agreed_on < _today(context):
        raise ContactDayPast()


def _today(context: HandlerContext) -> date:
    return context.now.astimezone(context.zone).date()


def _order_of(context: HandlerContext, work_order_id: str | None) -> WorkOrder | None:
    if work_order_id is None:
        return None
    order = context.session.get(WorkOrder, work_order_id)
    if order is None or order.company_id != context.actor.company_id:
        raise WorkOrderUnknown(work_order_id=work_order_id)
    return order


def _check_customer(context: HandlerContext, customer_id: str | None) -> None:
    if customer_id is None:
        return
    customer_of(context, customer_id)
