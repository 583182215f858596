"""The lines of a new work order: items from the request, charges from the price list."""

from collections.abc import Sequence
from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.estimates import planned_charge
from fieldapp.commands.fields import STRICT, Cents, Day, Line, QuantityMilli, Uuid
from fieldapp.commands.handling import HandlerContext
from fieldapp.domain.estimates import work_kind
from fieldapp.domain.problems import (
    ChargeItemUnknown,
    EstimateReversed,
    RequestItemOrdered,
    RequestItemUnknown,
)
from fieldapp.domain.quantities import check_quantity
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
    warranty_verdict: Literal["in", "out", "disputed", "unknown"]
    warranty_text: Line = ""
    warranty_ends_on: Day | None = None
    charge_verdict: Literal["free", "charged", "waived", "pending"]
    estimate_low_cents: Cents | None = None
    estimate_high_cents: Cents | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class OrderedCharge:
    """Work from the price list."""

    charge_item_id: Uuid
    quantity_milli: QuantityMilli = 1_000


def add_items(items: Sequence[OrderedItem], context: HandlerContext, order: WorkOrder) -> None:
    """Put items of the request on the order, each on one order only.

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
    for position_no, item in enumerate(items, start=1):
        source = requested.pop(item.request_item_id, None)
        if source is None:
            raise RequestItemUnknown(request_item_id=item.request_item_id)
        _check_free(context, order, source)
        context.session.add(_item_row(item, source, order, position_no, context.new_id()))


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
    if low is not None and high is not None and low > high:
        raise EstimateReversed()
    return WorkOrderItem(
        id=row_id,
        company_id=order.company_id,
        work_order_id=order.id,
        request_item_id=source.id,
        position_no=position_no,
        position=source.position,
        category_code=source.category_code,
        description=source.description,
        warranty_verdict=item.warranty_verdict,
        warranty_text=item.warranty_text,
        warranty_ends_on=item.warranty_ends_on,
        charge_verdict=item.charge_verdict,
        estimate_low_cents=low,
        estimate_high_cents=high,
    )


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
