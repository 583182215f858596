"""估价: the lines of what an order will cost, and what is waived of them (K5.2.1d and e)."""

from dataclasses import dataclass as record
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import and_, func, or_, select

from fieldapp.commands.fields import (
    STRICT,
    Cents,
    Millimetres,
    NameOrEmpty,
    Pieces,
    QuantityMilli,
    Reason,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.order_access import changed, order_for
from fieldapp.domain.estimates import (
    AREA_UNIT,
    PLANNED_KINDS,
    EstimatedLine,
    check_most,
    estimate_range,
    glass_milli,
    work_kind,
)
from fieldapp.domain.problems import (
    ChargeItemUnknown,
    EstimateArticleUnknown,
    EstimateGlassSize,
    EstimateLineUnknown,
    EstimateQuantityMissing,
    ItemUnknown,
    MaterialUnknown,
)
from fieldapp.domain.quantities import OWN_UNIT, check_quantity
from fieldapp.persistence.tables import (
    Charge,
    ChargeItem,
    EstimateLine,
    Material,
    WorkOrder,
    WorkOrderItem,
)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddEstimateLine(Command):
    """One line: from the price list, a material, glass by its size, or free words with a price."""

    permission = "estimates.write"

    work_order_id: Uuid
    #: None means of the order as a whole.
    item_id: Uuid | None = None
    charge_item_id: Uuid | None = None
    material_id: Uuid | None = None
    #: What is in no list; then ``unit_price_cents`` is its price.
    name: NameOrEmpty = ""
    unit: Annotated[str, Field(max_length=10)] = ""
    unit_price_cents: Cents | None = None
    #: None with a size: the area is the quantity.
    quantity_low_milli: QuantityMilli | None = None
    #: None means the same as low.
    quantity_high_milli: QuantityMilli | None = None
    width_mm: Millimetres | None = None
    height_mm: Millimetres | None = None
    pieces: Pieces | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidEstimateLine(Command):
    """The line does not hold; work planned with it is not charged."""

    permission = "estimates.write"

    line_id: Uuid
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WaiveEstimateLine(Command):
    """免收: whoever allows it does it himself, so the name is his."""

    permission = "charges.waive"

    line_id: Uuid
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidLineWaiver(Command):
    """The waiver of a line does not hold: whoever may waive takes it back."""

    permission = WaiveEstimateLine.permission

    line_id: Uuid
    reason: Reason


@record(frozen=True, slots=True, kw_only=True)
class _Article:
    """What a line is about, at today's price."""

    kind: str
    code: str
    name: str
    unit: str
    unit_price_cents: int


@handles(AddEstimateLine)
def add_estimate_line(command: AddEstimateLine, context: HandlerContext) -> None:
    """Add the line at the price of the day and sum the estimate anew.

    Raises ChargeItemUnknown, MaterialUnknown, EstimateArticleUnknown, EstimateGlassSize,
    EstimateQuantityMissing, EstimateOverMost, QuantityFraction, ItemUnknown, ChargingPaused.
    """
    order = order_for(context, command.work_order_id, "estimate")
    is_free = _is_free_item(context, order, command.item_id)
    article = _article(command, context)
    low, high = _quantities(command, article)
    line = EstimateLine(
        id=context.envelope.command_id,
        company_id=order.company_id,
        work_order_id=order.id,
        item_id=command.item_id,
        position_no=_next_position(context, order),
        kind=article.kind,
        material_id=command.material_id,
        charge_item_id=command.charge_item_id,
        code=article.code,
        name=article.name,
        unit=article.unit,
        unit_price_cents=article.unit_price_cents,
        quantity_low_milli=low,
        quantity_high_milli=high,
        width_mm=command.width_mm,
        height_mm=command.height_mm,
        pieces=command.pieces or (1 if command.width_mm else None),
        added_at=context.now,
        added_by_id=context.actor.person_id,
    )
    context.session.add(line)
    if article.kind in PLANNED_KINDS and not is_free:
        context.session.add(planned_charge(line))
    sum_up(context, order)


@handles(VoidEstimateLine)
def void_estimate_line(command: VoidEstimateLine, context: HandlerContext) -> None:
    """Void the line and the charge planned with it. Raises EstimateLineUnknown."""
    line, order = _line_of(context, command.line_id)
    line.voided_at = context.now
    charge = context.session.get(Charge, line.id)
    if charge is not None:
        charge.voided_at = context.now
    sum_up(context, order)


@handles(WaiveEstimateLine)
def waive_estimate_line(command: WaiveEstimateLine, context: HandlerContext) -> None:
    """Count the line, and the charge planned with it, as nothing. Raises EstimateLineUnknown."""
    line, order = _line_of(context, command.line_id)
    _waive(context, line, context.actor.person_id, command.reason)
    sum_up(context, order)


@handles(VoidLineWaiver)
def void_line_waiver(command: VoidLineWaiver, context: HandlerContext) -> None:
    """Count the line, and the charge planned with it, again; the log keeps both reasons.

    Raises EstimateLineUnknown, also where nobody has waived it.
    """
    line, order = _line_of(context, command.line_id)
    if line.waived_by_id is None:
        raise EstimateLineUnknown(line_id=command.line_id)
    _waive(context, line, None, "")
    sum_up(context, order)


def sum_up(context: HandlerContext, order: WorkOrder) -> None:
    """The estimate is the sum of its lines; without any, the rough ranges of the items."""
    context.session.flush()
    rows = context.session.execute(
        select(EstimateLine, WorkOrderItem.charge_verdict)
        .outerjoin(WorkOrderItem, WorkOrderItem.id == EstimateLine.item_id)
        .where(
            EstimateLine.company_id == order.company_id,
            EstimateLine.work_order_id == order.id,
            EstimateLine.voided_at.is_(None),
        )
    ).all()
    if rows:
        order.estimate_low_cents, order.estimate_high_cents = estimate_range(
            EstimatedLine(
                unit_price_cents=row.EstimateLine.unit_price_cents,
                quantity_low_milli=row.EstimateLine.quantity_low_milli,
                quantity_high_milli=row.EstimateLine.quantity_high_milli,
                is_free=row.EstimateLine.waived_by_id is not None
                or row.charge_verdict in {"free", "waived"},
            )
            for row in rows
        )
    else:
        order.estimate_low_cents, order.estimate_high_cents = _rough_range(context, order)
    changed(context, order)


def planned_charge(line: EstimateLine) -> Charge:
    """The work on the bill, under the id of its line; of a range the least is charged."""
    return Charge(
        id=line.id,
        company_id=line.company_id,
        work_order_id=line.work_order_id,
        item_id=line.item_id,
        charge_item_id=line.charge_item_id,
        code=line.code,
        name=line.name,
        unit=line.unit,
        quantity_milli=line.quantity_low_milli,
        unit_price_cents=line.unit_price_cents,
    )


def _article(command: AddEstimateLine, context: HandlerContext) -> _Article:
    if command.charge_item_id is not None:
        work = context.session.get(ChargeItem, command.charge_item_id)
        if work is None or work.company_id != context.actor.company_id:
            raise ChargeItemUnknown(charge_item_id=command.charge_item_id)
        return _Article(
            kind=work_kind(work.code, context.company.rules), code=work.code, name=work.name,
            unit=work.unit, unit_price_cents=work.unit_price_cents,
        )  # fmt: skip
    if command.material_id is not None:
        material = context.session.get(Material, command.material_id)
        if material is None or material.company_id != context.actor.company_id:
            raise MaterialUnknown(material_id=command.material_id)
        return _Article(
            kind="glass" if command.width_mm else "material", code=material.code,
            name=f"{material.name} {material.spec}".strip(), unit=material.unit,
            unit_price_cents=material.unit_price_cents,
        )  # fmt: skip
    if not command.name.strip() or command.unit_price_cents is None:
        raise EstimateArticleUnknown()
    return _Article(
        kind="other", code="", name=command.name.strip(), unit=command.unit.strip() or OWN_UNIT,
        unit_price_cents=command.unit_price_cents,
    )  # fmt: skip


def _quantities(command: AddEstimateLine, article: _Article) -> tuple[int, int]:
    """(low, high) in thousandths; a size counts as its area, whatever quantity was typed."""
    if command.width_mm is not None or command.height_mm is not None:
        if command.width_mm is None or command.height_mm is None or article.unit != AREA_UNIT:
            raise EstimateGlassSize()
        area = glass_milli(command.width_mm, command.height_mm, command.pieces or 1)
        return area, area
    low = command.quantity_low_milli or command.quantity_high_milli
    if low is None:
        raise EstimateQuantityMissing()
    high = command.quantity_high_milli or low
    check_most(low, high, article.unit)
    check_quantity(low, article.unit)
    check_quantity(high, article.unit)
    return low, high


def _waive(context: HandlerContext, line: EstimateLine, person_id: str | None, reason: str) -> None:
    for row in (line, context.session.get(Charge, line.id)):
        if row is not None:
            row.waived_by_id, row.waived_reason = person_id, reason


def _line_of(context: HandlerContext, line_id: str) -> tuple[EstimateLine, WorkOrder]:
    line = context.session.get(EstimateLine, line_id)
    if line is None or line.company_id != context.actor.company_id or line.voided_at is not None:
        raise EstimateLineUnknown(line_id=line_id)
    return line, order_for(context, line.work_order_id, "estimate")


def _rough_range(context: HandlerContext, order: WorkOrder) -> tuple[int | None, int | None]:
    row = context.session.execute(
        select(
            func.sum(WorkOrderItem.estimate_low_cents), func.sum(WorkOrderItem.estimate_high_cents)
        ).where(
            WorkOrderItem.work_order_id == order.id,
            WorkOrderItem.voided_at.is_(None),
            # What was found on site counts once the clerk has confirmed it (rule 9).
            or_(
                WorkOrderItem.is_extra.is_(False),
                and_(
                    WorkOrderItem.confirmed_at.is_not(None),
                    WorkOrderItem.charge_verdict == "charged",
                ),
            ),
        )
    ).one()
    return row[0], row[1]


def _is_free_item(context: HandlerContext, order: WorkOrder, item_id: str | None) -> bool:
    if item_id is None:
        return False
    item = context.session.get(WorkOrderItem, item_id)
    if item is None or item.work_order_id != order.id or item.voided_at is not None:
        raise ItemUnknown(item_id=item_id)
    return item.charge_verdict in {"free", "waived"}


def _next_position(context: HandlerContext, order: WorkOrder) -> int:
    last = context.session.scalar(
        select(func.max(EstimateLine.position_no)).where(
            EstimateLine.company_id == order.company_id, EstimateLine.work_order_id == order.id
        )
    )
    return (last or 0) + 1
