"""How an order follows the verdicts of its items: its state, its department, and who is told."""

from collections.abc import Iterable

from fieldapp.commands.addresses import address_of
from fieldapp.commands.estimates import sum_up
from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.notices import Subject, people_of_department, people_with_role, tell
from fieldapp.commands.order_access import counted_items, is_order_agreed, settle
from fieldapp.domain.roles import Role
from fieldapp.domain.warranty import department_after
from fieldapp.domain.work_orders import state_after_verdicts
from fieldapp.persistence.tables import Request, WorkOrder


def follow_verdicts(context: HandlerContext, order: WorkOrder) -> None:
    """Move the order to the state and the department its verdicts ask for.

    A verdict changed later moves the bookkeeping, not the man at the door: trips that are
    dispatched stay as they are, and an order that is on its way keeps its state (rule 3). What was
    found on site counts once it is confirmed (rule 9).
    """
    context.session.flush()
    items = counted_items(context, order)
    order.state = state_after_verdicts(
        order.state,
        [(item.warranty_verdict, item.charge_verdict) for item in items],
        is_agreed=is_order_agreed(context, order),
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
