"""How handlers reach a work order, whether it may be charged, and what it waits for."""

from datetime import date

from sqlalchemy import exists, func, select

from fieldapp.commands.handling import HandlerContext
from fieldapp.domain.part_orders import AWAITED
from fieldapp.domain.problems import (
    ChargingPaused,
    OrderEnded,
    WorkOrderAwaitsParts,
    WorkOrderUnknown,
)
from fieldapp.domain.work_orders import ENDED_STATES, settled_state
from fieldapp.persistence.tables import Appraisal, PartOrder, Visit, WorkOrder


def work_order_of(context: HandlerContext, work_order_id: str) -> WorkOrder:
    """A work order of the company. Raises WorkOrderUnknown."""
    order = context.session.get(WorkOrder, work_order_id)
    if order is None or order.company_id != context.actor.company_id:
        raise WorkOrderUnknown(work_order_id=work_order_id)
    return order


def standing_order(context: HandlerContext, work_order_id: str) -> WorkOrder:
    """An order that is not over. Raises WorkOrderUnknown, OrderEnded."""
    order = work_order_of(context, work_order_id)
    if order.state in ENDED_STATES:
        raise OrderEnded(number=order.number)
    return order


def check_charging(context: HandlerContext, order: WorkOrder) -> None:
    """Refuse while a dispute is being appraised (rule 3). Raises ChargingPaused."""
    is_open = exists().where(
        Appraisal.company_id == order.company_id,
        Appraisal.work_order_id == order.id,
        Appraisal.found_at.is_(None),
    )
    if order.state == "awaiting_appraisal" or context.session.scalar(select(is_open)):
        raise ChargingPaused(number=order.number)


def settle(context: HandlerContext, order: WorkOrder) -> None:
    """Let a ready order wait while a part is awaited, and one that waits come back without."""
    if order.state in {"ready", "awaiting_parts"}:
        awaits = _expected_on(context, order) is not None
        order.state = settled_state(order.state, awaits_parts=awaits)


def check_parts_are_here(context: HandlerContext, order: WorkOrder) -> None:
    """Refuse to send anybody for an order that waits. Raises WorkOrderAwaitsParts."""
    if order.state == "awaiting_parts":
        expected_on = _expected_on(context, order)
        raise WorkOrderAwaitsParts(
            number=order.number, expected_on="" if expected_on is None else expected_on.isoformat()
        )


def changed(context: HandlerContext, order: WorkOrder) -> None:
    """Mark the order changed: open forms are told, phones get the sheets of its visits again."""
    order.revision += 1
    touch_visits(context, order)


def touch_visits(context: HandlerContext, order: WorkOrder) -> None:
    """Have the sheets of all visits of the order sent again."""
    visits = select(Visit).where(
        Visit.company_id == order.company_id, Visit.work_order_id == order.id
    )
    for visit in context.session.scalars(visits):
        context.touch(visit)


def _expected_on(context: HandlerContext, order: WorkOrder) -> date | None:
    """The day the last awaited part is expected; None if none is awaited."""
    return context.session.scalar(
        select(func.max(PartOrder.expected_on)).where(
            PartOrder.company_id == order.company_id,
            PartOrder.work_order_id == order.id,
            PartOrder.state == AWAITED,
        )
    )
