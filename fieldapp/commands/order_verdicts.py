"""How an order follows the verdicts of its items: its state, its department, and who is told."""

from collections.abc import Iterable

from sqlalchemy import exists, select

from fieldapp.commands.addresses import address_of
from fieldapp.commands.estimates import sum_up
from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.notices import Subject, people_of_department, people_with_role, tell
from fieldapp.commands.order_access import settle
from fieldapp.domain.roles import Role
from fieldapp.domain.warranty import department_after
from fieldapp.domain.work_orders import state_after_verdicts
from fieldapp.persistence.tables import Consent, Request, WorkOrder, WorkOrderItem


def follow_verdicts(context: HandlerContext, order: WorkOrder) -> None:
    """Move the order to the state and the department its verdicts ask for.

    A verdict changed later moves the bookkeeping, not the man at the door: trips that are
    dispatched stay as they are, and an order that is on its way keeps its state (rule 3). What was
    found on site counts once it is confirmed (rule 9).
    """
    context.session.flush()
    items = context.session.scalars(
        select(WorkOrderItem).where(
            WorkOrderItem.company_id == order.company_id,
            WorkOrderItem.work_order_id == order.id,
            WorkOrderItem.voided_at.is_(None),
        )
    ).all()
    items = [item for item in items if not item.is_extra or item.confirmed_at is not None]
    order.state = state_after_verdicts(
        order.state,
        [(item.warranty_verdict, item.charge_verdict) for item in items],
        has_consent=_has_consent(context, order),
    )
    if not any(item.rework_of_id for item in items):  # done again by whoever did it
        _move(
            context, order, department_after([i.warranty_verdict for i in items], order.department)
        )
    settle(context, order)
    sum_up(context, order)


def _move(context: HandlerContext, order: WorkOrder, department: str) -> None:
    if department == order.department:
        return
    left, order.department = order.department, department
    people = [
        *people_with_role(context, Role.CLERK, Role.SUPERVISOR),
        *people_of_department(context, left),
        *people_of_department(context, department),
    ]
    tell_about(context, order, "order_moved", people)


def tell_about(
    context: HandlerContext, order: WorkOrder, kind: str, people_ids: Iterable[str]
) -> None:
    """Tell these people something about an order."""
    request = context.session.get_one(Request, order.request_id)
    details: dict[str, object] = {
        "number": order.number,
        "address": address_of(context, request),
        "department": order.department,
    }
    tell(context, people_ids, kind, Subject("work_order", order.id), details)


def _has_consent(context: HandlerContext, order: WorkOrder) -> bool:
    found = exists().where(
        Consent.company_id == order.company_id, Consent.work_order_id == order.id
    )
    return bool(context.session.scalar(select(found)))
