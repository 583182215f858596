"""Work orders: making one from a request, the code and the paper."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.estimates import sum_up
from fieldapp.commands.fields import (
    STRICT,
    Reason,
    RemarkOrEmpty,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.order_access import touch_visits, work_order_of
from fieldapp.commands.order_lines import (
    OrderedCharge,
    OrderedItem,
    add_charges,
    add_items,
    settle_new_order,
)
from fieldapp.commands.requests import request_of
from fieldapp.domain.numbers import WORK_ORDER_PREFIX, paper_number, random_code
from fieldapp.domain.problems import RequestWrongState, WorkOrderVisitOpen
from fieldapp.domain.requests import next_request_state
from fieldapp.domain.work_orders import next_work_order_state
from fieldapp.persistence.counters import next_number
from fieldapp.persistence.tables import QrCode, Request, Visit, WorkOrder


@dataclass(frozen=True, kw_only=True, config=STRICT)
class MakeWorkOrder(Command):
    """One department's order; a mixed request becomes two of them."""

    permission = "work_orders.write"

    request_id: Uuid
    department: Literal["engineering", "production", "quality"]
    emergency: bool = False
    note: RemarkOrEmpty = ""
    items: Annotated[tuple[OrderedItem, ...], Field(min_length=1, max_length=20)]
    charges: Annotated[tuple[OrderedCharge, ...], Field(max_length=20)] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RevokeQrCode(Command):
    """The code got into wrong hands: it stops working, a new one takes its place."""

    permission = "work_orders.write"

    work_order_id: Uuid
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PrintWorkOrder(Command):
    """The paper was printed; only the log keeps it."""

    permission = "work_orders.write"

    work_order_id: Uuid


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CancelWorkOrder(Command):
    """The order is not needed any more; the reason stays in its history."""

    permission = "work_orders.write"

    work_order_id: Uuid
    reason: Reason


@handles(MakeWorkOrder)
def make_work_order(command: MakeWorkOrder, context: HandlerContext) -> None:
    """Make the order with items, charges and code; the request is ordered.

    Rough ranges of the items are the first estimate; without any, the priced work is.
    """
    request = request_of(context, command.request_id)
    action = "order_emergency" if command.emergency else "order"
    if request.confirmed_at is None and not command.emergency:
        raise RequestWrongState(state=request.state, action=action)  # rule 2
    request.state = next_request_state(request.state, action)
    request.revision += 1
    order = _order_row(command, context, request)
    context.session.add(order)
    context.session.flush()
    settle_new_order(order, add_items(command.items, context, order), context)
    add_charges(command.charges, context, order)
    if command.charges and order.estimate_high_cents is None:
        sum_up(context, order)
    _add_code(context, order)
    _tell_siblings(context, order)


@handles(RevokeQrCode)
def revoke_qr_code(command: RevokeQrCode, context: HandlerContext) -> None:
    """Stop all codes of the order and make a new one."""
    order = work_order_of(context, command.work_order_id)
    working = context.session.scalars(
        select(QrCode).where(
            QrCode.company_id == order.company_id,
            QrCode.work_order_id == order.id,
            QrCode.revoked_at.is_(None),
        )
    )
    for code in working:
        code.revoked_at = context.now
    _add_code(context, order)
    touch_visits(context, order)


@handles(PrintWorkOrder)
def print_work_order(command: PrintWorkOrder, context: HandlerContext) -> None:
    """Check that there is such an order; the log row is the record."""
    work_order_of(context, command.work_order_id)


@handles(CancelWorkOrder)
def cancel_work_order(command: CancelWorkOrder, context: HandlerContext) -> None:
    """Any state before done → cancelled; a visit that has not ended is cancelled first.

    So nobody is on his way to an order that is gone.
    """
    order = work_order_of(context, command.work_order_id)
    following = next_work_order_state(order.state, "cancel", number=order.number)
    open_visit = select(Visit.id).where(
        Visit.company_id == order.company_id,
        Visit.work_order_id == order.id,
        Visit.ended_at.is_(None),
    )
    if context.session.scalar(open_visit.limit(1)) is not None:
        raise WorkOrderVisitOpen(number=order.number)
    order.state = following
    order.revision += 1


def _order_row(command: MakeWorkOrder, context: HandlerContext, request: Request) -> WorkOrder:
    local_day = context.now.astimezone(context.zone).date()
    number = next_number(context.session, request.company_id, "work_order", local_day)
    return WorkOrder(
        id=context.envelope.command_id,
        company_id=request.company_id,
        number=paper_number(WORK_ORDER_PREFIX, local_day, number),
        request_id=request.id,
        department=command.department,
        urgency=request.urgency,
        kind=request.kind,
        emergency=command.emergency,
        created_at=context.now,
        created_by_id=context.actor.person_id,
        note=command.note,
    )


def _tell_siblings(context: HandlerContext, order: WorkOrder) -> None:
    """Have the sheets of the request's other orders sent again: they name this one."""
    others = select(WorkOrder).where(
        WorkOrder.company_id == order.company_id,
        WorkOrder.request_id == order.request_id,
        WorkOrder.id != order.id,
    )
    for other in context.session.scalars(others):
        touch_visits(context, other)


def _add_code(context: HandlerContext, order: WorkOrder) -> None:
    context.session.add(
        QrCode(
            id=context.new_id(),
            company_id=order.company_id,
            code=random_code(),
            work_order_id=order.id,
            created_at=context.now,
        )
    )
