"""How handlers reach a work order, whether it may be charged, and what it waits for."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import and_, exists, func, or_, select

from fieldapp.commands.handling import HandlerContext
from fieldapp.domain.consents import is_agreed
from fieldapp.domain.part_orders import AWAITED
from fieldapp.domain.problems import (
    ChargingPaused,
    OrderEnded,
    WorkOrderAwaitsParts,
    WorkOrderUnknown,
)
from fieldapp.domain.work_orders import CHARGING_ACTIONS, ENDED_STATES, allows, settled_state
from fieldapp.persistence.order_agreements import agreements_of
from fieldapp.persistence.tables import Appraisal, PartOrder, Visit, WorkOrder, WorkOrderItem

#: What was found on site counts once it is confirmed (rule 9).
_COUNTS = or_(WorkOrderItem.is_extra.is_(False), WorkOrderItem.confirmed_at.is_not(None))


def work_order_of(context: HandlerContext, work_order_id: str) -> WorkOrder:
    """A work order of the company. Raises WorkOrderUnknown."""
    order = context.session.get(WorkOrder, work_order_id)
    if order is None or order.company_id != context.actor.company_id:
        raise WorkOrderUnknown(work_order_id=work_order_id)
    return order


def order_for(context: HandlerContext, work_order_id: str, action: str) -> WorkOrder:
    """An order whose state allows the action; nothing is charged while it is appraised (rule 3).

    Raises WorkOrderUnknown, ChargingPaused, OrderEnded.
    """
    order = work_order_of(context, work_order_id)
    is_allowed = allows(order.state, action)
    if action in CHARGING_ACTIONS and _is_appraised(context, order, is_allowed=is_allowed):
        raise ChargingPaused(number=order.number)
    if not is_allowed:
        raise OrderEnded(number=order.number)
    return order


def settle(context: HandlerContext, order: WorkOrder) -> None:
    """Let a ready order wait while a part or a consent is missing, and come back without."""
    if order.state in {"ready", "awaiting_parts"}:
        expected_on, charged = _awaited(context, order)
        order.state = settled_state(
            order.state,
            awaits_parts=expected_on is not None,
            is_agreed=_is_agreed(context, order, charged),
        )


def counted_items(context: HandlerContext, order: WorkOrder) -> list[WorkOrderItem]:
    """Items that hold; what was found on site counts once it is confirmed (rule 9)."""
    items = context.session.scalars(
        select(WorkOrderItem).where(
            WorkOrderItem.company_id == order.company_id,
            WorkOrderItem.work_order_id == order.id,
            WorkOrderItem.voided_at.is_(None),
            _COUNTS,
        )
    )
    return list(items)


def is_order_agreed(context: HandlerContext, order: WorkOrder) -> bool:
    """Whether somebody agreed to everything of the order that is charged (rule 4)."""
    return _is_agreed(context, order, _awaited(context, order)[1])


def check_parts_are_here(context: HandlerContext, order: WorkOrder) -> None:
    """Refuse to send anybody for an order that waits. Raises WorkOrderAwaitsParts."""
    if order.state == "awaiting_parts":
        expected_on, _charged = _awaited(context, order)
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


def _is_appraised(context: HandlerContext, order: WorkOrder, *, is_allowed: bool) -> bool:
    """Whether 技术质量部 still has to decide; an order that is over was ended whatever it finds."""
    if not is_allowed:
        return order.state not in ENDED_STATES
    is_open = exists().where(
        Appraisal.company_id == order.company_id,
        Appraisal.work_order_id == order.id,
        Appraisal.found_at.is_(None),
    )
    return bool(context.session.scalar(select(is_open)))


def _is_agreed(
    context: HandlerContext, order: WorkOrder, charged: Mapping[str, datetime | None]
) -> bool:
    consents = agreements_of(context.session, order.company_id, [order.id]) if charged else {}
    return is_agreed(consents.get(order.id, ()), charged)


def _awaited(
    context: HandlerContext, order: WorkOrder
) -> tuple[date | None, dict[str, datetime | None]]:
    """The day the last awaited part is expected, and what is charged; in one statement."""
    expected_on = (
        select(func.max(PartOrder.expected_on))
        .where(
            PartOrder.company_id == order.company_id,
            PartOrder.work_order_id == order.id,
            PartOrder.state == AWAITED,
        )
        .scalar_subquery()
    )
    rows = context.session.execute(
        select(expected_on.label("expected_on"), WorkOrderItem.id, WorkOrderItem.received_at)
        .select_from(WorkOrder)
        .outerjoin(
            WorkOrderItem,
            and_(
                WorkOrderItem.work_order_id == WorkOrder.id,
                WorkOrderItem.charge_verdict == "charged",
                WorkOrderItem.voided_at.is_(None),
                _COUNTS,
            ),
        )
        .where(WorkOrder.company_id == order.company_id, WorkOrder.id == order.id)
    ).all()
    return rows[0].expected_on, {row.id: row.received_at for row in rows if row.id is not None}
