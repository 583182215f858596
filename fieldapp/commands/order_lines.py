"""The lines of a new work order: items from the request, charges from the price list."""

from collections.abc import Sequence
from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.disputes import open_appraisal
from fieldapp.commands.estimates import planned_charge
from fieldapp.commands.fields import STRICT, Cents, QuantityMilli, RemarkOrEmpty, Uuid
from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.verdicts import decide, take_over
from fieldapp.domain.estimates import work_kind
from fieldapp.domain.problems import (
    ChargeItemUnknown,
    EstimateReversed,
    RequestItemOrdered,
    RequestItemUnknown,
    VerdictReasonMissing,
)
from fieldapp.domain.quantities import check_quantity
from fieldapp.domain.work_orders import first_work_order_state
from fieldapp.persistence.tables import (
    ChargeItem,
    EstimateLine,
    RequestItem,
    WorkOrder,
    WorkOrderItem,
)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class OrderedItem:
    """An item of the request with its verdicts (rule 3: two facts, kept apart)."""

    request_item_id: Uuid
    #: None means as it was judged.
    warranty_verdict: Literal["in", "out", "disputed", "unknown"] | None = None
    #: Why it is decided otherwise than it was judged, or what a customer disputes.
    warranty_text: RemarkOrEmpty = ""
    #: None means as it was judged.
    charge_verdict: Literal["free", "charged", "waived", "pending"] | None = None
    estimate_low_cents: Cents | None = None
    estimate_high_cents: Cents | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class OrderedCharge:
    """Work from the price list."""

    charge_item_id: Uuid
    quantity_milli: QuantityMilli = 1_000


def add_items(
    items: Sequence[OrderedItem], context: HandlerContext, order: WorkOrder
) -> list[WorkOrderItem]:
    """Put items of the request on the order, each on one order only; answers their rows.

    Raises RequestItemUnknown, RequestItemOrdered, EstimateReversed.
    """
    requested = {
        row.id: row
        for row in context.session.scalars(
            select(RequestItem).where(
                RequestItem.company_id == order.company_id,
                RequestItem.request_id == order.request_id,
            )
        )
    }
    rows = []
    for position_no, item in enumerate(items, start=1):
        source = requested.pop(item.request_item_id, None)
        if source is None:
            raise RequestItemUnknown(request_item_id=item.request_item_id)
        _check_free(context, order, source)
        _decide(item, source, context)
        ordered = _item_row(item, source, order, position_no, context.new_id())
        context.session.add(ordered)
        if ordered.warranty_verdict == "disputed":
            context.session.flush()
            dispute = item.warranty_text or ordered.description or ordered.warranty_text
            open_appraisal(context, order, ordered, dispute, appraisal_id=context.new_id())
        rows.append(ordered)
    return rows


def settle_new_order(
    order: WorkOrder, items: Sequence[WorkOrderItem], context: HandlerContext
) -> None:
    """Give a new order what follows from its items: state, rough amount, what it does again."""
    order.state = first_work_order_state(
        (item.warranty_verdict, item.charge_verdict) for item in items
    )
    lows = [item.estimate_low_cents for item in items if item.estimate_low_cents]
    highs = [item.estimate_high_cents for item in items if item.estimate_high_cents]
    order.estimate_low_cents = sum(lows) if lows else None
    order.estimate_high_cents = sum(highs) if highs else None
    done_again = [item.rework_of_id for item in items if item.rework_of_id]
    if done_again:
        earlier = context.session.get_one(WorkOrderItem, done_again[0])
        order.rework_of_id = earlier.work_order_id


def add_charges(
    charges: Sequence[OrderedCharge], context: HandlerContext, order: WorkOrder
) -> None:
    """Put priced work on the order, in its estimate and on its bill, at today's price.

    Raises ChargeItemUnknown, QuantityFraction.
    """
    for position_no, charge in enumerate(charges, start=1):
        priced = context.session.get(ChargeItem, charge.charge_item_id)
        if priced is None or priced.company_id != order.company_id:
            raise ChargeItemUnknown(charge_item_id=charge.charge_item_id)
        check_quantity(charge.quantity_milli, priced.unit)
        line = EstimateLine(
            id=context.new_id(),
            company_id=order.company_id,
            work_order_id=order.id,
            position_no=position_no,
            kind=work_kind(priced.code, context.company.rules),
            charge_item_id=priced.id,
            code=priced.code,
            name=priced.name,
            unit=priced.unit,
            unit_price_cents=priced.unit_price_cents,
            quantity_low_milli=charge.quantity_milli,
            quantity_high_milli=charge.quantity_milli,
            added_at=context.now,
            added_by_id=context.actor.person_id,
        )
        context.session.add_all((line, planned_charge(line)))


def _item_row(
    item: OrderedItem, source: RequestItem, order: WorkOrder, position_no: int, row_id: str
) -> WorkOrderItem:
    low, high = item.estimate_low_cents, item.estimate_high_cents
    if low is None and high is None and source.charge_verdict == "charged":
        low, high = source.estimate_low_cents, source.estimate_high_cents
    if low is not None and high is not None and low > high:
        raise EstimateReversed()
    row = WorkOrderItem(
        id=row_id,
        company_id=order.company_id,
        work_order_id=order.id,
        request_item_id=source.id,
        position_no=position_no,
        position=source.position,
        category_code=source.category_code,
        description=source.description,
        estimate_low_cents=low,
        estimate_high_cents=high,
    )
    take_over(source, row)
    return row


def _decide(item: OrderedItem, source: RequestItem, context: HandlerContext) -> None:
    """Let the clerk decide otherwise than was judged; who and why is kept.

    What nobody could judge needs no reason. Raises VerdictReasonMissing.
    """
    judged = source.warranty_verdict, source.charge_verdict
    wanted = item.warranty_verdict or judged[0], item.charge_verdict or judged[1]
    if wanted == judged:
        return
    reason = "" if item.warranty_text == source.warranty_text else item.warranty_text.strip()
    if wanted[0] == "disputed":
        source.warranty_verdict, source.charge_verdict = wanted
        return
    if judged[0] != "unknown" and not reason:
        raise VerdictReasonMissing(position_no=source.position_no)
    decide(context, source, *wanted, reason)


def _check_free(context: HandlerContext, order: WorkOrder, source: RequestItem) -> None:
    number = context.session.scalar(
        select(WorkOrder.number)
        .join(WorkOrderItem, WorkOrderItem.work_order_id == WorkOrder.id)
        .where(
            WorkOrderItem.request_item_id == source.id,
            WorkOrderItem.voided_at.is_(None),
            WorkOrder.state != "cancelled",
        )
    )
    if number is not None:
        raise RequestItemOrdered(number=number)
