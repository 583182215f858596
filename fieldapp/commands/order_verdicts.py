"""How an order follows the verdicts of its items: its state, its department, and who is told."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from fieldapp.commands.addresses import address_of
from fieldapp.commands.estimates import sum_up
from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.notices import Subject, people_of_department, people_with_role, tell
from fieldapp.commands.order_access import counted_items, is_order_agreed, settle
from fieldapp.domain.roles import Role
from fieldapp.domain.warranty import Verdict, department_after
from fieldapp.domain.work_orders import state_after_verdicts
from fieldapp.persistence.tables import Request, RequestItem, WorkOrder, WorkOrderItem
from fieldapp.persistence.warranty_claims import ReportedItem, judge_items


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
        _move(context, order, _department(context, order, items))
    settle(context, order)
    sum_up(context, order)


def judged_by_rules(
    context: HandlerContext, order: WorkOrder, items: Sequence[WorkOrderItem]
) -> list[Verdict]:
    """What the rules say about items of an order by the day it was registered (rule 3)."""
    request = context.session.get_one(Request, order.request_id)
    products = _products(context, items)
    judged = judge_items(
        context.session,
        company_id=order.company_id,
        dwelling_id=request.dwelling_id,
        registered_on=request.registered_at.astimezone(context.zone).date(),
        items=[
            ReportedItem(
                position=item.position,
                category_code=item.category_code,
                part=item.part or "",  # None before a new row is stored
                cause=item.cause or "",
                product_id=products.get(item.request_item_id),
            )
            for item in items
        ],
        request_id=request.id,
    )
    return [one.verdict for one in judged]


def _products(
    context: HandlerContext, items: Sequence[WorkOrderItem]
) -> Mapping[str | None, str | None]:
    """Request item → its product; what was found on site names none."""
    sources = [item.request_item_id for item in items if item.request_item_id is not None]
    if not sources:
        return {}
    rows = context.session.execute(
        select(RequestItem.id, RequestItem.product_id).where(RequestItem.id.in_(sources))
    )
    return {row.id: row.product_id for row in rows}


def _department(context: HandlerContext, order: WorkOrder, items: Sequence[WorkOrderItem]) -> str:
    """Where the order belongs; until it is appraised a disputed item counts by its dates."""
    disputed = [item for item in items if item.warranty_verdict == "disputed"]
    verdicts = [item.warranty_verdict for item in items if item not in disputed]
    if disputed:
        verdicts += [one.warranty for one in judged_by_rules(context, order, disputed)]
    return department_after(verdicts, order.department)


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
